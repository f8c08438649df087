"""The submissions of an assignment as somebody looks at them: found, narrowed down and put in order."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from integrity.gradebook.standing import Decided, Inspected, Standing
from integrity.people.names import by_name, is_named


class Order(StrEnum):
    NEWEST = "newest"
    OLDEST = "oldest"
    NAME = "name"
    NAME_BACK = "name-back"
    OUTCOME = "outcome"


_URGENCY = {one: place for place, one in enumerate(Inspected)}
#: By what, and whether backwards.
_ORDERS: dict[Order, tuple[Callable[[Standing], Any], bool]] = {
    Order.NEWEST: (lambda row: row.created_at, True),
    Order.OLDEST: (lambda row: row.created_at, False),
    Order.NAME: (lambda row: by_name(row.student), False),
    Order.NAME_BACK: (lambda row: by_name(row.student), True),
    Order.OUTCOME: (lambda row: (_URGENCY[row.inspected], by_name(row.student)), False),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What somebody asked the table for. None: any."""

    name: str = ""
    inspected: Inspected | None = None
    decided: Decided | None = None
    order: Order = Order.NEWEST


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """How many submissions stand where, whatever is asked for."""

    inspected: Counter[str]
    decided: Counter[str]

    @property
    def total(self) -> int:
        return self.inspected.total()


def figures_of(rows: Iterable[Standing]) -> Figures:
    inspected: Counter[str] = Counter()
    decided: Counter[str] = Counter()
    for row in rows:
        inspected[row.inspected] += 1
        decided[row.decided] += 1
    return Figures(inspected=inspected, decided=decided)


def found(rows: Iterable[Standing], wanted: Wanted) -> list[Standing]:
    """Those that are asked for, in order."""
    kept = [row for row in rows if _is_wanted(row, wanted)]
    key, is_backwards = _ORDERS[wanted.order]
    return sorted(kept, key=key, reverse=is_backwards)


def _is_wanted(row: Standing, wanted: Wanted) -> bool:
    return (
        wanted.inspected in {None, row.inspected}
        and wanted.decided in {None, row.decided}
        and is_named(row.student, wanted.name)
    )
