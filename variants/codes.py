"""Codes that bind a recording to a variant: eight symbols, shown as XMJY-2QJT.

A code is a word of the Reed-Solomon code [8, 5] over the integers modulo 23 (I. S. Reed and
G. Solomon, 1960): five symbols carry a number, three check it. Two words differ in at least four
places, so no slip of up to three symbols, and no swap of two, makes one out of another, and
a foreign code is recognised without a list: of random texts of this form one in 13,000 is one.

Of two words of which one becomes the other when a symbol is lost and another slips in elsewhere
(one word in nine has such a neighbour), only that with the smaller number is a code.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import permutations
from operator import mul

#: Twenty-three symbols, none of which is taken for another (of O 0 D only 0, of 6 G only 6, …; no 1 I L 5 S 8 B Z).
ALPHABET = "0234679ACEFHJKMNPQRTVXY"
MODULUS = len(ALPHABET)
DATA_SYMBOLS = 5
CHECK_SYMBOLS = 3
LENGTH = DATA_SYMBOLS + CHECK_SYMBOLS
CAPACITY = MODULUS**DATA_SYMBOLS
_GENERATOR = 5  # a primitive root modulo 23
_SHOWN = re.compile(rf"(?<![0-9A-Za-z])([{ALPHABET}]{{4}})-([{ALPHABET}]{{4}})(?![0-9A-Za-z])")


#: The roots of the generator polynomial, and each to the power that a symbol's place has.
_ROOTS = tuple(pow(_GENERATOR, power, MODULUS) for power in range(1, CHECK_SYMBOLS + 1))
_POWERS = tuple(tuple(pow(root, LENGTH - 1 - place, MODULUS) for place in range(LENGTH)) for root in _ROOTS)


def encode(number: int) -> str | None:
    """The code of a number, 0 to CAPACITY - 1; null where its word is too near to one of a smaller number.
    Raises ValueError outside that range.
    """
    if not 0 <= number < CAPACITY:
        raise ValueError(f"a code carries 0 to {CAPACITY - 1}: {number=}")
    values = _word(number)
    if not _is_issued(values):
        return None
    symbols = "".join(ALPHABET[value] for value in values)
    return f"{symbols[:4]}-{symbols[4:]}"


def decode(code: str) -> int:
    """The number that a code carries. Raises ValueError where it is not well formed."""
    if not is_well_formed(code):
        raise ValueError(f"not a code: {code!r}")
    return _number(_values(code))


def is_well_formed(code: str) -> bool:
    """Whether a text as shown (K7QX-204M) has the form of a code and right check symbols."""
    return _SHOWN.fullmatch(code) is not None and _is_code(_values(code))


def find_codes(text: str) -> list[str]:
    """The well-formed codes in a text, in order, as shown."""
    return [match.group() for match in _SHOWN.finditer(text) if _is_code(_values(match.group()))]


def _values(code: str) -> list[int]:
    return [ALPHABET.index(symbol) for symbol in code if symbol != "-"]


def _number(values: list[int]) -> int:
    return sum(value * MODULUS**place for place, value in enumerate(values[:DATA_SYMBOLS]))


def _word(number: int) -> list[int]:
    return _with_checks([number // MODULUS**place % MODULUS for place in range(DATA_SYMBOLS)])


def _is_code(values: list[int]) -> bool:
    return _is_word(values) and _is_issued(values)


def _is_word(values: list[int]) -> bool:
    """Whether the polynomial with these coefficients, highest first, vanishes at every root."""
    return not any(_weighed(values, powers) for powers in _POWERS)


def _is_issued(values: list[int]) -> bool:
    number = _number(values)
    return all(_number(other) >= number for other in _neighbours(values))


def _neighbours(values: list[int]) -> Iterator[list[int]]:
    """The words that a word becomes when one symbol is lost and another slips in at another place."""
    for shift in _SHIFTS:
        if _weighed(values, shift.second) or _weighed(values, shift.third):
            continue
        rest = values[: shift.lost] + values[shift.lost + 1 :]
        other = [*rest[: shift.place], _weighed(values, shift.symbol), *rest[shift.place :]]
        if other != values:
            yield other


@dataclass(frozen=True, slots=True, kw_only=True)
class _Shift:
    """The symbol at `lost` goes, and one slips in at `place`. What symbols weigh: `symbol` yields the one that the
    first check lets slip in, `second` and `third` are 0 where the other checks hold with it.
    """

    lost: int
    place: int
    symbol: tuple[int, ...]
    second: tuple[int, ...]
    third: tuple[int, ...]

    @classmethod
    def of(cls, lost: int, place: int) -> "_Shift":
        moved = [_moved(powers, lost, place) for powers in _POWERS]
        by = -pow(_POWERS[0][place], -1, MODULUS)
        symbol = tuple(weight * by % MODULUS for weight in moved[0])
        second, third = (
            tuple(
                (weight + slipped * powers[place]) % MODULUS
                for weight, slipped in zip(row, symbol, strict=True)
            )
            for row, powers in zip(moved[1:], _POWERS[1:], strict=True)
        )
        return cls(lost=lost, place=place, symbol=symbol, second=second, third=third)


def _moved(powers: tuple[int, ...], lost: int, place: int) -> list[int]:
    """What each symbol weighs in one check after the shift; the lost one nothing."""
    order = [at for at in range(LENGTH) if at != lost]
    order.insert(place, lost)
    weights = [0] * LENGTH
    for now, before in enumerate(order):
        weights[before] = 0 if before == lost else powers[now]
    return weights


_SHIFTS = tuple(_Shift.of(lost, place) for lost, place in permutations(range(LENGTH), 2))


def _weighed(values: list[int], weights: tuple[int, ...]) -> int:
    total: int = sum(map(mul, values, weights))
    return total % MODULUS


def _with_checks(data: list[int]) -> list[int]:
    """Data, then the remainder of its division by the generator polynomial, negated."""
    divisor = _GENERATOR_POLYNOMIAL
    rest = [*data, *([0] * CHECK_SYMBOLS)]
    for place in range(DATA_SYMBOLS):
        factor = rest[place]
        for offset, coefficient in enumerate(divisor):
            rest[place + offset] = (rest[place + offset] - factor * coefficient) % MODULUS
    return [*data, *(-value % MODULUS for value in rest[DATA_SYMBOLS:])]


def _generator_polynomial() -> list[int]:
    product = [1]
    for root in _ROOTS:
        shifted = [*product, 0]
        for place, coefficient in enumerate(product):
            shifted[place + 1] = (shifted[place + 1] - root * coefficient) % MODULUS
        product = shifted
    return product


_GENERATOR_POLYNOMIAL = _generator_polynomial()
