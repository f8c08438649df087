"""Whether a drawn value makes the task harder: what people with each value did, beside all others.

Shares of right answers have intervals (E. B. Wilson, 1927): of few people little is claimed.
"""

import math
import statistics
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

Value = bool | int | float | str

#: Of more different values each has too few people; numbers are put into bins then.
MOST_VALUES = 12
_BINS = 4
#: Two-sided 95 %.
_Z = 1.959963984540054


@dataclass(frozen=True, slots=True, kw_only=True)
class Observed:
    """One person: what was drawn for them, which answers are right (those not answered are not named), and
    the outcome of their inspection (null: none yet).
    """

    values: Mapping[str, Value]
    right: Mapping[str, bool]
    outcome: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """`right` of `of` people answered rightly; the true share is between `low` and `high`, at 95 %."""

    right: int
    of: int
    low: float
    high: float
    #: The whole interval is below the one of all people with other values.
    is_lower: bool = False

    @property
    def share(self) -> float | None:
        return self.right / self.of if self.of else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """The people with one value, or with one within a bin."""

    value: str
    people: int
    shares: Mapping[str, Share]
    outcomes: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    name: str
    rows: tuple[Row, ...]


def drift(observed: Sequence[Observed], answers: Sequence[str]) -> tuple[Parameter, ...]:
    """Every parameter whose values can be told apart, in the order in which people's values name them."""
    names = dict.fromkeys(name for one in observed for name in one.values)
    made = (_parameter(name, [one for one in observed if name in one.values], answers) for name in names)
    return tuple(parameter for parameter in made if parameter is not None)


def wilson(right: int, of: int) -> tuple[float, float]:
    """The interval in which the true share is, at 95 %; of nobody, everything from 0 to 1."""
    if not of:
        return 0.0, 1.0
    share = right / of
    middle = share + _Z**2 / (2 * of)
    reach = _Z * math.sqrt(share * (1 - share) / of + _Z**2 / (4 * of**2))
    scale = 1 + _Z**2 / of
    return max(0.0, (middle - reach) / scale), min(1.0, (middle + reach) / scale)


def _parameter(name: str, observed: Sequence[Observed], answers: Sequence[str]) -> Parameter | None:
    label_of = _labels([one.values[name] for one in observed])
    if label_of is None:
        return None
    labels = [label_of(one.values[name]) for one in observed]
    ordered = dict.fromkeys(
        label_of(value) for value in sorted({one.values[name] for one in observed}, key=_order)
    )
    rows = tuple(_row(label, observed, labels, answers) for label in ordered)
    return Parameter(name=name, rows=rows) if len(rows) > 1 else None


def _order(value: Value) -> tuple[bool, float, str]:
    """Numbers by size, texts by letter."""
    return (True, 0.0, value) if isinstance(value, str) else (False, float(value), "")


def _labels(values: Sequence[Value]) -> Callable[[Value], str] | None:
    """How a value is called; null for texts of which hardly two are the same."""
    different = set(values)
    if not any(isinstance(value, float) for value in different) and len(different) <= MOST_VALUES:
        return _written
    numbers = [float(value) for value in values if not isinstance(value, str)]
    return _binned(numbers) if len(numbers) == len(values) else None


def _written(value: Value) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return f"{value:.6g}" if isinstance(value, float) else str(value)


def _binned(numbers: Sequence[float]) -> Callable[[Value], str] | None:
    """Quarters of the people, by their numbers; those with the same number are in the same one."""
    least, most = min(numbers), max(numbers)
    if least == most:
        return None
    inner = statistics.quantiles(numbers, n=_BINS, method="inclusive")
    ends = [*dict.fromkeys(bound for bound in inner if bound < most), most]
    starts = [least, *ends[:-1]]

    def label(value: Value) -> str:
        start, end = next(
            (start, end) for start, end in zip(starts, ends, strict=True) if float(value) <= end
        )
        return _written(end) if start == end else f"{_written(start)} – {_written(end)}"

    return label


def _row(label: str, observed: Sequence[Observed], labels: Sequence[str], answers: Sequence[str]) -> Row:
    its = [one for one, its_label in zip(observed, labels, strict=True) if its_label == label]
    others = [one for one, its_label in zip(observed, labels, strict=True) if its_label != label]
    return Row(
        value=label,
        people=len(its),
        shares={answer: _share(answer, its, others) for answer in answers},
        outcomes=dict(sorted(Counter(one.outcome for one in its if one.outcome is not None).items())),
    )


def _share(answer: str, its: Sequence[Observed], others: Sequence[Observed]) -> Share:
    right, of = _counted(answer, its)
    low, high = wilson(right, of)
    return Share(right=right, of=of, low=low, high=high, is_lower=high < wilson(*_counted(answer, others))[0])


def _counted(answer: str, observed: Sequence[Observed]) -> tuple[int, int]:
    judged = [one.right[answer] for one in observed if answer in one.right]
    return sum(judged), len(judged)
