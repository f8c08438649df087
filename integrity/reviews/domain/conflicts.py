"""Being too close to somebody to decide about them: to a student, to a group, or to everybody in a course."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Any

from django.db import transaction
from django.utils import timezone

from integrity.audit.domain import audit
from integrity.courses.models import Course, Group
from integrity.lib.refused import Refused
from integrity.people.models import User
from integrity.reviews.domain.cases import subject_of
from integrity.reviews.domain.leases import Lease, held_case
from integrity.reviews.domain.passing import skip
from integrity.reviews.models import Case, Conflict
from integrity.reviews.queries import staff_of


class Reach(StrEnum):
    STUDENT = "student"
    #: Every group of the course in which the student is; the student where they are in none.
    GROUP = "group"
    COURSE = "course"


class ConflictRefused(Refused):
    """The code says what is missing (`who`, `group`, `note`); the page says it in words."""


@transaction.atomic
def declare(lease: Lease, why: str, reach: Reach = Reach.STUDENT) -> None:
    """By whoever has the case: neither this nor another case so far is theirs from now on.

    Raises LeaseLost and PassingRefused.
    """
    case = held_case(lease)
    skip(lease, why, conflict=True)
    for told in _reached(case, reach):
        known = Conflict.objects.filter(user=lease.user, course=case.course, ended_at=None, **told)
        if not known.exists():
            Conflict.objects.create(user=lease.user, course=case.course, why=why.strip(), **told)
    data = {"why_sha256": audit.digest_of(why.strip()), "reach": reach.value}
    audit.append("reviews.conflict", subject=subject_of(case), by=lease.user, **data)


@transaction.atomic
def keep_away(course: Course, user: User | None, group: Group | None, why: str, *, by: User) -> Conflict:
    """By an instructor, of somebody who reviews there. Without a group: from the whole course.

    Raises ConflictRefused.
    """
    said = why.replace("\0", "").strip()
    if user is None or not staff_of(course).filter(pk=user.pk).exists():
        raise ConflictRefused("who")
    if group is not None and group.course_id != course.pk:
        raise ConflictRefused("group")
    if not said:
        raise ConflictRefused("note")
    made = Conflict.objects.create(user=user, course=course, group=group, why=said, said_by=by)
    told = {"person": user.pk, "group": group.pk if group else None, "why_sha256": audit.digest_of(said)}
    audit.append("reviews.kept_away", subject=f"course:{course.pk}", by=by, **told)
    return made


@transaction.atomic
def end(conflict: Conflict, *, by: User) -> None:
    """Cases come to them again. Who ended it is kept beside it, and so is why it was."""
    standing = Conflict.objects.filter(pk=conflict.pk, ended_at=None)
    if standing.update(ended_at=timezone.now(), ended_by=by):
        subject = f"course:{conflict.course_id}"
        audit.append("reviews.conflict_ended", subject=subject, by=by, conflict=conflict.pk)


def _reached(case: Case, reach: Reach) -> Iterable[dict[str, Any]]:
    if reach is Reach.COURSE:
        return [{"student": None, "group": None}]
    groups = Group.objects.filter(course=case.course, memberships__user=case.student)
    if reach is Reach.GROUP and groups:
        return [{"student": None, "group": group} for group in groups]
    return [{"student": case.student, "group": None}]
