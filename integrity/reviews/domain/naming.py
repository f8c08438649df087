"""Naming who reviews in a course, and saying that somebody is away."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from integrity.audit.domain import audit
from integrity.courses.models import Course, Membership, Role
from integrity.courses.queries import STAFF
from integrity.lib.refused import Refused
from integrity.people.models import Appointment, Office, User
from integrity.reviews.models import Case, NamedReviewer
from integrity.reviews.naming import fallen_back, present, stranded
from integrity.reviews.queries import needs_a_person, staff_of


class NamingRefused(Refused):
    """The code says what is wrong (`person`, `date`); the page says it in words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unattended:
    """What the named do not see to. `all_away`: none of them is there; `fallen_back`: so many cases are offered to all
    staff in their stead; `stranded`: so many nobody in the course can decide.
    """

    all_away: bool
    fallen_back: int
    stranded: int


def may_be_named(course: Course) -> QuerySet[User]:
    """Staff of the course, and the institution's reviewers who are nothing else in it. By name."""
    appointed = Appointment.objects.filter(institution=course.institution_id, office=Office.REVIEWS)
    others = Membership.objects.filter(course=course).exclude(role__in=STAFF)
    reviewers = User.objects.filter(pk__in=appointed.values("user"), is_active=True)
    offered = Q(pk__in=staff_of(course).values("pk")) | Q(
        pk__in=reviewers.exclude(pk__in=others.values("user")).values("pk")
    )
    return User.objects.filter(offered).order_by("last_name", "first_name", "username")


@transaction.atomic
def name_reviewers(course: Course, by: User, wanted: Mapping[int, date | None]) -> None:
    """By number, until when each is away; nobody: all staff review. Counts for what is taken from now on.

    Whom the institution sent becomes a reviewer of the course. Raises NamingRefused.
    """
    people = list(may_be_named(course).filter(pk__in=wanted))
    if len(people) != len(wanted):
        raise NamingRefused("person")
    NamedReviewer.objects.filter(course=course).exclude(user__in=people).delete()
    for person in people:
        Membership.objects.get_or_create(course=course, user=person, defaults={"role": Role.REVIEWER})
        away = {"away_until": wanted[person.pk]}
        NamedReviewer.objects.update_or_create(course=course, user=person, defaults=away)
    if people:
        _let_go_of_others_cases(course)
    told = {"named": sorted(wanted), "away": sorted(one for one, until in wanted.items() if until)}
    audit.append("reviews.named", subject=f"course:{course.pk}", by=by, **told)


@transaction.atomic
def say_away(user: User, until: date | None) -> None:
    """In all courses that named the person; null: they are there."""
    NamedReviewer.objects.filter(user=user).update(away_until=until)
    for course in Course.objects.filter(named_reviewers__user=user):
        _let_go_of_others_cases(course)
    audit.append("reviews.away", subject=f"person:{user.pk}", by=user, until=str(until) if until else None)


def unattended_in(course: Course) -> Unattended:
    asking = Case.objects.filter(course=course, asks_since__isnull=False, planted=None).filter(
        needs_a_person()
    )
    are_named = NamedReviewer.objects.filter(course=course).exists()
    return Unattended(
        all_away=are_named and not present().filter(course=course, user__in=staff_of(course)).exists(),
        fallen_back=fallen_back(asking).count() if are_named else 0,
        stranded=stranded(asking).count(),
    )


def is_away(named: NamedReviewer) -> bool:
    return named.away_until is not None and named.away_until > timezone.localdate()


def _let_go_of_others_cases(course: Course) -> None:
    """What was kept for somebody who is not there, or not named, waits for all who are."""
    there = present().filter(course=course).values("user")
    kept = Case.objects.filter(course=course, reserved_for__isnull=False)
    kept.exclude(reserved_for__in=there).update(reserved_for=None)
