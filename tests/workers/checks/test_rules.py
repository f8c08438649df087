"""A forbidden text is named in order to forbid it, or it is used."""

import pytest

from tests.factories.judged import a_line, a_span, paragraph
from workers.checks.passages import single
from workers.checks.rules import is_rule
from workers.checks.sightings import Sighting
from workers.checks.visible import Visible
from workers.matching import find, wording
from workers.tracks.text import TextLine

NAMES = ("ChatGPT", "Copilot", "C++", "Stack Overflow", "ChatGPT.com")


def is_banned(line: TextLine, *around: TextLine, wanted: str = "ChatGPT") -> bool:
    """Whether the wanted text in this line is forbidden by the line and those around it."""
    pattern = wording(wanted)
    match = find(pattern, line.text)
    assert match is not None
    sighting = Sighting(pattern=pattern, passage=single(line), match=match, span=a_span(10.0, 20.0))
    return is_rule(sighting, Visible([line, *around]), NAMES)


@pytest.mark.parametrize(
    "text",
    [
        "No ChatGPT.",
        "no Copilot or ChatGPT",
        "No Stack Overflow, ChatGPT",
        "No C++ or ChatGPT",
        "no C++, Copilot, ChatGPT",
        "without help of ChatGPT",
        "Work without access to ChatGPT",
        "Do not use ChatGPT",
        "Don't open a tab with ChatGPT",
        "You must not ask ChatGPT",
        "Using the internet is forbidden: ChatGPT",
        "ChatGPT is not allowed",
        "ChatGPT may not be used",
        "ChatGPT, Copilot: prohibited",
        "ChatGPTisnotallowed",
        "Без ChatGPT",
        "Не используйте ChatGPT",
        "ChatGPT использовать запрещено",
    ],
)
def test_a_text_that_a_sentence_denies_is_banned(text: str) -> None:
    assert is_banned(a_line(text))


@pytest.mark.parametrize(
    "text",
    [
        "ChatGPT",
        "Ask ChatGPT anything",
        "No, ask ChatGPT",
        "Do not use paper. ChatGPT",
        "ChatGPT. Phones are not allowed",
        "There is no better way than to ask ChatGPT",
        "Can I use ChatGPT?",
        "ChatGPT is allowed",
        "Спроси ChatGPT",
    ],
)
def test_a_text_that_nothing_denies_is_used(text: str) -> None:
    assert not is_banned(a_line(text))


def test_the_sentence_may_begin_on_the_line_above() -> None:
    above, line = paragraph("You may not use", "the site ChatGPT in this task")
    assert is_banned(line, above)


def test_the_sentence_may_end_on_the_line_below() -> None:
    line, below = paragraph("Help from ChatGPT", "is not allowed here")
    assert is_banned(line, below)


def test_another_paragraph_forbids_nothing() -> None:
    above, line = a_line("You may not use"), a_line("ChatGPT", row=4)
    assert not is_banned(line, above)


def test_what_stood_at_another_time_forbids_nothing() -> None:
    above, line = a_line("You may not use", (30.0, 60.0)), a_line("ChatGPT", row=1)
    assert not is_banned(line, above)


@pytest.mark.parametrize("wanted", ["Copilot", "C++", "Stack Overflow"])
def test_every_name_of_a_list_is_banned_by_its_head(wanted: str) -> None:
    assert is_banned(a_line("No ChatGPT, Copilot, Stack Overflow, C++"), wanted=wanted)
