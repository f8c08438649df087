import pytest

from integrity.courses.domain.templates import (
    NotReleasable,
    assign,
    create_template,
    read_site_template,
    release,
    save_version,
    title_for_all,
    use_version,
)
from integrity.courses.models import TaskTemplate, TemplateCheck, TemplateVersion
from integrity.portal.example_template import EXAMPLE_TEMPLATE
from tests.integrity.rows import a_user
from tests.integrity.variant_rows import A_TEMPLATE, a_class, a_template, a_version, released
from variants.errors import TemplateInvalid

pytestmark = pytest.mark.django_db

CHANGED = A_TEMPLATE.replace("minutes = 20", "minutes = 30")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("not = [toml", "not valid TOML"),
        ("#" * 300_000, "longer than 262144 characters"),
        (A_TEMPLATE.replace("red", "r\\u0000ed"), "line 14 has the character NUL"),
        (A_TEMPLATE.replace("red", "r\0ed"), "line 14 has the character NUL"),
    ],
)
def test_what_the_site_may_not_keep_is_refused_with_a_sentence(text: str, sentence: str) -> None:
    with pytest.raises(TemplateInvalid, match=sentence):
        read_site_template(text)


def test_a_template_begins_with_its_first_version() -> None:
    task = a_template()
    version = task.versions.get()
    assert (task.name, version.number, version.toml) == ("square", 1, A_TEMPLATE)
    assert version.released_at is None


def test_a_course_has_one_template_of_a_name() -> None:
    task = a_template()
    with pytest.raises(TemplateInvalid, match=r"'id' \(line 2\) is 'square', as of another template"):
        create_template(task.course, A_TEMPLATE, a_user("ines"))
    assert TaskTemplate.objects.count() == 1


def test_another_course_may_have_the_same_template() -> None:
    a_template()
    a_template(course=a_class())
    assert TaskTemplate.objects.count() == 2


def test_a_changed_text_makes_a_version_and_the_same_text_none() -> None:
    task = a_template()
    assert save_version(task, A_TEMPLATE, a_user("ines")).number == 1
    assert save_version(task, CHANGED, a_user("ines")).number == 2
    assert save_version(task, A_TEMPLATE, a_user("ines")).number == 3
    assert [version.toml for version in task.versions.all()] == [A_TEMPLATE, CHANGED, A_TEMPLATE]


def test_a_template_keeps_its_name_since_codes_hang_on_it() -> None:
    task = a_template()
    with pytest.raises(TemplateInvalid, match="of this template it stays 'square'"):
        save_version(task, A_TEMPLATE.replace('"square"', '"circle"'), a_user("ines"))
    assert task.versions.count() == 1


def test_a_version_is_written_once() -> None:
    version = a_version()
    version.toml = CHANGED
    with pytest.raises(TypeError, match="TemplateVersion is written once"):
        version.save()


def test_a_version_without_a_passed_check_is_not_released() -> None:
    version, ines = a_version(), a_user("ines")
    with pytest.raises(NotReleasable):
        release(version, ines)
    TemplateCheck.objects.create(version=version, people=1, started_by=ines, passed=False, report={})
    with pytest.raises(NotReleasable):
        release(version, ines)
    assert TemplateVersion.objects.get().released_at is None


def test_a_passed_version_is_released_once() -> None:
    version, ines = a_version(), a_user("ines")
    TemplateCheck.objects.create(version=version, people=1, started_by=ines, passed=True, report={})
    release(version, ines)
    first = TemplateVersion.objects.get().released_at
    release(version, a_user("rosa"))
    assert TemplateVersion.objects.get().released_at == first
    assert TemplateVersion.objects.get().released_by == ines


def test_only_a_released_version_becomes_an_assignment() -> None:
    version = a_version()
    with pytest.raises(NotReleasable):
        assign(version)
    assignment = assign(released(version))
    assert (assignment.title, assignment.brief_toml) == ("The square of …", "")
    assert assignment.template_version == version


def test_an_assignment_goes_on_with_a_newer_version() -> None:
    task = a_template()
    assignment = assign(released(task.versions.get()))
    newer = save_version(task, CHANGED, a_user("ines"))
    with pytest.raises(NotReleasable):
        use_version(assignment, newer)
    use_version(assignment, released(newer))
    assignment.refresh_from_db()
    assert assignment.template_version == newer


def test_the_example_for_new_templates_can_be_used() -> None:
    assert title_for_all(read_site_template(EXAMPLE_TEMPLATE)) == "How long a tank takes to fill"
