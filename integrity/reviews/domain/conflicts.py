"""Being too close to somebody to decide about them."""

from django.db import transaction

from integrity.audit.domain import audit
from integrity.reviews.domain.cases import subject_of
from integrity.reviews.domain.leases import Lease, held_case
from integrity.reviews.domain.passing import skip
from integrity.reviews.models import Conflict


@transaction.atomic
def declare(lease: Lease, why: str) -> None:
    """Neither this case nor another of the same student in the course is theirs from now on.

    Raises LeaseLost and PassingRefused.
    """
    case = held_case(lease)
    skip(lease, why, conflict=True)
    Conflict.objects.get_or_create(
        user=lease.user, student=case.student, course=case.course, defaults={"why": why.strip()}
    )
    data = {"why_sha256": audit.digest_of(why.strip())}
    audit.append("reviews.conflict", subject=subject_of(case), by=lease.user, **data)
