"""Where each submission of a class stands: with the machine, and with people. Read in three queries."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from integrity.gradebook.models import Accepted
from integrity.inspections.models import Run, RunState
from integrity.people.models import User
from integrity.reviews.models import CaseState
from integrity.submissions.models import Submission
from workers.report import Outcome


class Inspected(StrEnum):
    """How far the machine is: the newest run's outcome, or its state where it has none. Most urgent first."""

    NEEDS_REVIEW = Outcome.NEEDS_REVIEW
    INCOMPLETE = Outcome.INCOMPLETE
    NEEDS_ATTENTION = RunState.NEEDS_ATTENTION
    CLEAR = Outcome.CLEAR
    RUNNING = RunState.RUNNING
    QUEUED = RunState.QUEUED


class Decided(StrEnum):
    """What people did about it. A clear one that was drawn for a look counts as nobody's: no page says so."""

    NOBODY = "nobody"
    WAITING = CaseState.WAITING
    ACCEPTED = "accepted"
    DECIDED = CaseState.DECIDED
    NOTIFIED = CaseState.NOTIFIED
    RELEASED = CaseState.RELEASED
    APPEALED = CaseState.APPEALED
    CLOSED = CaseState.CLOSED


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """`attempt`: the how-many-th of its student it is, from 1. `fraction`: how far a running inspection is."""

    id: UUID
    student: User
    attempt: int
    file_name: str
    created_at: datetime
    #: When it was recorded, where that is known.
    counts_at: datetime
    run_id: UUID
    fraction: float
    inspected: Inspected
    decided: Decided


#: A person decided, or will again: an acceptance says nothing any more.
_BY_CASE = frozenset(
    {CaseState.DECIDED, CaseState.NOTIFIED, CaseState.RELEASED, CaseState.APPEALED, CaseState.CLOSED}
)
#: One person decided, and another looks as well: nothing is decided yet.
_WAITING = frozenset({CaseState.WAITING, CaseState.SECOND, CaseState.SETTLING})
_PERSON = ("student__pk", "student__first_name", "student__last_name", "student__username", "student__email")


def standings(submissions: QuerySet[Submission]) -> list[Standing]:
    """Oldest first. Of students only their names and address are read."""
    runs = _newest_runs(submissions)
    accepted = _accepted(submissions)
    attempts: Counter[int] = Counter()
    rows = submissions.order_by("created_at", "pk").values(
        "pk", "file_name", "created_at", "recorded_at", "case__state", *_PERSON
    )
    found = []
    for row in rows:
        attempts[row["student__pk"]] += 1
        attempt = attempts[row["student__pk"]]
        found.append(_standing(row, runs[row["pk"]], attempt, is_accepted=row["pk"] in accepted))
    return found


def newest_of_each(rows: Iterable[Standing]) -> list[Standing]:
    """Of each student the newest, of rows that come oldest first."""
    return list({row.student.pk: row for row in rows}.values())


def _standing(row: Mapping[str, Any], run: Mapping[str, Any], attempt: int, *, is_accepted: bool) -> Standing:
    inspected = Inspected(run["report__outcome"] or run["state"])
    return Standing(
        id=row["pk"],
        student=User(**{name.removeprefix("student__"): row[name] for name in _PERSON}),
        attempt=attempt,
        file_name=row["file_name"],
        created_at=row["created_at"],
        counts_at=row["recorded_at"] or row["created_at"],
        run_id=run["pk"],
        fraction=run["fraction"],
        inspected=inspected,
        decided=_decided(row["case__state"], inspected, is_accepted=is_accepted),
    )


def _decided(state: str | None, inspected: Inspected, *, is_accepted: bool) -> Decided:
    if state in _BY_CASE:
        return Decided(state)
    if is_accepted:
        return Decided.ACCEPTED
    asks = inspected in {Inspected.NEEDS_REVIEW, Inspected.INCOMPLETE}
    return Decided.WAITING if asks and state in _WAITING else Decided.NOBODY


def _newest_runs(submissions: QuerySet[Submission]) -> dict[UUID, Mapping[str, Any]]:
    runs = Run.objects.filter(submission__in=_ids(submissions)).order_by("created_at")
    rows = runs.values("submission_id", "pk", "state", "fraction", "report__outcome")
    return {row["submission_id"]: row for row in rows}


def _accepted(submissions: QuerySet[Submission]) -> set[UUID]:
    standing = Accepted.objects.standing().filter(submission__in=_ids(submissions))
    return set(standing.values_list("submission", flat=True))


def _ids(submissions: QuerySet[Submission]) -> QuerySet[Submission, Any]:
    return submissions.order_by().values("pk")
