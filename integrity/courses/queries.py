"""Which courses, assignments, templates and variants a person may see. Everything else does not exist for them."""

from django.db.models import Exists, Max, OuterRef, Q, QuerySet

from integrity.courses.models import (
    Assignment,
    Course,
    Group,
    IssuedVariant,
    Membership,
    Role,
    TaskTemplate,
    TemplateVersion,
)
from integrity.people.models import User

#: They see whole courses.
STAFF = (Role.INSTRUCTOR, Role.REVIEWER)
#: Assistants see their groups' part of the same pages.
STAFF_AND_ASSISTANTS = (*STAFF, Role.ASSISTANT)


def courses_of(user: User) -> QuerySet[Course]:
    return Course.objects.filter(memberships__user=user)


def courses_as(user: User, *roles: Role) -> QuerySet[Course]:
    return Course.objects.filter(memberships__user=user, memberships__role__in=roles)


def assignments_for(user: User) -> QuerySet[Assignment]:
    return Assignment.objects.filter(course__in=courses_of(user)).select_related("course__institution")


def assignments_as(user: User, *roles: Role) -> QuerySet[Assignment]:
    return Assignment.objects.filter(course__in=courses_as(user, *roles)).select_related(
        "course__institution"
    )


def templated_as(user: User, *roles: Role) -> QuerySet[Assignment]:
    """Assignments in which everybody has a variant of their own."""
    made = assignments_as(user, *roles).filter(template_version__isnull=False)
    return made.select_related("course", "template_version__template")


def templates_of(user: User) -> QuerySet[TaskTemplate]:
    return TaskTemplate.objects.filter(course__in=courses_as(user, Role.INSTRUCTOR)).select_related("course")


def with_numbers(templates: QuerySet[TaskTemplate]) -> QuerySet[TaskTemplate]:
    """With the numbers of the newest version and of the newest that is released (null: none)."""
    released = Q(versions__released_at__isnull=False)
    return templates.annotate(
        newest=Max("versions__number"), newest_released=Max("versions__number", filter=released)
    )


def versions_of(user: User) -> QuerySet[TemplateVersion]:
    taught = courses_as(user, Role.INSTRUCTOR)
    return TemplateVersion.objects.filter(template__course__in=taught).select_related("template__course")


def variants_for(user: User) -> QuerySet[IssuedVariant]:
    """A person's own, and those of courses where they are staff."""
    own = Q(user=user, assignment__course__in=courses_of(user))
    return _with_rows(own | Q(assignment__course__in=courses_as(user, *STAFF)))


def variants_as(user: User, *roles: Role) -> QuerySet[IssuedVariant]:
    return _with_rows(Q(assignment__course__in=courses_as(user, *roles)))


def _with_rows(visible: Q) -> QuerySet[IssuedVariant]:
    variants = IssuedVariant.objects.filter(visible)
    return variants.select_related("assignment__course", "user", "version__template", "superseded_by")


def in_groups_of(user: User, *, course: str, student: str) -> Exists:
    """Of rows that have a course and a student: whether the person assists a group of that student there."""
    assisted = Group.objects.filter(memberships__user=user, memberships__role=Role.ASSISTANT)
    return Exists(
        Membership.objects.filter(
            course=OuterRef(course), user=OuterRef(student), role=Role.STUDENT, groups__in=assisted
        )
    )


def role_in(course: Course, user: User) -> Role:
    """The person's role in a course of theirs. Raises Membership.DoesNotExist in any other."""
    return Role(Membership.objects.get(course=course, user=user).role)
