"""Templates and variants to test with. Ines writes them for the course in which Sam learns."""

from django.utils import timezone

from integrity.courses.domain.issuing import variant_for
from integrity.courses.domain.templates import assign, create_template
from integrity.courses.models import Assignment, Course, IssuedVariant, Role, TaskTemplate, TemplateVersion
from tests.integrity.rows import a_course, a_user

#: Two values, one answer, and nothing that needs many draws.
A_TEMPLATE = """schema = "candor.template/1"
id = "square"
languages = ["en", "ru"]
minutes = 20
title = { en = "The square of {{ side }}", ru = "Квадрат числа {{ side }}" }
statement = { en = "Show the square of {{ side }} in {{ colour }}.", ru = "Покажите квадрат {{ side }}: {{ colour }}." }
note = "{{ side }} {{ colour }}"
[parameters.side]
kind = "integer"
from = 100
to = 9999
[parameters.colour]
kind = "choice"
of = [{ en = "red", ru = "красный" }, { en = "blue", ru = "синий" }]
[[answers]]
id = "area"
question = { en = "The area", ru = "Площадь" }
value = "double(side * side)"
tolerance = 0.5
unit = "cm^2"
[[steps]]
id = "show"
instruction = { en = "Show it", ru = "Покажите" }
[accommodations]
large_text = true
no_phrase = true
more_time = 1.5
"""


def a_class() -> Course:
    return a_course(sam=Role.STUDENT, kim=Role.STUDENT, ines=Role.INSTRUCTOR, rosa=Role.REVIEWER)


def a_template(text: str = A_TEMPLATE, course: Course | None = None) -> TaskTemplate:
    return create_template(course or a_class(), text, a_user("ines"))


def a_version(text: str = A_TEMPLATE, course: Course | None = None) -> TemplateVersion:
    return a_template(text, course).versions.get()


def released(version: TemplateVersion) -> TemplateVersion:
    """Without the check: that is tested by itself."""
    TemplateVersion.objects.filter(pk=version.pk).update(
        released_at=timezone.now(), released_by=a_user("ines")
    )
    return TemplateVersion.objects.select_related("template__course").get(pk=version.pk)


def a_templated_assignment(text: str = A_TEMPLATE, course: Course | None = None) -> Assignment:
    return assign(released(a_version(text, course)))


def a_variant(
    assignment: Assignment | None = None, student: str = "sam", language: str = "en"
) -> IssuedVariant:
    return variant_for(assignment or a_templated_assignment(), a_user(student), language=language)


def right_answer(variant: IssuedVariant) -> str:
    """To the one question of A_TEMPLATE."""
    return f"{variant.answers[0]['value']:.0f} cm^2"
