"""What cannot wait for a decision goes to a named person, beside the case and not instead of it."""

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from integrity.audit.domain import audit
from integrity.lib.refused import Refused
from integrity.people.models import User
from integrity.reviews.domain.cases import subject_of
from integrity.reviews.models import Case, Escalation, EscalationKind
from integrity.reviews.policies import policy_of
from integrity.reviews.queries import answered_by

MAX_NOTE_CHARS = 4000


class EscalationRefused(Refused):
    """The code says why: `kind` where there is no such, `note` where nothing is said, `nobody` where the course names nobody."""


@transaction.atomic
def escalate(case: Case, user: User, kind: str, note: str) -> Escalation:
    """No lease is needed, and no cap counts. Raises EscalationRefused."""
    if kind not in EscalationKind.values:
        raise EscalationRefused("kind")
    policy = policy_of(case.course)
    to = policy.emergency_contact if kind == EscalationKind.EMERGENCY else policy.legal_contact
    said = note.replace("\0", "").strip()[:MAX_NOTE_CHARS]
    if to is None:
        raise EscalationRefused("nobody")
    if not said:
        raise EscalationRefused("note")
    made = Escalation.objects.create(case=case, kind=kind, by=user, to=to, note=said)
    told = {"kind": kind, "to": to.pk, "note_sha256": audit.digest_of(said)}
    audit.append("case.escalated", subject=subject_of(case), by=user, **told)
    return made


@transaction.atomic
def note_seen(escalation: Escalation, user: User) -> None:
    """By whoever answers for it, once."""
    unseen = _answered_by(user, escalation).filter(seen_at=None)
    _note(unseen.update(seen_at=timezone.now()), "seen", escalation, user)


@transaction.atomic
def settle(escalation: Escalation, user: User) -> None:
    """By whoever answers for it, once it was seen: nothing need be kept for it any more."""
    seen = _answered_by(user, escalation).filter(seen_at__isnull=False, settled_at=None)
    _note(seen.update(settled_at=timezone.now()), "settled", escalation, user)


def _answered_by(user: User, escalation: Escalation) -> QuerySet[Escalation]:
    return Escalation.objects.filter(answered_by(user), pk=escalation.pk)


def _note(changed: int, what: str, escalation: Escalation, user: User) -> None:
    if changed:
        subject = subject_of(escalation.case)
        audit.append(f"escalation.{what}", subject=subject, by=user, escalation=escalation.pk)
