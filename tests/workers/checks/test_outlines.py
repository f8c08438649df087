"""What a reader leaves of a task's line in letters that it does not know."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factories.judged import a_line, a_span, a_task
from workers.brief import Brief
from workers.checks.outlines import is_outline
from workers.checks.passages import single
from workers.checks.sightings import Sighting
from workers.matching import find, wording
from workers.tracks.text import UNREAD

BAN = "Не используйте ChatGPT и Copilot."
TASK = a_task(statement=f"Напишите функцию.\n{BAN}")
LATIN = ("latin",)


def is_remains(text: str, *, brief: Brief = TASK, scripts=LATIN, wanted: str = "ChatGPT") -> bool:
    pattern = wording(wanted)
    match = find(pattern, text)
    assert match is not None
    sighting = Sighting(pattern=pattern, passage=single(a_line(text)), match=match, span=a_span())
    return is_outline(sighting, brief, scripts)


@pytest.mark.parametrize("text", [BAN, "He ncno3yte ChatGPT n Copilot.", f"He {UNREAD} ChatGPT è Copilot."])
def test_a_line_as_long_with_the_name_in_its_place_is_what_is_left_of_the_ban(text: str) -> None:
    assert is_remains(text)


@pytest.mark.parametrize(
    "text",
    [
        "ChatGPT",
        "ab ChatGPT",
        "ChatGPT and Copilot are open here",
        "one two three four five six seven eight ChatGPT",
        "Copilot and the like, or now and then ChatGPT",
    ],
    ids=["alone", "two letters beside it", "at the beginning", "too long", "at the end"],
)
def test_another_line_is_none(text: str) -> None:
    assert not is_remains(text)


def test_a_reader_who_knows_the_letters_leaves_no_remains() -> None:
    assert not is_remains(BAN, scripts=("latin", "cyrillic"))


def test_a_task_that_does_not_name_the_text_leaves_none() -> None:
    assert not is_remains(BAN, brief=a_task(statement="Напишите функцию и покажите её."))
    assert not is_remains(BAN, brief=a_task())


def test_one_sentence_of_a_long_line_may_be_a_line_of_its_own_on_the_screen() -> None:
    long = f"{'Напишите функцию и покажите её работу. ' * 3}{BAN}"
    assert is_remains("He ncno3yte ChatGPT n Copilot.", brief=a_task(statement=long))


def test_a_word_that_could_not_be_read_counts_as_six_letters() -> None:
    statement = "Пожалуйста, не нужно нигде использовать ChatGPT."
    assert is_remains(f"{UNREAD} {UNREAD} {UNREAD} {UNREAD} ChatGPT.", brief=a_task(statement=statement))
    assert not is_remains("He Hy ChatGPT.", brief=a_task(statement=statement))


@given(st.text(alphabet="abc де1 .", max_size=60), st.text(alphabet="abc де1 .", max_size=60))
def test_only_lines_about_as_long_are_remains(before: str, after: str) -> None:
    text = f"{before} ChatGPT {after}"
    letters = sum(char.isalnum() for char in text)
    longest = sum(char.isalnum() for char in BAN)
    if is_remains(text):
        assert 10 <= letters <= 1.4 * longest
