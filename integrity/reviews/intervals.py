"""Shares with their exact intervals, and how far two people agree beyond chance."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

_TAIL = 0.025
_HALVINGS = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """`hits` of `count`; `low` and `high`: the 95 % interval of Clopper and Pearson (1934), parts of one."""

    hits: int
    count: int
    low: float
    high: float

    @property
    def part(self) -> float:
        return self.hits / self.count if self.count else 0.0


def share(hits: int, count: int) -> Share:
    """Of nothing tried everything is possible: 0 to 1."""
    low = 0.0 if hits == 0 else _crossing(lambda part: _at_least(hits, count, part) < _TAIL)
    high = 1.0 if hits == count else _crossing(lambda part: _at_most(hits, count, part) > _TAIL)
    return Share(hits=hits, count=count, low=low, high=high)


def kappa(pairs: Sequence[tuple[str, str]]) -> float | None:
    """Cohen's (1960); None where both always say one and the same, for then chance explains all."""
    if not pairs:
        return None
    seen = sum(one == other for one, other in pairs) / len(pairs)
    kinds = {kind for pair in pairs for kind in pair}
    chance = (
        sum(sum(one == kind for one, _ in pairs) * sum(other == kind for _, other in pairs) for kind in kinds)
        / len(pairs) ** 2
    )
    return None if chance == 1 else (seen - chance) / (1 - chance)


def _crossing(is_below: Callable[[float], bool]) -> float:
    """The part at which it stops being so, by halving."""
    low, high = 0.0, 1.0
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        low, high = (middle, high) if is_below(middle) else (low, middle)
    return low


def _at_least(hits: int, count: int, part: float) -> float:
    return math.fsum(_chance(number, count, part) for number in range(hits, count + 1))


def _at_most(hits: int, count: int, part: float) -> float:
    return math.fsum(_chance(number, count, part) for number in range(hits + 1))


def _chance(hits: int, count: int, part: float) -> float:
    """Of just so many; by logarithms, as the binomial coefficients of large counts fit in no float."""
    if part in {0.0, 1.0}:
        return float(hits == (count if part else 0))
    ways = math.lgamma(count + 1) - math.lgamma(hits + 1) - math.lgamma(count - hits + 1)
    return math.exp(ways + hits * math.log(part) + (count - hits) * math.log1p(-part))
