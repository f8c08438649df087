"""Reading runs for pages."""

from django.db.models import Prefetch, QuerySet

from integrity.courses.models import IssuedVariant
from integrity.inspections.models import Run, StoredReport
from integrity.people.models import User
from integrity.submissions.models import Submission
from integrity.submissions.queries import submissions_for


def with_runs(submissions: QuerySet[Submission]) -> QuerySet[Submission]:
    """Submissions with `runs` (newest first) and their reports' outcomes, in three queries."""
    reports = StoredReport.objects.defer("data")
    runs = Run.objects.prefetch_related(Prefetch("report", queryset=reports)).order_by("-created_at")
    return submissions.prefetch_related(Prefetch("runs", queryset=runs))


def latest_run(submission: Submission) -> Run:
    """A submission always has one: both are written in one transaction."""
    return submission.runs.order_by("-created_at")[0]


def is_reported(variant: IssuedVariant) -> bool:
    """Whether its person may have read a report of it, which says by which texts its steps are known."""
    return StoredReport.objects.filter(run__submission__issued_variant=variant).exists()


def reports_for(user: User) -> QuerySet[StoredReport]:
    return StoredReport.objects.filter(run__submission__in=submissions_for(user))
