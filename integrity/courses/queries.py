"""Which courses and assignments a person may see. Everything else does not exist for them."""

from django.db.models import QuerySet

from integrity.courses.models import Assignment, Course, Membership, Role
from integrity.people.models import User

STAFF = (Role.INSTRUCTOR, Role.REVIEWER)


def courses_of(user: User) -> QuerySet[Course]:
    return Course.objects.filter(memberships__user=user)


def courses_as(user: User, *roles: Role) -> QuerySet[Course]:
    return Course.objects.filter(memberships__user=user, memberships__role__in=roles)


def assignments_for(user: User) -> QuerySet[Assignment]:
    return Assignment.objects.filter(course__in=courses_of(user)).select_related("course")


def assignments_as(user: User, *roles: Role) -> QuerySet[Assignment]:
    return Assignment.objects.filter(course__in=courses_as(user, *roles)).select_related("course")


def role_in(course: Course, user: User) -> Role:
    """The person's role in a course of theirs. Raises Membership.DoesNotExist in any other."""
    return Role(Membership.objects.get(course=course, user=user).role)
