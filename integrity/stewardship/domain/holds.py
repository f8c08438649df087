"""Legal holds: nothing of a person goes while one stands."""

from django.db import transaction
from django.utils import timezone

from integrity.audit.domain import audit
from integrity.people.models import User
from integrity.stewardship.models import LegalHold


@transaction.atomic
def hold(person: User, reason: str, *, by: User) -> LegalHold:
    made = LegalHold.objects.create(person=person, reason=reason, by=by)
    audit.append("hold.set", subject=f"person:{person.pk}", by=by, reason_sha256=audit.digest_of(reason))
    return made


@transaction.atomic
def lift(person: User, *, by: User) -> int:
    """All that stand; how many."""
    standing = LegalHold.objects.filter(person=person, lifted_at=None)
    lifted = standing.update(lifted_at=timezone.now(), lifted_by=by)
    if lifted:
        audit.append("hold.lifted", subject=f"person:{person.pk}", by=by, holds=lifted)
    return lifted
