"""Which submissions a person may see: their own, and those of courses or groups where they are staff. Try-outs are for
those who teach the course, and only where they are asked for.
"""

from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from integrity.courses.models import Assignment, Role
from integrity.courses.queries import STAFF, courses_as, in_groups_of
from integrity.people.models import User
from integrity.submissions.models import Submission, Take, Upload


def submissions_for(user: User) -> QuerySet[Submission]:
    """A student who left a course keeps what they handed in; staff lose sight when they leave."""
    return _with_rows(Submission.objects.filter(_visible(user)))


def tryouts_for(user: User) -> QuerySet[Submission]:
    return _with_rows(Submission.everything.filter(_taught(user), is_tryout=True))


def inspected_for(user: User) -> QuerySet[Submission]:
    """Submissions, try-outs and the doubles of planted cases: what there is a report of, or will be."""
    visible = Q(_visible(user), is_tryout=False) | Q(_taught(user), is_tryout=True)
    return _with_rows(Submission.everything.filter(visible))


def inspected_taught_by(user: User) -> QuerySet[Submission]:
    return _with_rows(Submission.everything.filter(_taught(user)))


def _visible(user: User) -> Q:
    in_groups = Q(in_groups_of(user, course="assignment__course", student="student"))
    return Q(student=user) | Q(assignment__course__in=courses_as(user, *STAFF)) | in_groups


def _taught(user: User) -> Q:
    return Q(assignment__course__in=courses_as(user, Role.INSTRUCTOR))


def arriving_for(assignment: Assignment, owner: User) -> QuerySet[Upload]:
    """Files that a student began to send and has not handed in."""
    under_way = Upload.objects.filter(assignment=assignment, owner=owner, take=None, submission=None)
    return under_way.filter(gone_at=None, offset__gt=0, expires_at__gt=timezone.now())


def arrived_for(assignment: Assignment, owner: User, number: str) -> Upload | None:
    """The upload of that number, be it under way or over; None where a person has no such file."""
    try:
        upload_id = UUID(number)
    except ValueError:
        return None
    return Upload.objects.filter(assignment=assignment, owner=owner, take=None, pk=upload_id).first()


def takes_of(user: User) -> QuerySet[Take]:
    """A take is the student's alone until it is handed in."""
    return Take.objects.filter(student=user).select_related("assignment__course", "student")


def _with_rows(submissions: QuerySet[Submission]) -> QuerySet[Submission]:
    return submissions.select_related("assignment__course", "student", "recording")
