"""Phrases are of different words, and no slip makes one of another."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from variants.phrases import CAPACITY, LENGTH, WORDS, word_list, words

numbers = st.integers(0, CAPACITY - 1)


@given(numbers, numbers)
def test_two_phrases_differ_in_two_words_at_least(one: int, other: int) -> None:
    differing = sum(a != b for a, b in zip(words(one, "en"), words(other, "en"), strict=True))
    assert differing >= 2 or one == other


@given(numbers)
def test_two_words_that_change_places_never_make_another_phrase(number: int) -> None:
    own = words(number, "en")
    swapped = (own[1], own[0], *own[2:])
    assert swapped == own or words(_number_of(swapped), "en") != swapped


@pytest.mark.parametrize("language", ["en", "ru"])
def test_a_language_has_its_words(language: str) -> None:
    assert len(set(word_list(language))) == WORDS
    assert len(words(7, language)) == LENGTH


@pytest.mark.parametrize("number", [-1, CAPACITY])
def test_a_number_beyond_the_phrases_is_refused(number: int) -> None:
    with pytest.raises(ValueError, match="a phrase carries 0 to"):
        words(number, "en")


def test_a_language_without_words_is_refused() -> None:
    with pytest.raises(ValueError, match="no words for phrases in 'xx'"):
        words(0, "xx")


def _number_of(chosen: tuple[str, ...]) -> int:
    """The number whose phrase begins with the same three words."""
    places = [word_list("en").index(word) for word in chosen[: LENGTH - 1]]
    return sum(place * WORDS**turn for turn, place in enumerate(places))
