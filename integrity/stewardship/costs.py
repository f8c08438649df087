"""What inspections cost on this site, as its newest reports say."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from statistics import median
from typing import Any

from integrity.inspections.models import StoredReport

#: So many of the newest reports are read.
REPORTS = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """Of one check: seconds of work for one minute of recording, in the middle and at most."""

    check: str
    median_s: float
    most_s: float
    reports: int
    #: Kind and name of what ran for it.
    engines: tuple[str, ...]


def costs() -> list[Cost]:
    """Of checks that ran, the dearest first. What came from the cache cost nothing, and counts as that."""
    newest = StoredReport.objects.order_by("-stored_at")
    return costs_in(newest.values_list("data", flat=True)[:REPORTS])


def costs_in(reports: Iterable[dict[str, Any]]) -> list[Cost]:
    spent: dict[str, list[float]] = defaultdict(list)
    engines: dict[str, set[str]] = defaultdict(set)
    for data in reports:
        minutes = (data["recording"]["duration_s"] or 0) / 60
        for check in data["checks"] if minutes else ():
            if check["status"] == "skipped":
                continue
            spent[check["check"]].append(check["seconds"] / minutes)
            engines[check["check"]] |= {f"{one['kind']}/{one['name']}" for one in check["engines"]}
    found = [
        Cost(
            check=check,
            median_s=median(times),
            most_s=max(times),
            reports=len(times),
            engines=tuple(sorted(engines[check])),
        )
        for check, times in spent.items()
    ]
    return sorted(found, key=lambda cost: (-cost.median_s, cost.check))
