"""Codes are told apart, recognised without a list, and lead back to their number."""

import itertools
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from variants.codes import ALPHABET, CAPACITY, decode, encode, find_codes, is_well_formed

numbers = st.integers(min_value=0, max_value=CAPACITY - 1)
#: Numbers whose words are codes.
issued = numbers.filter(lambda number: encode(number) is not None)


@given(issued)
def test_a_code_leads_back_to_its_number(number: int) -> None:
    assert decode(_code(number)) == number


@given(issued, issued)
def test_two_codes_differ_in_at_least_four_places(one: int, other: int) -> None:
    differing = sum(a != b for a, b in zip(_code(one), _code(other), strict=True))
    assert differing >= 4 or one == other


@given(issued, st.integers(0, 7), st.integers(0, 7))
def test_a_swap_of_two_symbols_never_gives_another_code(number: int, first: int, second: int) -> None:
    symbols = list(_code(number).replace("-", ""))
    symbols[first], symbols[second] = symbols[second], symbols[first]
    swapped = "".join(symbols[:4]) + "-" + "".join(symbols[4:])
    assert swapped == _code(number) or not is_well_formed(swapped)


@given(issued)
def test_a_lost_symbol_and_another_that_slips_in_never_give_another_code(number: int) -> None:
    code = _code(number)
    assert [shifted for shifted in _shifted(code) if is_well_formed(shifted)] == []


def test_of_two_words_that_a_shift_joins_only_that_of_the_smaller_number_is_a_code() -> None:
    # The word 0Q20-00AP of 920 becomes that of 40, Q200-0AP0, when its first symbol is lost and a 0 slips in last.
    assert [number for number in range(1_500) if encode(number) is None] == [920, 1311]
    assert is_well_formed("Q200-0AP0")
    assert not is_well_formed("0Q20-00AP")


def test_neighbouring_numbers_differ_in_at_least_four_places() -> None:
    codes = [code for number in range(60) if (code := encode(number)) is not None]
    distances = [sum(a != b for a, b in zip(*pair, strict=True)) for pair in itertools.combinations(codes, 2)]
    assert min(distances) == 4


def test_codes_are_found_in_running_text_and_other_words_are_not() -> None:
    code = _code(123_456)
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


def _code(number: int) -> str:
    code = encode(number)
    assert code is not None
    return code


def _shifted(code: str) -> Iterator[str]:
    symbols = code.replace("-", "")
    for lost, place, symbol in itertools.product(range(8), range(8), ALPHABET):
        rest = symbols[:lost] + symbols[lost + 1 :]
        shifted = rest[:place] + symbol + rest[place:]
        if shifted != symbols:
            yield f"{shifted[:4]}-{shifted[4:]}"
