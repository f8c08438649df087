"""Blind first: a reviewer says what they saw themselves before they are shown what the machine found."""

import math

from django.db import transaction

from integrity.audit.domain import audit
from integrity.lib.refused import Refused
from integrity.people.models import User
from integrity.reviews.domain.cases import subject_of
from integrity.reviews.domain.leases import Lease, held_case
from integrity.reviews.models import Case, Look, Mark

MAX_MARKS = 200
MAX_MARK_CHARS = 500


class MarkRefused(Refused):
    """The code says why (`time`, `empty`, `many`, `closed`); the page says it in words."""


@transaction.atomic
def mark(lease: Lease, text: str, *, start_s: float | None, end_s: float | None) -> Mark:
    """`end_s` None: a moment. Raises LeaseLost and MarkRefused."""
    case = held_case(lease)
    said = text.replace("\0", "").strip()[:MAX_MARK_CHARS]
    end_s = start_s if end_s is None else end_s
    if Look.objects.filter(case=case, user=lease.user).exists():
        raise MarkRefused("closed")
    if not said:
        raise MarkRefused("empty")
    if start_s is None or end_s is None or not _is_within(case, start_s, end_s):
        raise MarkRefused("time")
    if Mark.objects.filter(case=case, user=lease.user).count() >= MAX_MARKS:
        raise MarkRefused("many")
    return Mark.objects.create(case=case, user=lease.user, start_s=start_s, end_s=end_s, text=said)


@transaction.atomic
def finish_looking(lease: Lease) -> Look:
    """The marks so far are all that the person saw; none at all is an answer, too. Raises LeaseLost."""
    case = held_case(lease)
    look, is_new = Look.objects.get_or_create(case=case, user=lease.user)
    if is_new:
        marks = Mark.objects.filter(case=case, user=lease.user).count()
        audit.append("case.looked", subject=subject_of(case), by=lease.user, marks=marks)
    return look


def _is_within(case: Case, start_s: float, end_s: float) -> bool:
    length_s = case.run.report.read().recording.duration_s or 0
    return math.isfinite(start_s) and math.isfinite(end_s) and 0 <= start_s <= end_s <= length_s


def marks_shown_to(case: Case, user: User, *, sees_others: bool) -> list[Mark]:
    """A person's own, and those of others once nothing is blind any more."""
    marks = Mark.objects.filter(case=case).select_related("user")
    return list(marks if sees_others else marks.filter(user=user))
