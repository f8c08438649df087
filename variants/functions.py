"""What expressions may call. All results are the same on every platform: sums are rounded once, square roots as
IEEE 754 says, and what a C library would compute in its own way comes from `decimal`.
"""

import datetime as dt
import math
from collections.abc import Callable, Mapping, Sequence
from decimal import ROUND_HALF_UP, Context, Decimal
from types import MappingProxyType
from typing import Any

Number = int | float

_WIDE = Context(prec=60)
#: For functions that are rounded once more when they become a float.
_EXACT = Context(prec=40)
_MOST_RANGE = 200
_MOST_DIGITS = 20


def _round(value: Number, places: int = 0) -> float:
    """Halves away from zero, as is taught; of the number as it is written, not of its binary neighbour."""
    step = Decimal(1).scaleb(-places)
    return float(Decimal(repr(value)).quantize(step, rounding=ROUND_HALF_UP, context=_WIDE))


def _sum(values: Sequence[Number]) -> Number:
    if all(isinstance(value, int) for value in values):
        return sum(values)
    return math.fsum(values)


def _mean(values: Sequence[Number]) -> float:
    return math.fsum(values) / len(values)


def _stdev(values: Sequence[Number]) -> float:
    """Of a sample: the squares are divided by one less than there are values."""
    mean = _mean(values)
    return math.sqrt(math.fsum((value - mean) * (value - mean) for value in values) / (len(values) - 1))


def _median(values: Sequence[Number]) -> float:
    ordered = sorted(values)
    middle = len(ordered) // 2
    return float(ordered[middle]) if len(ordered) % 2 else _mean(ordered[middle - 1 : middle + 1])


def _power(base: Number, exponent: Number) -> float:
    return float(_EXACT.power(Decimal(base), Decimal(exponent)))


def _logarithm(value: Number) -> float:
    return float(_EXACT.ln(Decimal(value)))


def _logarithm_10(value: Number) -> float:
    return float(_EXACT.log10(Decimal(value)))


def _exponential(value: Number) -> float:
    return float(_EXACT.exp(Decimal(value)))


def _range(first: int, last: int) -> list[int]:
    if last - first >= _MOST_RANGE:
        raise ValueError(f"a range holds at most {_MOST_RANGE} numbers")
    return list(range(first, last + 1))


def _distinct(values: Sequence[Any]) -> bool:
    return all(value not in values[:place] for place, value in enumerate(values))


def _days(first: str, last: str) -> int:
    """How many days after the first date the last one is."""
    return (dt.date.fromisoformat(last) - dt.date.fromisoformat(first)).days


def _add_days(date: str, days: int) -> str:
    return (dt.date.fromisoformat(date) + dt.timedelta(days=days)).isoformat()


def _pad(number: int, digits: int) -> str:
    """With zeros before it: 7 as 07."""
    if not 0 <= digits <= _MOST_DIGITS:
        raise ValueError(f"at most {_MOST_DIGITS} digits")
    return f"{number:0{digits}d}"


def _weekday(date: str) -> int:
    """1 for Monday to 7 for Sunday (ISO 8601)."""
    return dt.date.fromisoformat(date).isoweekday()


#: Every function by its name in an expression, beside what CEL itself has.
FUNCTIONS: Mapping[str, Callable[..., Any]] = MappingProxyType(
    {
        "abs": abs,
        "add_days": _add_days,
        "ceil": math.ceil,
        "days": _days,
        "distinct": _distinct,
        "exp": _exponential,
        "floor": math.floor,
        "gcd": math.gcd,
        "greatest": max,
        "join": lambda values, between: between.join(map(str, values)),
        "least": min,
        "ln": _logarithm,
        "log10": _logarithm_10,
        "lower": str.lower,
        "mean": _mean,
        "median": _median,
        "power": _power,
        "range": _range,
        "round": _round,
        "sorted": sorted,
        "sqrt": math.sqrt,
        "stdev": _stdev,
        "sum": _sum,
        "upper": str.upper,
        "weekday": _weekday,
        "year_of": lambda date: dt.date.fromisoformat(date).year,
        "month_of": lambda date: dt.date.fromisoformat(date).month,
        "day_of": lambda date: dt.date.fromisoformat(date).day,
        "pad": _pad,
    }
)
