"""Puts the demo's people, course, template and assignments into the database, once."""

from django.db import transaction
from django.db.models import QuerySet

from integrity.courses.domain.briefs import change_brief, create_assignment
from integrity.courses.models import Assignment, Course, Membership, Role
from integrity.demo.home import ADMINISTRATOR, SignIn
from integrity.demo.samples import Sample
from integrity.demo.template import settle_template
from integrity.people.models import Institution, User

INSTITUTION = "Candor demo"
COURSE = "Recorded work"


@transaction.atomic
def settle(people: list[SignIn], samples: list[Sample]) -> list[Assignment]:
    """The assignments, one for each sample in their order."""
    institution, _ = Institution.objects.get_or_create(
        name=INSTITUTION, defaults={"faces_basis": "This is a demo with drawn people."}
    )
    course, _ = Course.objects.get_or_create(institution=institution, title=COURSE)
    for person in people:
        user = _user(person, institution)
        # An administrator of a site is in no course: they see no recording.
        if person.role != ADMINISTRATOR:
            Membership.objects.get_or_create(course=course, user=user, defaults={"role": person.role})
    settle_template(course, _author(course))
    return _assignments(course, samples)


def _author(course: Course) -> User:
    return course.memberships.select_related("user").filter(role=Role.INSTRUCTOR)[0].user


def _user(person: SignIn, institution: Institution) -> User:
    first_name, _, last_name = person.full_name.partition(" ")
    user, is_new = User.objects.get_or_create(
        username=person.username,
        defaults={
            "institution": institution,
            "first_name": first_name,
            "last_name": last_name,
            "loopback_only": True,
            "is_superuser": person.role == ADMINISTRATOR,
        },
    )
    if is_new:
        user.set_password(person.password)
        user.save(update_fields=["password"])
    return user


def _assignments(course: Course, samples: list[Sample]) -> list[Assignment]:
    """Assignments keep the order in which they were made, which is that of the samples."""
    made = list(_with_briefs(course)[: len(samples)])
    for assignment, sample in zip(made, samples, strict=False):
        if assignment.brief_toml != sample.brief_toml:
            change_brief(assignment, sample.brief_toml)
    return made + [create_assignment(course, sample.brief_toml) for sample in samples[len(made) :]]


def _with_briefs(course: Course) -> QuerySet[Assignment]:
    """All but the one with a template."""
    return course.assignments.filter(template_version__isnull=True).order_by("created_at")
