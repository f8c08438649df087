"""Which submissions a person may see: their own, and those of courses or groups where they are staff."""

from django.db.models import Q, QuerySet

from integrity.courses.models import Role
from integrity.courses.queries import STAFF, courses_as, in_groups_of
from integrity.people.models import User
from integrity.submissions.models import Submission, Take


def submissions_for(user: User) -> QuerySet[Submission]:
    """A student who left a course keeps what they handed in; staff lose sight when they leave."""
    visible = Q(student=user) | Q(assignment__course__in=courses_as(user, *STAFF))
    visible |= Q(in_groups_of(user, course="assignment__course", student="student"))
    return _with_rows(Submission.objects.filter(visible))


def submissions_taught_by(user: User) -> QuerySet[Submission]:
    return _with_rows(Submission.objects.filter(assignment__course__in=courses_as(user, Role.INSTRUCTOR)))


def takes_of(user: User) -> QuerySet[Take]:
    """A take is the student's alone until it is handed in."""
    return Take.objects.filter(student=user).select_related("assignment__course", "student")


def _with_rows(submissions: QuerySet[Submission]) -> QuerySet[Submission]:
    return submissions.select_related("assignment__course", "student", "recording")
