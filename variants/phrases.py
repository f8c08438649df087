"""Phrases to be spoken: four words of a list that was chosen for distance in sound (`benchmarks/words.py`).

Three words carry a number modulo a prime, the fourth checks them with weights 1, 2, 3, 4. So two phrases differ
in at least two words, and no swap of two words makes one out of another.
"""

import functools
from importlib import resources

WORDS = 109
LENGTH = 4
CAPACITY = WORDS ** (LENGTH - 1)


def words(number: int, language: str) -> tuple[str, ...]:
    """The words of a number, 0 to CAPACITY - 1, in a language that has a list. Raises ValueError."""
    if not 0 <= number < CAPACITY:
        raise ValueError(f"a phrase carries 0 to {CAPACITY - 1}: {number=}")
    known = word_list(language)
    return tuple(known[place] for place in _places(number))


def _places(number: int) -> list[int]:
    places = [number // WORDS**place % WORDS for place in range(LENGTH - 1)]
    weighed = sum(weight * place for weight, place in enumerate(places, 1))
    return [*places, -weighed * pow(LENGTH, -1, WORDS) % WORDS]


@functools.cache
def word_list(language: str) -> tuple[str, ...]:
    """The words of a language. Raises ValueError where there is no list."""
    file = resources.files("variants") / f"words-{language}.txt"
    if not file.is_file():
        raise ValueError(f"there are no words for phrases in {language!r}")
    return tuple(file.read_text(encoding="utf-8").split())
