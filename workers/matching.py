"""Whether a wanted text stands in another: the contract's *Matching of texts*, in one place.

Both texts are folded (`workers.folding`), then at most one edit per eight whole characters of the
wanted text is allowed. A match must begin and end where a word does, so that "Bard" is not found
in "Lombardy"; recognisers drop spaces, so a change from small to capital letters or between
letters and digits also counts as the edge of a word, and a long text needs no edge at all.
Distances are found by G. Myers' bit-parallel method (J. ACM 46, 1999).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from workers.folding import Folded, fold

CHARS_PER_EDIT = 8
#: From this many whole characters on, a text is not part of another word by chance.
NEEDS_NO_EDGE_FROM = 12
#: The same for codes, which no word looks like.
CODE_NEEDS_NO_EDGE_FROM = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Pattern:
    """A wanted text, ready to be looked for. `edges`: it must begin and end where words do."""

    text: str
    units: str
    whole_chars: int
    edits: int
    edges: bool
    code: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """Where a pattern was found: `text[start:end]` of the text as it was given."""

    start: int
    end: int
    edits: int


@lru_cache(maxsize=4096)
def wording(text: str) -> Pattern:
    """A wanted text: one edit is allowed for each eight of its whole characters."""
    folded = fold(text)
    return Pattern(
        text=text,
        units=folded.units,
        whole_chars=folded.whole_chars,
        edits=folded.whole_chars // CHARS_PER_EDIT,
        edges=folded.whole_chars < NEEDS_NO_EDGE_FROM,
        code=False,
    )


@lru_cache(maxsize=4096)
def code(text: str) -> Pattern:
    """A code: no edit at all; its dashes may be lost, longer or spaced."""
    folded = fold(text, without_dashes=True)
    return Pattern(
        text=text,
        units=folded.units,
        whole_chars=folded.whole_chars,
        edits=0,
        edges=folded.whole_chars < CODE_NEEDS_NO_EDGE_FROM,
        code=True,
    )


def find(pattern: Pattern, text: str) -> Match | None:
    """The best match: the fewest edits, then the first. None where there is none."""
    folded = fold(text, without_dashes=pattern.code)
    if not pattern.units or not may_match(pattern, folded.units):
        return None
    matches = _exact(pattern, folded) if pattern.edits == 0 else _within_edits(pattern, folded)
    return min(matches, key=lambda match: (match.edits, match.start, match.end), default=None)


def find_all(pattern: Pattern, text: str) -> list[Match]:
    """Matches that do not overlap, in order; of overlapping ones the one with fewer edits."""
    folded = fold(text, without_dashes=pattern.code)
    if not pattern.units or not may_match(pattern, folded.units):
        return []
    matches = _exact(pattern, folded) if pattern.edits == 0 else _within_edits(pattern, folded)
    kept: list[Match] = []
    for match in sorted(matches, key=lambda match: (match.edits, match.start, match.end)):
        if all(match.end <= other.start or match.start >= other.end for other in kept):
            kept.append(match)
    return sorted(kept, key=lambda match: match.start)


def nearest_distance(pattern: Pattern, text: str) -> int:
    """The fewest edits between the pattern and any part of the text, words' edges disregarded.

    0 to the number of the pattern's units, which is the distance to nothing.
    """
    folded = fold(text, without_dashes=pattern.code)
    return min(
        (distance for _, distance in _end_distances(pattern.units, folded.units)), default=len(pattern.units)
    )


def may_match(pattern: Pattern, units: str) -> bool:
    """Of edits + 1 pieces of the pattern, one at least must stand unchanged (pigeonhole)."""
    return any(piece in units for piece in _pieces(pattern.units, pattern.edits + 1))


@lru_cache(maxsize=4096)
def _pieces(units: str, count: int) -> tuple[str, ...]:
    cuts = [round(index * len(units) / count) for index in range(count + 1)]
    return tuple(units[start:end] for start, end in pairwise(cuts))


def _exact(pattern: Pattern, folded: Folded) -> Iterator[Match]:
    start = folded.units.find(pattern.units)
    while start >= 0:
        end = start + len(pattern.units)
        if _begins(pattern, folded, start) and _ends(pattern, folded, end):
            yield _match(folded, start, end, edits=0)
        start = folded.units.find(pattern.units, start + 1)


def _within_edits(pattern: Pattern, folded: Folded) -> Iterator[Match]:
    for end, distance in _end_distances(pattern.units, folded.units):
        if distance <= pattern.edits and _ends(pattern, folded, end):
            yield from _ending_at(pattern, folded, end)


def _ending_at(pattern: Pattern, folded: Folded, end: int) -> Iterator[Match]:
    """Every allowed match that ends at this unit, found backwards from there."""
    earliest = max(0, end - len(pattern.units) - pattern.edits)
    backwards = folded.units[earliest:end][::-1]
    for length, distance in _end_distances(pattern.units[::-1], backwards, anchored=True):
        start = end - length
        if distance <= pattern.edits and start < end and _begins(pattern, folded, start):
            yield _match(folded, start, end, edits=distance)


def _match(folded: Folded, start: int, end: int, *, edits: int) -> Match:
    return Match(start=folded.starts[start], end=folded.ends[end - 1], edits=edits)


def _begins(pattern: Pattern, folded: Folded, unit: int) -> bool:
    if not folded.begins_char(unit):
        return False
    return not pattern.edges or _is_edge(folded.text, folded.starts[unit], strict=pattern.code)


def _ends(pattern: Pattern, folded: Folded, unit: int) -> bool:
    if unit == 0 or not folded.begins_char(unit):
        return False
    return not pattern.edges or _is_edge(folded.text, folded.ends[unit - 1], strict=pattern.code)


def _is_edge(text: str, index: int, *, strict: bool) -> bool:
    """Whether a word begins or ends before `text[index]`; `strict`: only where no letter or digit
    touches another (codes are made of both).
    """
    if index in {0, len(text)} or not (text[index - 1].isalnum() and text[index].isalnum()):
        return True
    return not strict and _changes_kind(text, index)


def _changes_kind(text: str, index: int) -> bool:
    """Whether the letters or digits on both sides of this place are of different words."""
    left, right = text[index - 1], text[index]
    if left.isdigit() or right.isdigit():
        return left.isdigit() != right.isdigit()
    # Of no case or of both: scripts that write words without spaces.
    if left.isupper() == left.islower() or right.isupper() == right.islower():
        return True
    if left.islower():
        return right.isupper()
    # The s of "GPTs", the a of "ChatGPTapp": a small letter after two capitals.
    return index >= 2 and text[index - 2].isupper() and right.islower()


def _end_distances(units: str, text: str, *, anchored: bool = False) -> Iterator[tuple[int, int]]:
    """For each end in `text`: the distance of `units` to the nearest part of the text that ends
    there or, anchored, to all of the text up to there.
    """
    if not units:
        return
    places: dict[str, int] = {}
    for place, char in enumerate(units):
        places[char] = places.get(char, 0) | 1 << place
    everything, last = (1 << len(units)) - 1, 1 << (len(units) - 1)
    rises, falls, distance = everything, 0, len(units)
    first_row = 1 if anchored else 0
    for index, char in enumerate(text):
        equal = places.get(char, 0)
        crosswise = ((((equal & rises) + rises) ^ rises) | equal) & everything
        up = falls | (~(crosswise | rises) & everything)
        down = rises & crosswise
        distance += bool(up & last) - bool(down & last)
        up, down = (up << 1 | first_row) & everything, (down << 1) & everything
        straight = equal | falls
        rises, falls = (down | ~(straight | up)) & everything, up & straight
        yield index + 1, distance
