"""Who else learns in a course: their names are not shown to a student whose recording has them."""

from integrity.courses.models import Role
from integrity.people.models import User
from integrity.submissions.models import Submission


def names_beside(submission: Submission) -> list[str]:
    """Full names of the other students of its course; none that is also its own student's."""
    course, own = submission.assignment.course_id, submission.student
    others = User.objects.filter(memberships__course=course, memberships__role=Role.STUDENT).exclude(
        pk=own.pk
    )
    names = {person.get_full_name() for person in others.only("first_name", "last_name")}
    return sorted(names - {own.get_full_name(), ""})
