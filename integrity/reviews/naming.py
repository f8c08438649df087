"""Whose a case is to decide where its course named people: theirs, as long as one of them can.

As conditions on cases. Able is who is staff of the course, may sign in, did not hand it in, said nothing of knowing too
much, and where somebody else is asked for (an appeal, a second look, settling a difference) had no part in it.
"""

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from integrity.courses.models import Membership, Role
from integrity.courses.queries import STAFF
from integrity.people.models import User
from integrity.reviews.models import (
    Case,
    CaseState,
    Conflict,
    Decision,
    NamedReviewer,
    Passing,
    PassingKind,
    PlantedCase,
    PracticeAnswer,
    Release,
)

_SOMEBODY_ELSE = (CaseState.APPEALED, CaseState.SECOND)


def present() -> QuerySet[NamedReviewer]:
    """Those who are named and not away."""
    today = timezone.localdate()
    return NamedReviewer.objects.filter(Q(away_until=None) | Q(away_until__lte=today))


def is_for(user: User) -> Q:
    """The person is named, or nobody is who could; whoever has a case in hand keeps it."""
    named = Exists(NamedReviewer.objects.filter(course=OuterRef("course")))
    theirs = Exists(present().filter(course=OuterRef("course"), user=user))
    in_hand = Q(holder=user, lease_until__gte=timezone.now())
    return Q(~named) | theirs | in_hand | ~is_for_the_named()


def is_for_the_named() -> Q:
    """One of them can."""
    named = present().filter(course=OuterRef("course"), user=OuterRef("user"))
    return _one_of(_able_in_row().filter(Exists(named)))


def is_for_somebody() -> Q:
    """Anybody of the course can."""
    return _one_of(_able_in_row())


def able_members(case: Case) -> QuerySet[Membership]:
    """Whoever may decide this case, named or not; where somebody else is asked for, none who had a part in it."""
    able = _able(course=case.course_id, student=case.student_id, case=case.pk).exclude(user=case.student_id)
    if case.state not in {*_SOMEBODY_ELSE, CaseState.SETTLING}:
        return able
    decided, released = _parts(case.pk)
    return able.filter(~decided, ~released)


#: Of the row for which something is asked, two questions further out.
_CASE, _STUDENT = OuterRef(OuterRef("pk")), OuterRef(OuterRef("student"))


def _able_in_row() -> QuerySet[Membership]:
    able = _able(course=OuterRef("course"), student=_STUDENT, case=_CASE)
    return able.filter(~Q(user=OuterRef("student")))


def _able(*, course: Any, student: Any, case: Any) -> QuerySet[Membership]:
    """Of a case, known or asked for in a row. What they had to do with it is left to `_one_of`."""
    said = Passing.objects.filter(case=case, by=OuterRef("user"), kind=PassingKind.CONFLICT)
    standing = Conflict.objects.filter(course=OuterRef("course"), user=OuterRef("user"), ended_at=None)
    knows = standing.filter(Q(student=student) | Q(student=None, group=None))
    knows_group = standing.filter(group__memberships__user=student)
    staff = Membership.objects.filter(course=course, role__in=STAFF, user__is_active=True)
    return staff.exclude(Exists(said) | Exists(knows) | Exists(knows_group) | Exists(_told(case)))


def _told(case: Any) -> QuerySet[PlantedCase]:
    """Of a member and a case: where it is a double whose answer they know."""
    member = OuterRef("user")
    practised = PracticeAnswer.objects.filter(known=OuterRef("known"), user=OuterRef(member))
    knows = Q(by=member) | Q(known__by=member) | Q(known__decision__by=member) | Q(Exists(practised))
    return PlantedCase.objects.filter(knows, case=case)


def _parts(case: Any) -> tuple[Exists, Exists]:
    """What a member had to do with a case: decided it, or released it."""
    decided = Decision.objects.filter(case=case, by=OuterRef("user"), undoing=None)
    return Exists(decided), Exists(Release.objects.filter(decision__case=case, by=OuterRef("user")))


def _one_of(able: QuerySet[Membership]) -> Q:
    decided, released = _parts(_CASE)
    is_other, is_settled = Q(state__in=_SOMEBODY_ELSE), Q(state=CaseState.SETTLING)
    # An instructor may settle it who was one of the two.
    settles = able.filter(~decided | Q(role=Role.INSTRUCTOR))
    return (
        (is_other & Q(Exists(able.filter(~decided, ~released))))
        | (is_settled & Q(Exists(settles)))
        | (~is_other & ~is_settled & Q(Exists(able)))
    )


def fallen_back(cases: QuerySet[Case]) -> QuerySet[Case]:
    """Those that nobody of the named can decide, though some are named: offered to all staff."""
    named = NamedReviewer.objects.filter(course=OuterRef("course"))
    return cases.filter(Exists(named), ~is_for_the_named(), is_for_somebody())


def stranded(cases: QuerySet[Case]) -> QuerySet[Case]:
    """Those that nobody of the course can decide: somebody has to be added."""
    return cases.filter(~is_for_somebody())
