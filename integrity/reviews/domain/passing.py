"""Letting a case go without deciding it: to somebody, for later, or with a reason why not."""

from django.db import transaction

from integrity.audit.domain import audit
from integrity.lib.refused import Refused
from integrity.people.models import User
from integrity.reviews.domain.cases import subject_of
from integrity.reviews.domain.leases import Lease, held_case, let_go
from integrity.reviews.models import Case, Passing, PassingKind
from integrity.reviews.queries import reviewers_of


class PassingRefused(Refused):
    """The code says what is missing (`note`, `to`); the page says it in words."""


def hold(lease: Lease, note: str) -> None:
    """It leaves the queue until somebody takes it up again. Raises LeaseLost and PassingRefused."""
    _pass_on(lease, PassingKind.HELD, note)


def skip(lease: Lease, reason: str, *, conflict: bool = False) -> None:
    """It waits for others; with a conflict of interest never again for this person.

    Raises LeaseLost and PassingRefused.
    """
    _pass_on(lease, PassingKind.CONFLICT if conflict else PassingKind.SKIPPED, reason)


def hand_over(lease: Lease, to: User, note: str) -> None:
    """Raises LeaseLost, and PassingRefused also where the case may not be the other's."""
    _pass_on(lease, PassingKind.HANDED_OVER, note, to=to)


@transaction.atomic
def _pass_on(lease: Lease, kind: PassingKind, note: str, *, to: User | None = None) -> None:
    case = held_case(lease)
    _refuse(case, lease, note, to)
    let_go(case)
    case.on_hold = kind == PassingKind.HELD
    case.reserved_for = to
    case.save(update_fields=["holder", "lease_until", "token", "on_hold", "reserved_for"])
    Passing.objects.create(case=case, by=lease.user, kind=kind, note=note.strip(), to=to)
    told = {"note_sha256": audit.digest_of(note.strip()), "to": to.pk if to else None}
    audit.append(f"case.{kind}", subject=subject_of(case), by=lease.user, **told)


def _refuse(case: Case, lease: Lease, note: str, to: User | None) -> None:
    if not note.strip():
        raise PassingRefused("note")
    if to is not None and (to == lease.user or to not in reviewers_of(case)):
        raise PassingRefused("to")
