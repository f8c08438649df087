"""What was perceived is kept whole or not at all, by what it was made of."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workers.errors import TracksInvalid
from workers.tracks.kept import Kept, replace_folder

MADE_OF = {"stage": "words", "language": "en"}


def words(place: Path) -> str:
    return (place / "words.txt").read_text(encoding="utf-8")


def writing(text: str):
    def write(place: Path) -> None:
        (place / "words.txt").write_text(text, encoding="utf-8")

    return write


def test_what_was_kept_is_recalled(tmp_path: Path) -> None:
    kept = Kept(tmp_path, "content")
    assert kept.recall(MADE_OF, words) is None
    kept.keep(MADE_OF, writing("hello"))
    assert kept.recall(MADE_OF, words) == "hello"


@pytest.mark.parametrize(
    ("content", "made_of"), [("other", MADE_OF), ("content", {**MADE_OF, "language": "ru"}), ("content", {})]
)
def test_another_recording_or_another_question_is_something_else(tmp_path: Path, content, made_of) -> None:
    Kept(tmp_path, "content").keep(MADE_OF, writing("hello"))
    assert Kept(tmp_path, content).recall(made_of, words) is None


@given(
    st.dictionaries(st.text(max_size=4), st.one_of(st.none(), st.text(max_size=4), st.integers()), min_size=1)
)
def test_the_order_in_which_it_is_told_does_not_matter(made_of) -> None:
    kept = Kept(Path("cache"), "content")
    assert kept._place(made_of) == kept._place(dict(reversed(made_of.items())))


def test_all_that_is_kept_of_a_recording_lies_in_a_folder_named_by_it(tmp_path: Path) -> None:
    for stage in ("pictures", "sound"):
        Kept(tmp_path, "content").keep({"stage": stage}, writing(stage))
    assert [path.name for path in tmp_path.iterdir()] == ["content"]
    assert len(list((tmp_path / "content").iterdir())) == 2


@pytest.mark.parametrize(("root", "content"), [(None, "content"), (Path("cache"), "")])
def test_without_a_cache_or_a_file_nothing_is_kept(root, content) -> None:
    def refuse(_place: Path) -> None:
        raise AssertionError("something was written")

    kept = Kept(root, content)
    kept.keep(MADE_OF, refuse)
    assert kept.recall(MADE_OF, words) is None


def test_what_is_damaged_counts_as_absent(tmp_path: Path) -> None:
    def damaged(_place: Path) -> str:
        raise TracksInvalid("damaged")

    kept = Kept(tmp_path, "content")
    kept.keep(MADE_OF, writing("hello"))
    assert kept.recall(MADE_OF, damaged) is None


def test_a_run_that_dies_while_it_writes_leaves_what_was_there_and_nothing_else(tmp_path: Path) -> None:
    def die(place: Path) -> None:
        writing("half")(place)
        raise KeyboardInterrupt

    target = tmp_path / "words"
    replace_folder(target, writing("whole"))
    with pytest.raises(KeyboardInterrupt):
        replace_folder(target, die)
    assert words(target) == "whole"
    assert list(tmp_path.iterdir()) == [target]
