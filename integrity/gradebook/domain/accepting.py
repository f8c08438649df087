"""Accepting clear submissions together: one person's decision, confirmed as it was shown, and undone in time."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from integrity.audit.domain import audit
from integrity.courses.models import Assignment
from integrity.gradebook.models import Acceptance, Accepted
from integrity.gradebook.standing import Decided, Inspected, Standing, standings
from integrity.people.models import User
from integrity.reviews.terms import undo_time
from integrity.submissions.models import Submission


class NotAsShown(Exception):
    """Meanwhile there are others to accept than the person was shown."""


class NothingToAccept(Exception):
    """There is no clear submission that nobody decided about."""


class UndoRefused(Exception):
    """Its time is over, or it was undone already."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Acceptable:
    """The clear submissions that nobody decided about, with the runs that say so."""

    runs: dict[UUID, UUID]
    people: int

    @property
    def digest(self) -> str:
        """By which a confirmation says what it confirms."""
        pairs = sorted(f"{one}:{run}" for one, run in self.runs.items())
        return hashlib.sha256("\n".join(pairs).encode()).hexdigest()


def acceptable(assignment: Assignment) -> Acceptable:
    return acceptable_of(standings(Submission.objects.filter(assignment=assignment)))


def acceptable_of(rows: Iterable[Standing]) -> Acceptable:
    kept = [row for row in rows if row.inspected == Inspected.CLEAR and row.decided == Decided.NOBODY]
    people = {row.student.pk for row in kept}
    return Acceptable(runs={row.id: row.run_id for row in kept}, people=len(people))


@transaction.atomic
def accept_clear(assignment: Assignment, by: User, *, digest: str) -> Acceptance:
    """Those that the person was shown, or none. Raises NotAsShown and NothingToAccept."""
    Assignment.objects.select_for_update().get(pk=assignment.pk)
    shown = acceptable(assignment)
    if not shown.runs:
        raise NothingToAccept
    if shown.digest != digest:
        raise NotAsShown
    until = timezone.now() + undo_time()
    made = Acceptance.objects.create(assignment=assignment, by=by, undo_until=until)
    Accepted.objects.bulk_create(
        Accepted(acceptance=made, submission_id=one, run_id=run) for one, run in shown.runs.items()
    )
    audit.append(
        "clear.accepted", subject=_subject(made), by=by, submissions=len(shown.runs), sha256=shown.digest
    )
    return made


@transaction.atomic
def undo_acceptance(made: Acceptance, by: User) -> None:
    """Raises UndoRefused."""
    now = timezone.now()
    undone = Acceptance.objects.filter(pk=made.pk, undone_at=None, undo_until__gt=now)
    if not undone.update(undone_at=now, undone_by=by):
        raise UndoRefused
    audit.append("clear.acceptance_undone", subject=_subject(made), by=by)


def undoable(assignment: Assignment) -> Acceptance | None:
    """The newest that can still be taken back."""
    return Acceptance.objects.filter(
        assignment=assignment, undone_at=None, undo_until__gt=timezone.now()
    ).first()


def _subject(made: Acceptance) -> str:
    """The acceptance's name in the log."""
    return f"acceptance:{made.pk}"
