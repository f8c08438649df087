"""Texts as they are compared: folded to units in which look-alikes are one, with the way back.

The folding is the contract's: NFKC, case folded, white space removed, look-alikes made one (0 O,
1 l I |, 5 S, 8 B, 2 Z, rn m, and the Cyrillic letters that look like Latin ones).
"""

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

# After case folding: I is i, so i belongs to the family of 1 and l; B and Z are b and z.
_LATIN = {"0": "o", "1": "l", "i": "l", "|": "l", "5": "s", "8": "b", "2": "z"}
# м is looked at as its Latin twin m, and ё as е, which most people write for it.
_CYRILLIC = dict(zip("авекмнорстухіјѕёһԁԛԝ", "abekmhopctyxljsehdqw", strict=True)) | {"ӏ": "l"}
# Expanding m, rather than contracting r n, leaves "for now" the words that it has.
_EXPANDED = {"m": "rn"}

#: One character, folded by case, to the units by which it is compared.
LOOKALIKES: Mapping[str, str] = MappingProxyType(
    {char: _EXPANDED.get(twin, twin) for char, twin in (_LATIN | _CYRILLIC | _EXPANDED).items()} | {"m": "rn"}
)
_DASHES = frozenset("-‐‑‒–—―−﹣－_~·")
_FIRST_JAMO_VOWEL, _LAST_JAMO = "\u1160", "\u11ff"


@dataclass(frozen=True, slots=True, kw_only=True)
class Folded:
    """A text with its units. Unit i comes from `text[starts[i]:ends[i]]`.

    `whole_chars`: characters (with their accents) that are not white space.
    """

    text: str
    units: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    whole_chars: int

    def begins_char(self, unit: int) -> bool:
        """Whether a match may begin at this unit, or end before it: not in the middle of an m."""
        return unit in {0, len(self.units)} or self.starts[unit] != self.starts[unit - 1]


@lru_cache(maxsize=50_000)
def fold(text: str, *, without_dashes: bool = False) -> Folded:
    """The text as it is compared; `without_dashes` also takes dashes out (for codes)."""
    units: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    whole_chars = 0
    for start, end in _clusters(text):
        folded = _fold_cluster(text[start:end])
        if not folded or (without_dashes and text[start] in _DASHES):
            continue
        whole_chars += 1
        units.append(folded)
        starts.extend([start] * len(folded))
        ends.extend([end] * len(folded))
    return Folded(
        text=text, units="".join(units), starts=tuple(starts), ends=tuple(ends), whole_chars=whole_chars
    )


def fold_keeping_spaces(text: str) -> str:
    """The same folding with each run of white space as one space: for patterns over sentences."""
    words = text.split()
    return " ".join(fold(word).units for word in words)


def _clusters(text: str) -> Iterator[tuple[int, int]]:
    """Each character with the accents that follow it, as a range in the text."""
    start = 0
    for index in range(1, len(text) + 1):
        if index < len(text) and _extends(text[index]):
            continue
        yield start, index
        start = index


def _extends(char: str) -> bool:
    if char.isascii():
        return False
    if _FIRST_JAMO_VOWEL <= char <= _LAST_JAMO:
        return True
    return unicodedata.combining(unicodedata.normalize("NFKC", char)[0]) != 0


@lru_cache(maxsize=10_000)
def _fold_cluster(cluster: str) -> str:
    composed = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", cluster).casefold())
    # A zero-width space or joiner is white space to the eye.
    visible = (char for char in composed if not char.isspace() and unicodedata.category(char) != "Cf")
    return "".join(LOOKALIKES.get(char, char) for char in visible)
