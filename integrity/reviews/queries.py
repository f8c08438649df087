"""Which cases a person may see and take. Nobody reviews what they handed in themselves."""

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from integrity.courses.models import Membership
from integrity.courses.queries import STAFF
from integrity.people.models import User
from integrity.reviews.models import Case, CaseState, Decision, Passing, PassingKind, Release


def cases_for(user: User) -> QuerySet[Case]:
    """Of courses where the person is staff, but not their own, nor where they said that they know too much."""
    said = Passing.objects.filter(case=OuterRef("pk"), by=user, kind=PassingKind.CONFLICT)
    reviews = Membership.objects.filter(course=OuterRef("course"), user=user, role__in=STAFF)
    return Case.objects.filter(Exists(reviews), ~Exists(said)).exclude(student=user)


def with_rows(cases: QuerySet[Case]) -> QuerySet[Case]:
    """With what a page shows of them."""
    return cases.select_related(
        "submission__assignment", "submission__recording", "student", "course", "holder", "reserved_for"
    )


def cases_to_take(user: User) -> QuerySet[Case]:
    """Those that need a person, and this one may be it: an appeal goes to somebody who had no part in it."""
    decided = Q(Exists(Decision.objects.filter(case=OuterRef("pk"), by=user, undoing=None)))
    released = Q(Exists(Release.objects.filter(decision__case=OuterRef("pk"), by=user)))
    return cases_for(user).filter(needs_a_person() & ~(Q(state=CaseState.APPEALED) & (decided | released)))


def needs_a_person() -> Q:
    due = Q(state=CaseState.NOTIFIED, due_at__lte=timezone.now())
    return due | Q(state__in=[CaseState.WAITING, CaseState.APPEALED])


def reviewers_of(case: Case) -> QuerySet[User]:
    """To whom the case may be handed over."""
    members = Membership.objects.filter(course=case.course_id, role__in=STAFF).values("user")
    said = Passing.objects.filter(case=case, kind=PassingKind.CONFLICT).values("by")
    reviewers = User.objects.filter(pk__in=members).exclude(pk=case.student_id).exclude(pk__in=said)
    if case.state == CaseState.APPEALED:
        decided = Decision.objects.filter(case=case, undoing=None).values("by")
        released = Release.objects.filter(decision__case=case).values("by")
        reviewers = reviewers.exclude(pk__in=decided).exclude(pk__in=released)
    return reviewers.order_by("last_name", "first_name", "username")
