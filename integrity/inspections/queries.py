"""Reading runs for pages."""

from django.db.models import Prefetch, QuerySet
from django.http import Http404

from integrity.courses.models import IssuedVariant
from integrity.inspections.models import CopyState, Run, StoredReport, ViewingCopy
from integrity.submissions.models import Submission


def with_runs(submissions: QuerySet[Submission]) -> QuerySet[Submission]:
    """Submissions with `runs` (newest first) and their reports' outcomes, in three queries."""
    reports = StoredReport.objects.defer("data")
    runs = Run.objects.prefetch_related(Prefetch("report", queryset=reports)).order_by("-created_at")
    return submissions.prefetch_related(Prefetch("runs", queryset=runs))


def latest_run(submission: Submission) -> Run:
    """A submission always has one: both are written in one transaction."""
    return submission.runs.order_by("-created_at")[0]


def latest_run_with_report(submission: Submission) -> Run:
    """Its report comes with it, where it has one."""
    return submission.runs.select_related("report").order_by("-created_at")[0]


def newest_report(submission: Submission) -> StoredReport:
    """Of the newest run that has one: an inspection under way takes nothing from whoever reads the last.

    Raises Http404.
    """
    reports = StoredReport.objects.select_related("run__submission").filter(run__submission=submission)
    stored = reports.order_by("-run__created_at").first()
    if stored is None:
        raise Http404
    return stored


def copy_of(submission: Submission) -> ViewingCopy | None:
    """The copy for viewing, once there is one."""
    ready = ViewingCopy.objects.filter(recording=submission.recording_id, state=CopyState.READY)
    return ready.select_related("recording").first()


def is_reported(variant: IssuedVariant) -> bool:
    """Whether its person may have read a report of it, which says by which texts its steps are known."""
    return StoredReport.objects.filter(run__submission__issued_variant=variant).exists()
