"""What stays closed to whom: findings until somebody looked for themselves, a first decision until the second."""

from django.db.models import Exists, OuterRef, QuerySet

from integrity.courses.models import Course, Membership, Role
from integrity.people.models import User
from integrity.reviews.models import ASKING, Case, CaseState, Decision, Look, ReviewPolicy
from integrity.reviews.policies import policy_of
from integrity.submissions.models import Submission


def is_closed(case: Case, user: User) -> bool:
    """On the case's page. Whoever looks at a case that needs nobody any more is shown all of it."""
    if case.state not in ASKING:
        return False
    return policy_of(case.course).blind_first and not Look.objects.filter(case=case, user=user).exists()


def is_second_blind(case: Case, user: User) -> bool:
    """Somebody else decides as well: until both have, neither is shown what the other said."""
    if case.state != CaseState.SECOND:
        return False
    return not Decision.objects.filter(case=case, by=user, undoing=None).exists()


def are_outcomes_closed(course: Course, user: User) -> bool:
    """In lists: reviewers of a course that is blind first see no outcome. Instructors do: they teach by it."""
    reviews = Membership.objects.filter(course=course, user=user, role=Role.REVIEWER)
    return policy_of(course).blind_first and reviews.exists()


def is_report_closed(submission: Submission, user: User) -> bool:
    """Its report, wherever it is shown. Students always see their own."""
    if submission.is_work_of(user) or not are_outcomes_closed(submission.assignment.course, user):
        return False
    return not Look.objects.filter(case__submission=submission, user=user).exists()


def without_closed(cases: QuerySet[Case], user: User) -> QuerySet[Case]:
    """Those that may be narrowed by what was found in them, without saying what that is."""
    blind = ReviewPolicy.objects.filter(course=OuterRef("course"), blind_first=True)
    looked = Look.objects.filter(case=OuterRef("pk"), user=user)
    return cases.exclude(Exists(blind) & ~Exists(looked))
