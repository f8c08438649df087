"""Codes are told apart, recognised without a list, and lead back to their number."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from variants.codes import ALPHABET, CAPACITY, decode, encode, find_codes, is_well_formed

numbers = st.integers(min_value=0, max_value=CAPACITY - 1)


@given(numbers)
def test_a_code_leads_back_to_its_number(number: int) -> None:
    assert decode(encode(number)) == number


@given(numbers, numbers)
def test_two_codes_differ_in_at_least_four_places(one: int, other: int) -> None:
    differing = sum(a != b for a, b in zip(encode(one), encode(other), strict=True))
    assert differing >= 4 or one == other


@given(numbers, st.integers(0, 7), st.integers(0, 7))
def test_a_swap_of_two_symbols_never_gives_another_code(number: int, first: int, second: int) -> None:
    symbols = list(encode(number).replace("-", ""))
    symbols[first], symbols[second] = symbols[second], symbols[first]
    swapped = "".join(symbols[:4]) + "-" + "".join(symbols[4:])
    assert swapped == encode(number) or not is_well_formed(swapped)


def test_neighbouring_numbers_differ_in_at_least_four_places() -> None:
    codes = [encode(number) for number in range(60)]
    distances = [sum(a != b for a, b in zip(*pair, strict=True)) for pair in itertools.combinations(codes, 2)]
    assert min(distances) == 4


def test_codes_are_found_in_running_text_and_other_words_are_not() -> None:
    code = encode(123_456)
    assert find_codes(f"Code: {code}, not AAAA-AAAC or XK{code}") == [code]


def test_the_alphabet_has_no_look_alikes() -> None:
    assert not set(ALPHABET) & set("1ILOZ5SB8DGU")


@pytest.mark.parametrize("number", [-1, CAPACITY])
def test_a_number_outside_the_capacity_is_refused(number: int) -> None:
    with pytest.raises(ValueError, match="a code carries 0 to"):
        encode(number)


@pytest.mark.parametrize("text", ["", "K7QX204M", "K7QX-2O4M", "k7qx-204m", "K7QX-204"])
def test_a_text_that_is_no_code_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not a code"):
        decode(text)
