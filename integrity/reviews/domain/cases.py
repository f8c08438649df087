"""Opening cases, in the transaction that stores a report: no report is without its case."""

from typing import Any

from django.db.models import Q
from django.utils import timezone

from integrity.audit.domain import audit
from integrity.inspections.models import Run, StoredReport
from integrity.reviews.domain.sampling import is_drawn
from integrity.reviews.models import Case, CaseCode, CaseState
from workers.report import Outcome

#: An appeal, and the third who settles a difference, are about the report that was decided about.
_FROZEN = frozenset({CaseState.SECOND, CaseState.SETTLING, CaseState.APPEALED, CaseState.CLOSED})


def when_stored(*, instance: StoredReport, created: bool, **_more: Any) -> None:
    """Told by Django whenever a report is stored (apps.py)."""
    if created and instance.run.submission.is_work:
        follow(instance)


def follow(stored: StoredReport) -> Case | None:
    """The submission's case after this report; None where nobody needs to look.

    What a person decided stays as it is, whatever a later report says.
    """
    submission = stored.run.submission
    case = Case.objects.select_for_update().filter(submission=submission).first()
    asks = stored.outcome != Outcome.CLEAR
    if case is None:
        return open_case(stored, is_sample=not asks) if asks or is_drawn(submission) else None
    if not _is_newest(stored.run) or case.state in _FROZEN:
        return case
    return _go_on(case, stored, asks=asks or is_drawn(submission))


def subject_of(case: Case) -> str:
    """The case's name in the log."""
    return f"case:{case.pk}"


def open_case(stored: StoredReport, *, is_sample: bool = False) -> Case:
    submission = stored.run.submission
    case = Case.objects.create(
        submission=submission,
        run=stored.run,
        course=submission.assignment.course,
        student=submission.student,
        handed_in_at=submission.created_at,
        is_sample=is_sample,
    )
    _keep_codes(case, stored)
    audit.append("case.opened", subject=subject_of(case), by=None, run=str(stored.run_id))
    return case


def _go_on(case: Case, stored: StoredReport, *, asks: bool) -> Case:
    """The case shows the newest report. One that nobody holds waits, or no longer does."""
    _keep_codes(case, stored)
    before = case.state
    is_free = case.lease_until is None or case.lease_until < timezone.now()
    if case.state == CaseState.WITHDRAWN and asks:
        case.state = CaseState.WAITING
    elif case.state == CaseState.WAITING and not asks and is_free:
        case.state = CaseState.WITHDRAWN
    case.run = stored.run
    case.is_sample = stored.outcome == Outcome.CLEAR
    case.save(update_fields=["run", "state", "is_sample"])
    data = {"run": str(stored.run_id), "before": before, "after": case.state}
    audit.append("case.reported_again", subject=subject_of(case), by=None, **data)
    return case


def _keep_codes(case: Case, stored: StoredReport) -> None:
    CaseCode.objects.filter(case=case).delete()
    codes = {finding["code"] for finding in stored.data["findings"]}
    CaseCode.objects.bulk_create(CaseCode(case=case, code=code) for code in sorted(codes))


def _is_newest(run: Run) -> bool:
    later = Q(submission=run.submission_id, created_at__gt=run.created_at, report__isnull=False)
    return not Run.objects.filter(later).exists()
