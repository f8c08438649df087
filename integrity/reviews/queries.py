"""What waits for a person's eye."""

from django.db.models import QuerySet

from integrity.courses.queries import STAFF, courses_as
from integrity.inspections.models import StoredReport
from integrity.people.models import User
from workers.report import Outcome


def reports_to_review(user: User) -> QuerySet[StoredReport]:
    """Reports that no machine may settle, in the courses where the person is staff, oldest first."""
    return (
        StoredReport.objects.filter(
            outcome__in=[Outcome.NEEDS_REVIEW, Outcome.INCOMPLETE],
            run__submission__assignment__course__in=courses_as(user, *STAFF),
        )
        .select_related("run__submission__assignment__course", "run__submission__student")
        .order_by("run__submission__created_at")
    )
