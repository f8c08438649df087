"""Codes and phrases of a course: nobody's twice, and each leads back to its holder."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from variants.challenges import Challenges, Holder
from variants.codes import encode
from variants.errors import RosterInvalid

_COURSE = Challenges(b"s" * 32, template="one", attempts=5)


@given(st.integers(0, _COURSE.places - 1), st.integers(1, 5))
def test_a_code_leads_back_to_its_holder(place: int, attempt: int) -> None:
    holder = Holder(place=place, attempt=attempt)
    assert _COURSE.holder(_COURSE.code(holder)) == holder


def test_a_course_of_thousands_has_no_code_and_no_phrase_twice() -> None:
    holders = [Holder(place=place, attempt=1) for place in range(3000)]
    assert len({_COURSE.code(holder) for holder in holders}) == 3000
    assert len({_COURSE.phrase(holder, "en") for holder in holders}) == 3000


def test_other_attempts_and_other_templates_have_other_codes() -> None:
    other = Challenges(b"s" * 32, template="two", attempts=5)
    first = Holder(place=0, attempt=1)
    assert len({_COURSE.code(first), _COURSE.code(Holder(place=0, attempt=2)), other.code(first)}) == 3


def test_a_word_that_no_place_of_a_course_has_belongs_to_nobody() -> None:
    every = [code for number in range(4000) if (code := encode(number)) is not None]
    # Of each code's number its position leads to one code alone, so many numbers are nobody's.
    held = [code for code in every if _COURSE.holder(code) is not None]
    assert 0.05 < len(held) / len(every) < 0.12
    assert _COURSE.holder("K7QX-204M") is None


def test_hardly_a_phrase_repeats_a_word() -> None:
    phrases = [_COURSE.phrase(Holder(place=place, attempt=1), "en").split() for place in range(2000)]
    assert sum(len(set(words)) < len(words) for words in phrases) < 20


@pytest.mark.parametrize(
    ("place", "attempt", "sentence"),
    [
        (0, 6, "There are attempts 1 to 5, and no attempt 6."),
        (0, 0, "There are attempts 1 to 5, and no attempt 0."),
        (107_272, 1, "With 5 attempts each a course has codes for 107272 people."),
    ],
)
def test_beyond_the_course_is_said(place: int, attempt: int, sentence: str) -> None:
    with pytest.raises(RosterInvalid) as refused:
        _COURSE.code(Holder(place=place, attempt=attempt))
    assert str(refused.value) == sentence
