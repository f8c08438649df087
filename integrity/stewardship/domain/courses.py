"""Institutions and courses, which only an administrator makes; everything in a course is its instructors' to do."""

from django.db import transaction
from django.db.models import Count, Prefetch, Q, QuerySet

from integrity.audit.domain import audit
from integrity.courses.models import Course, Membership, Role
from integrity.lib.refused import Refused
from integrity.people.models import Institution, User
from integrity.people.sign_in import person_called
from integrity.stewardship.domain.people import WITHOUT_A_WAY

MOST_CHARS = 200


class CourseRefused(Refused):
    """The code says why (`name`, `known`, `title`, `institution`, `nobody`, `elsewhere`); the page says it in words."""


@transaction.atomic
def add_institution(name: str, *, by: User) -> Institution:
    """Raises CourseRefused."""
    if not name or len(name) > MOST_CHARS:
        raise CourseRefused("name")
    made, is_new = Institution.objects.get_or_create(name=name)
    if not is_new:
        raise CourseRefused("known")
    audit.append("institution.added", subject=f"institution:{made.pk}", by=by)
    return made


@transaction.atomic
def add_course(institution: Institution | None, title: str, instructor: str, *, by: User) -> Course:
    """`instructor`: how they sign in. Raises CourseRefused."""
    if institution is None:
        raise CourseRefused("institution")
    if not title or len(title) > MOST_CHARS:
        raise CourseRefused("title")
    person = person_called(instructor)
    if person is None or not person.is_active:
        raise CourseRefused("nobody")
    if person.institution_id not in {None, institution.pk}:
        raise CourseRefused("elsewhere")
    made = Course.objects.create(institution=institution, title=title)
    Membership.objects.create(course=made, user=person, role=Role.INSTRUCTOR)
    audit.append("course.added", subject=f"course:{made.pk}", by=by, instructor=person.pk)
    return made


def courses() -> QuerySet[Course]:
    """By institution and title: with how many people (`members`, `without`: a way to sign in), and `instructors`."""
    without = Q(**{f"memberships__user__{name}": value for name, value in WITHOUT_A_WAY.items()})
    teaching = Membership.objects.filter(role=Role.INSTRUCTOR).select_related("user").order_by("pk")
    return (
        Course.objects.select_related("institution")
        .annotate(
            members=Count("memberships", distinct=True),
            without=Count("memberships", filter=without, distinct=True),
        )
        .prefetch_related(Prefetch("memberships", queryset=teaching, to_attr="instructors"))
        .order_by("institution__name", "title", "pk")
    )
