"""Codes and phrases of a course: no two alike, and each leads back to its number."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from variants.challenges import CAPACITY, Challenges
from variants.codes import encode
from variants.errors import RosterInvalid

_COURSE = Challenges(b"s" * 32)


@given(st.integers(0, CAPACITY - 1))
def test_a_code_leads_back_to_its_number(number: int) -> None:
    assert _COURSE.number(_COURSE.code(number)) == number


def test_of_thousands_of_variants_no_two_have_one_code_or_one_phrase() -> None:
    assert len({_COURSE.code(number) for number in range(3000)}) == 3000
    assert len({_COURSE.phrase(number, "en") for number in range(3000)}) == 3000


def test_other_courses_have_other_codes() -> None:
    assert Challenges(b"t" * 32).code(0) != _COURSE.code(0)


def test_a_word_that_no_number_has_belongs_to_nobody() -> None:
    every = [code for number in range(4000) if (code := encode(number)) is not None]
    # Of twelve words a number has one, so many words are nobody's.
    held = [code for code in every if _COURSE.number(code) is not None]
    assert 0.05 < len(held) / len(every) < 0.12
    assert _COURSE.number("K7QX-204M") is None


def test_hardly_a_phrase_repeats_a_word() -> None:
    phrases = [_COURSE.phrase(number, "en").split() for number in range(2000)]
    assert sum(len(set(words)) < len(words) for words in phrases) < 20


def test_a_number_by_name_is_the_same_each_time_and_another_for_another_name() -> None:
    numbers = [_COURSE.number_by_name("one", person, "1") for person in ("ann", "ann ", "boris")]
    assert numbers[0] == numbers[1] != numbers[2]


@pytest.mark.parametrize("number", [-1, CAPACITY])
def test_beyond_the_course_is_said(number: int) -> None:
    with pytest.raises(RosterInvalid) as refused:
        _COURSE.code(number)
    assert str(refused.value) == f"A course has codes for 536361 variants, and none for number {number + 1}."
    with pytest.raises(RosterInvalid):
        _COURSE.phrase(number, "en")
