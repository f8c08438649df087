"""Whose eyes were on which finding's evidence: without that nobody upholds it."""

from django.db import transaction

from integrity.audit.domain import audit
from integrity.people.models import User
from integrity.reviews.closed import is_closed
from integrity.reviews.domain.cases import subject_of
from integrity.reviews.models import Case, EvidenceOpened
from workers.report import Finding


class FindingUnknown(Exception):
    """The newest report has no such finding."""


def findings_of(case: Case) -> dict[str, Finding]:
    """Of the newest report, by id."""
    return {finding.id: finding for finding in case.run.report.read().findings}


@transaction.atomic
def note_opened(case: Case, user: User, finding_id: str) -> None:
    """Once for a person and a finding. Raises FindingUnknown, also where findings are still closed to them."""
    if is_closed(case, user) or finding_id not in findings_of(case):
        raise FindingUnknown
    _, is_new = EvidenceOpened.objects.get_or_create(case=case, user=user, finding_id=finding_id)
    if is_new:
        audit.append("evidence.opened", subject=subject_of(case), by=user, finding=finding_id)


def opened_by(case: Case, user: User) -> frozenset[str]:
    """Ids of findings."""
    return frozenset(EvidenceOpened.objects.filter(case=case, user=user).values_list("finding_id", flat=True))
