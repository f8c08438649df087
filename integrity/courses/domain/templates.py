"""Templates that are written on the site: their versions, which only grow, and their release."""

import re

from django.db import transaction
from django.utils import timezone

from integrity.courses.domain.briefs import MAX_TITLE_CHARS
from integrity.courses.models import Assignment, Course, TaskTemplate, TemplateVersion
from integrity.people.models import User
from variants.errors import TemplateInvalid
from variants.reading.template import read_template
from variants.template import Template

MAX_TEMPLATE_CHARS = 256 * 1024
#: TOML may write it; no database keeps it.
_NUL = re.compile(r"\0|\\u0000|\\U00000000")
#: What differs from person to person in a title.
_PLACES = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)


class NotReleasable(Exception):
    """The version has no check that it passed, or is not released."""


def read_site_template(text: str) -> Template:
    """The template, if the site may keep it. Raises TemplateInvalid with one sentence."""
    if len(text) > MAX_TEMPLATE_CHARS:
        raise TemplateInvalid(f"The template is longer than {MAX_TEMPLATE_CHARS} characters.")
    nul = _NUL.search(text)
    if nul is not None:
        line = text.count("\n", 0, nul.start()) + 1
        raise TemplateInvalid(f"The template's line {line} has the character NUL, which no text may hold.")
    return read_template(text)


@transaction.atomic
def create_template(course: Course, text: str, author: User) -> TaskTemplate:
    """A template with its first version. Raises TemplateInvalid."""
    template = read_site_template(text)
    Course.objects.select_for_update().only("pk").get(pk=course.pk)
    if course.templates.filter(name=template.id).exists():
        where = template.lines.where(("id",))
        raise TemplateInvalid(f"{where} is {template.id!r}, as of another template of this course.")
    task = TaskTemplate.objects.create(course=course, name=template.id)
    _add_version(task, 1, text, template, author)
    return task


@transaction.atomic
def save_version(task: TaskTemplate, text: str, author: User) -> TemplateVersion:
    """A new version, or the newest where the text is the same. Raises TemplateInvalid."""
    template = read_site_template(text)
    TaskTemplate.objects.select_for_update().get(pk=task.pk)
    newest = task.versions.all()[0]
    if newest.toml == text:
        return newest
    if template.id != task.name:
        where = template.lines.where(("id",))
        raise TemplateInvalid(f"{where} is {template.id!r}; of this template it stays {task.name!r}.")
    return _add_version(task, newest.number + 1, text, template, author)


def _add_version(
    task: TaskTemplate, number: int, text: str, template: Template, author: User
) -> TemplateVersion:
    return TemplateVersion.objects.create(
        template=task, number=number, toml=text, sha256=template.sha256, created_by=author
    )


def release(version: TemplateVersion, by: User) -> None:
    """From now on assignments can be made of it. Raises NotReleasable."""
    if not TemplateVersion.objects.filter(pk=version.pk, check_made__passed=True).exists():
        raise NotReleasable
    unreleased = TemplateVersion.objects.filter(pk=version.pk, released_at=None)
    unreleased.update(released_at=timezone.now(), released_by=by)


def assign(version: TemplateVersion) -> Assignment:
    """An assignment in which everybody gets a variant of their own. Raises NotReleasable."""
    _refuse_unreleased(version)
    title = title_for_all(read_template(version.toml))
    return Assignment.objects.create(
        course=version.template.course, title=title, brief_toml="", template_version=version
    )


def use_version(assignment: Assignment, version: TemplateVersion) -> None:
    """Who has opened the assignment keeps what they have. Raises NotReleasable."""
    _refuse_unreleased(version)
    assignment.template_version = version
    assignment.save(update_fields=["template_version", "updated_at"])


def title_for_all(template: Template) -> str:
    """The title without what differs from person to person."""
    title = " ".join(_PLACES.sub("…", template.title[template.language].source).split())
    return title[:MAX_TITLE_CHARS]


def _refuse_unreleased(version: TemplateVersion) -> None:
    if version.released_at is None:
        raise NotReleasable
