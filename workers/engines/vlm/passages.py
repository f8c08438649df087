"""Passages of course material, and which of them speak of a step: BM25 over words (Robertson and Zaragoza, 2009)."""

import math
import re
import textwrap
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

#: So many are given at most, 1,500 characters together.
MOST = 3
PASSAGE_CHARS = 500
#: The usual values: how soon a word that is said again counts no more, and how much long passages are held back.
_AGAIN, _LENGTH = 1.2, 0.75
#: What fits less than this part of the best shares no more with a step than a word like "with".
_LEAST = 0.25
_WORD = re.compile(r"\w+")
_EMPTY_LINES = re.compile(r"\n\s*\n")


def passages_of(text: str) -> list[str]:
    """Its paragraphs, each heading with the one below it, in pieces that are not too long."""
    return [piece for paragraph in _paragraphs(text) for piece in _pieces(paragraph)]


@lru_cache(maxsize=256)
def best_passages(query: str, passages: tuple[str, ...]) -> tuple[str, ...]:
    """Those that fit best, the best first; none where no word that tells them apart stands in any. A step's are
    looked for once, however often it is asked about.
    """
    shelf = _shelf(passages)
    scores = [_score(set(words_of(query)), counts, shelf) for counts in shelf.counts]
    ranked = sorted(range(len(passages)), key=lambda place: -scores[place])
    least = _LEAST * max(scores, default=0.0)
    return tuple(passages[place] for place in ranked[:MOST] if scores[place] > least)


def words_of(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


@dataclass(frozen=True, slots=True, kw_only=True)
class _Shelf:
    """All passages, counted. `holding`: in how many of them a word stands. `mean`: words of a passage."""

    counts: Sequence[Mapping[str, int]]
    holding: Mapping[str, int]
    mean: float


@lru_cache(maxsize=1)
def _shelf(passages: tuple[str, ...]) -> _Shelf:
    """Counted once for all steps."""
    counts = [Counter(words_of(passage)) for passage in passages]
    holding = Counter(word for counted in counts for word in counted)
    mean = sum(counted.total() for counted in counts) / max(1, len(counts))
    return _Shelf(counts=counts, holding=holding, mean=mean)


def _score(query: set[str], counts: Mapping[str, int], shelf: _Shelf) -> float:
    length = sum(counts.values()) / (shelf.mean or 1.0)
    damped = _AGAIN * (1 - _LENGTH + _LENGTH * length)
    # In a fixed order, for a sum of floats depends on it.
    shared = sorted(query & counts.keys())
    return sum(
        _weight(word, shelf) * counts[word] * (_AGAIN + 1) / (counts[word] + damped) for word in shared
    )


def _weight(word: str, shelf: _Shelf) -> float:
    """Rare words weigh most. One in more passages than half, and than may be given, tells none apart ("the")."""
    all_of_them, holding = len(shelf.counts), shelf.holding[word]
    if holding > max(MOST, all_of_them // 2):
        return 0.0
    return math.log(1 + (all_of_them - holding + 0.5) / (holding + 0.5))


def _paragraphs(text: str) -> list[str]:
    found: list[str] = []
    heading = ""
    for part in _EMPTY_LINES.split("\n".join(text.splitlines())):
        paragraph = " ".join([heading, *part.split()]).strip()
        is_heading = part.strip().startswith("#") and "\n" not in part.strip()
        heading = paragraph if is_heading else ""
        found += [] if is_heading else [paragraph]
    return [paragraph for paragraph in [*found, heading] if paragraph]


def _pieces(paragraph: str) -> list[str]:
    return textwrap.wrap(paragraph, PASSAGE_CHARS, break_on_hyphens=False)
