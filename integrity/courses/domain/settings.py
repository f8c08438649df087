"""What a course asks of nobody, whatever its briefs say; faces only where the institution gave a basis."""

from collections.abc import Collection

from django.db import transaction

from integrity.audit.domain import audit
from integrity.courses.domain.removals import REMOVABLE_CHECKS
from integrity.courses.models import Course, CourseSettings
from integrity.people.models import User
from workers.report import CheckName


def checks_off(course: Course) -> list[str]:
    """Names of checks that are taken out of every brief of the course."""
    settings = CourseSettings.objects.filter(course=course).first()
    off = set(settings.checks_off if settings else [])
    if not course.institution.faces_basis:
        off.add(CheckName.IDENTITY)
    return [check.value for check in REMOVABLE_CHECKS if check in off]


@transaction.atomic
def set_checks(course: Course, by: User, on: Collection[str]) -> None:
    """From now on; what was inspected stays as it was. Names that are not known are left out."""
    off = [check.value for check in REMOVABLE_CHECKS if check not in on]
    CourseSettings.objects.update_or_create(course=course, defaults={"checks_off": off})
    audit.append("course.checks_set", subject=f"course:{course.pk}", by=by, off=off)
