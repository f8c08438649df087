"""The demo's template: one more assignment, in which everybody gets a variant of their own."""

from integrity.courses.domain.checks import go_on, start_check
from integrity.courses.domain.templates import assign, create_template, release
from integrity.courses.models import Course, TemplateVersion
from integrity.demo.home import ROOT
from integrity.people.models import User

TEMPLATE = ROOT / "docs" / "templates" / "statistics.toml"
#: Enough to show a check; the site's own take a thousand.
_PEOPLE = 100


def settle_template(course: Course, author: User) -> None:
    """Made, checked, released and assigned, once."""
    if course.templates.exists():
        return
    task = create_template(course, TEMPLATE.read_text(encoding="utf-8"), author)
    version = task.versions.get()
    _check(version, author)
    release(version, author)
    version.refresh_from_db()
    assign(version)


def _check(version: TemplateVersion, author: User) -> None:
    check = start_check(version, author, people=_PEOPLE)
    while not check.is_over:
        check = go_on(check)
