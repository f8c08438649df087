"""Codes that bind a recording to a variant: eight symbols, shown as K7QX-204M.

A code is a word of the Reed-Solomon code [8, 5] over the integers modulo 23 (I. S. Reed and
G. Solomon, 1960): five symbols carry a number, three check it. Two codes differ in at least four
places, so no slip of up to three symbols, and no swap of two, makes one code out of another, and
a foreign code is recognised without a list: of random texts of this form one in 12,167 is one.
"""

import re

#: Twenty-three symbols, none of which is taken for another (of O 0 D only 0, of 6 G only 6, …; no 1 I L 5 S 8 B Z).
ALPHABET = "0234679ACEFHJKMNPQRTVXY"
MODULUS = len(ALPHABET)
DATA_SYMBOLS = 5
CHECK_SYMBOLS = 3
LENGTH = DATA_SYMBOLS + CHECK_SYMBOLS
CAPACITY = MODULUS**DATA_SYMBOLS
_GENERATOR = 5  # a primitive root modulo 23
_SHOWN = re.compile(rf"(?<![0-9A-Za-z])([{ALPHABET}]{{4}})-([{ALPHABET}]{{4}})(?![0-9A-Za-z])")


def encode(number: int) -> str:
    """The code of a number, 0 to CAPACITY - 1. Raises ValueError outside that range."""
    if not 0 <= number < CAPACITY:
        raise ValueError(f"a code carries 0 to {CAPACITY - 1}: {number=}")
    data = [number // MODULUS**place % MODULUS for place in range(DATA_SYMBOLS)]
    symbols = "".join(ALPHABET[value] for value in _with_checks(data))
    return f"{symbols[:4]}-{symbols[4:]}"


def decode(code: str) -> int:
    """The number that a code carries. Raises ValueError where it is not well formed."""
    if not is_well_formed(code):
        raise ValueError(f"not a code: {code!r}")
    data = _values(code)[:DATA_SYMBOLS]
    return sum(value * MODULUS**place for place, value in enumerate(data))


def is_well_formed(code: str) -> bool:
    """Whether a text as shown (K7QX-204M) has the form of a code and right check symbols."""
    return _SHOWN.fullmatch(code) is not None and _is_word(_values(code))


def find_codes(text: str) -> list[str]:
    """The well-formed codes in a text, in order, as shown."""
    return [match.group() for match in _SHOWN.finditer(text) if _is_word(_values(match.group()))]


def _values(code: str) -> list[int]:
    return [ALPHABET.index(symbol) for symbol in code if symbol != "-"]


def _evaluate(values: list[int], point: int) -> int:
    """The polynomial with these coefficients, highest first, at a point (Horner)."""
    total = 0
    for value in values:
        total = (total * point + value) % MODULUS
    return total


def _is_word(values: list[int]) -> bool:
    return all(
        _evaluate(values, pow(_GENERATOR, power, MODULUS)) == 0 for power in range(1, CHECK_SYMBOLS + 1)
    )


def _with_checks(data: list[int]) -> list[int]:
    """Data, then the remainder of its division by the generator polynomial, negated."""
    divisor = _generator_polynomial()
    rest = [*data, *([0] * CHECK_SYMBOLS)]
    for place in range(DATA_SYMBOLS):
        factor = rest[place]
        for offset, coefficient in enumerate(divisor):
            rest[place + offset] = (rest[place + offset] - factor * coefficient) % MODULUS
    return [*data, *(-value % MODULUS for value in rest[DATA_SYMBOLS:])]


def _generator_polynomial() -> list[int]:
    product = [1]
    for power in range(1, CHECK_SYMBOLS + 1):
        root = pow(_GENERATOR, power, MODULUS)
        shifted = [*product, 0]
        for place, coefficient in enumerate(product):
            shifted[place + 1] = (shifted[place + 1] - root * coefficient) % MODULUS
        product = shifted
    return product
