"""Which secret makes whose variants. No secret leaves this file but inside an issuer."""

from integrity.courses.models import Assignment, Course
from variants.issue import Issuer
from variants.reading.template import read_template
from variants.seeds import derive
from variants.template import Template


def issuer_of(assignment: Assignment) -> Issuer:
    """Of an assignment that is made from a template: the same as of any other that is made from it."""
    assert assignment.template_version is not None
    return Issuer(read_template(assignment.template_version.toml), bytes(assignment.course.secret))


def made_up_issuer(course: Course, template: Template) -> Issuer:
    """For previews and checks: what it makes is nobody's, and no hint at anybody's."""
    return Issuer(template, derive(bytes(course.secret), "made-up people", template.id))
