"""When something may be handed in, how often, and what a person was given beyond that. Nothing follows by itself."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from integrity.audit.domain import audit
from integrity.courses.models import Assignment, Extension, Role
from integrity.lib.refused import Refused
from integrity.people.models import User

MAX_ATTEMPTS = 100
_MAX_POLICY_CHARS = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What counts for one person. None: no such limit."""

    opens_at: datetime | None = None
    due_at: datetime | None = None
    closes_at: datetime | None = None
    attempts: int | None = None

    def late_by(self, at: datetime) -> timedelta | None:
        """None where it is in time."""
        return at - self.due_at if self.due_at is not None and at > self.due_at else None


class TermsRefused(Refused):
    """The code says why (`order`, `attempts`, `policy`, `student`); the page says it in words."""


def terms_of(assignment: Assignment, extension: Extension | None = None) -> Terms:
    """An extension never takes anything away: of two times the later counts."""
    if extension is None:
        due, closes, more = assignment.due_at, assignment.closes_at, 0
    else:
        due = _later(assignment.due_at, extension.due_at)
        closes = _later(assignment.closes_at, extension.closes_at or extension.due_at)
        more = extension.more_attempts
    attempts = None if assignment.attempts is None else assignment.attempts + more
    return Terms(opens_at=assignment.opens_at, due_at=due, closes_at=closes, attempts=attempts)


def terms_for(assignment: Assignment, student: User) -> Terms:
    extensions = Extension.objects.filter(assignment=assignment, user=student)
    return terms_of(assignment, extensions.last())


def terms_by_person(assignment: Assignment) -> dict[int, Terms]:
    """Of those who have an extension; for all others `terms_of` the assignment counts."""
    newest = {one.user_id: one for one in Extension.objects.filter(assignment=assignment)}
    return {user: terms_of(assignment, extension) for user, extension in newest.items()}


def set_terms(assignment: Assignment, by: User, terms: Terms, *, late_policy: str) -> None:
    """Raises TermsRefused."""
    times = [one for one in (terms.opens_at, terms.due_at, terms.closes_at) if one is not None]
    if times != sorted(times):
        raise TermsRefused("order")
    if terms.attempts is not None and not 1 <= terms.attempts <= MAX_ATTEMPTS:
        raise TermsRefused("attempts")
    if len(late_policy) > _MAX_POLICY_CHARS:
        raise TermsRefused("policy")
    for name in ("opens_at", "due_at", "closes_at", "attempts"):
        setattr(assignment, name, getattr(terms, name))
    assignment.late_policy = late_policy.strip()
    with transaction.atomic():
        assignment.save(
            update_fields=["opens_at", "due_at", "closes_at", "attempts", "late_policy", "updated_at"]
        )
        audit.append("terms.set", subject=_subject(assignment), by=by)


@transaction.atomic
def extend(
    assignment: Assignment,
    student: User,
    by: User,
    *,
    due_at: datetime | None,
    closes_at: datetime | None,
    more_attempts: int,
) -> Extension:
    """From now on, instead of an earlier one. Raises TermsRefused."""
    if not assignment.course.memberships.filter(user=student, role=Role.STUDENT).exists():
        raise TermsRefused("student")
    if due_at and closes_at and due_at > closes_at:
        raise TermsRefused("order")
    if not 0 <= more_attempts <= MAX_ATTEMPTS:
        raise TermsRefused("attempts")
    made = Extension.objects.create(
        assignment=assignment,
        user=student,
        by=by,
        due_at=due_at,
        closes_at=closes_at,
        more_attempts=more_attempts,
    )
    audit.append("terms.extended", subject=_subject(assignment), by=by, user=student.pk)
    return made


def _later(one: datetime | None, other: datetime | None) -> datetime | None:
    """Of a limit and what it is moved to: where there is no limit there stays none."""
    return max(one, other) if one is not None and other is not None else one


def _subject(assignment: Assignment) -> str:
    """The assignment's name in the log."""
    return f"assignment:{assignment.pk}"
