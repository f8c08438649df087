"""Which cases a person may see and take. Nobody reviews what they handed in themselves."""

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from integrity.courses.models import Course, Membership, Role
from integrity.courses.queries import STAFF
from integrity.people.models import User
from integrity.reviews.models import (
    Case,
    CaseState,
    Conflict,
    Decision,
    Escalation,
    EscalationKind,
    KnownCase,
    Passing,
    PassingKind,
    PlantedCase,
    PracticeAnswer,
    Release,
)
from integrity.reviews.naming import able_members, is_for, present


def cases_for(user: User) -> QuerySet[Case]:
    """Of courses where the person is staff, but not their own, nor where they are known to know too much: of the
    case, of its student, of a group of theirs, or of everybody in the course; nor planted ones whose answer they know.
    """
    said = Passing.objects.filter(case=OuterRef("pk"), by=user, kind=PassingKind.CONFLICT)
    reviews = Membership.objects.filter(course=OuterRef("course"), user=user, role__in=STAFF)
    standing = Conflict.objects.filter(user=user, course=OuterRef("course"), ended_at=None)
    knows = standing.filter(Q(student=OuterRef("student")) | Q(student=None, group=None))
    knows_group = standing.filter(group__memberships__user=OuterRef("student"))
    told = _whose_answer_is_known(user).filter(case=OuterRef("pk"))
    close = Exists(said) | Exists(knows) | Exists(knows_group) | Exists(told)
    return Case.objects.filter(Exists(reviews), ~close).exclude(student=user)


def _whose_answer_is_known(user: User) -> QuerySet[PlantedCase]:
    """Planted by the person, or doubles of what they decided or practised with."""
    practised = PracticeAnswer.objects.filter(known=OuterRef("known"), user=user)
    return PlantedCase.objects.filter(
        Q(by=user) | Q(known__by=user) | Q(known__decision__by=user) | Exists(practised)
    )


def with_rows(cases: QuerySet[Case]) -> QuerySet[Case]:
    """With what a page shows of them; `hold_note`: why it was put on hold last."""
    held = Passing.objects.filter(case=OuterRef("pk"), kind=PassingKind.HELD).order_by("-id")
    return cases.annotate(hold_note=Subquery(held.values("note")[:1])).select_related(
        "submission__assignment",
        "submission__recording",
        "student",
        "course__review_policy",
        "holder",
        "reserved_for",
    )


def cases_to_take(user: User) -> QuerySet[Case]:
    """Those that need a person, and this one may be it.

    An appeal and a second look go to somebody who had no part in it; where two differ, an instructor may settle
    it who was one of them.
    """
    decided = Q(Exists(Decision.objects.filter(case=OuterRef("pk"), by=user, undoing=None)))
    teaches = Q(Exists(Membership.objects.filter(course=OuterRef("course"), user=user, role=Role.INSTRUCTOR)))
    released = Q(Exists(Release.objects.filter(decision__case=OuterRef("pk"), by=user)))
    taken_part = (
        (Q(state=CaseState.APPEALED) & (decided | released))
        | (Q(state=CaseState.SECOND) & decided)
        | (Q(state=CaseState.SETTLING) & decided & ~teaches)
    )
    asking = cases_for(user).filter(asks_since__isnull=False)
    return asking.filter(needs_a_person() & ~taken_part).filter(is_for(user))


def needs_a_person() -> Q:
    waits = [CaseState.NOTIFIED, CaseState.SECOND, CaseState.SETTLING]
    due = Q(state__in=waits, due_at__lte=timezone.now())
    return due | Q(state__in=[CaseState.WAITING, CaseState.APPEALED])


def known_to_plant(user: User) -> QuerySet[KnownCase]:
    """Of courses that the person teaches, and not retired; the newest first."""
    taught = Membership.objects.filter(user=user, role=Role.INSTRUCTOR).values("course")
    known = KnownCase.objects.filter(case__course__in=taught, retired=False).order_by("-at")
    return known.select_related("case__submission__assignment", "case__course", "decision__run__report")


def planted_in(course: Course) -> QuerySet[PlantedCase]:
    """The newest first."""
    planted = PlantedCase.objects.filter(case__course=course).order_by("-pk")
    return planted.select_related("case__student", "case__submission__assignment", "by", "known")


def is_planted(case: Case) -> bool:
    return PlantedCase.objects.filter(case=case).exists()


def reviewers_of(case: Case) -> list[User]:
    """To whom the case may be handed over, but for where two differed (cases_to_take): whom the course named, if one
    of them can.
    """
    named = present().filter(course=case.course_id, user=OuterRef("pk"))
    able = able_to_review(case).annotate(is_named=Exists(named))
    return [one for one in able if one.is_named] or list(able)


def able_to_review(case: Case) -> QuerySet[User]:
    """Whoever of the course may decide it, named or not."""
    return staff_of(case.course).filter(pk__in=able_members(case).values("user"))


def staff_of(course: Course) -> QuerySet[User]:
    """By name."""
    members = Membership.objects.filter(course=course, role__in=STAFF).values("user")
    return User.objects.filter(pk__in=members).order_by("last_name", "first_name", "username")


def known_cases_for(user: User) -> QuerySet[KnownCase]:
    """To practise with: of cases that the person may see and that are not retired."""
    known = KnownCase.objects.filter(case__in=cases_for(user), retired=False)
    return known.select_related("case__submission__assignment", "decision__run__report")


def escalations_for(user: User) -> QuerySet[Escalation]:
    """Those for which the person answers, and in courses that they teach all; `is_theirs` tells which."""
    taught = Membership.objects.filter(user=user, role=Role.INSTRUCTOR).values("course")
    planted = PlantedCase.objects.filter(case=OuterRef("case"))
    shown = Escalation.objects.filter(answered_by(user) | Q(case__course__in=taught))
    shown = shown.annotate(is_planted=Exists(planted), is_theirs=answered_by(user))
    return shown.select_related("case__submission__assignment", "case__course", "by", "to")


def answered_by(user: User) -> Q:
    """Escalations to the person, and open ones to somebody in whose place the course has named them since."""
    policy = "case__course__review_policy"
    emergency = Q(kind=EscalationKind.EMERGENCY, **{f"{policy}__emergency_contact": user})
    legal = Q(kind=EscalationKind.LEGAL, **{f"{policy}__legal_contact": user})
    return Q(to=user) | Q(settled_at=None) & (emergency | legal)
