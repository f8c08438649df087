"""Who has a case in hand. Taking is one compare-and-set on the row: of two at once exactly one gets it."""

from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from integrity.audit.domain import audit
from integrity.people.models import User
from integrity.reviews.domain.caps import is_enough_for_today
from integrity.reviews.domain.cases import subject_of
from integrity.reviews.models import Case
from integrity.reviews.queries import cases_for, cases_to_take
from integrity.reviews.terms import lease_time


class LeaseLost(Exception):
    """Somebody else has the case by now. What was typed is kept as a draft."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lease:
    """The right to decide a case, for as long as no newer token is given out."""

    case_id: UUID
    user: User
    token: int


def take(case_id: UUID, user: User) -> Lease | None:
    """None where somebody else holds the case, it is not the person's to decide, or they decided enough today."""
    with transaction.atomic():
        case = cases_to_take(user).filter(pk=case_id).first()
        if case is None:
            return None
        if case.holder_id == user.pk and renew(mine := Lease(case_id=case_id, user=user, token=case.token)):
            return mine
        if is_enough_for_today(user, case.course):
            return None
        return _take(case, user)


def renew(lease: Lease) -> bool:
    """Prolongs it. One that ran out goes on where nobody took the case meanwhile."""
    held = Case.objects.filter(pk=lease.case_id, token=lease.token, holder=lease.user)
    return bool(held.update(lease_until=timezone.now() + lease_time()))


def held_case(lease: Lease) -> Case:
    """The case, locked until the transaction ends. Raises LeaseLost, also where it is not theirs to see."""
    held = cases_for(lease.user).filter(pk=lease.case_id, token=lease.token, holder=lease.user)
    case = held.select_for_update().first()
    if case is None:
        raise LeaseLost
    return case


def let_go(case: Case) -> None:
    """Of a case that its holder is done with; the caller saves it."""
    case.holder = case.lease_until = None
    case.token += 1


def _take(case: Case, user: User) -> Lease | None:
    now = timezone.now()
    free = Q(holder=None) | Q(holder=user) | Q(lease_until__lt=now)
    taken = Case.objects.filter(free, pk=case.pk, token=case.token, state=case.state).update(
        holder=user, lease_until=now + lease_time(), token=F("token") + 1, on_hold=False, reserved_for=None
    )
    if not taken:
        return None
    audit.append("case.taken", subject=subject_of(case), by=user, after=case.holder_id)
    return Lease(case_id=case.pk, user=user, token=case.token + 1)
