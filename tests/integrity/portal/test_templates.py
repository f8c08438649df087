import re

import pytest
from django.http import HttpResponse
from django.urls import reverse

from integrity.courses.domain import checks
from integrity.courses.models import Assignment, TaskTemplate, TemplateVersion
from integrity.portal.example_template import EXAMPLE_TEMPLATE
from integrity.stewardship.domain.inventory import note_worker
from tests.integrity.portal.pages import client_of, text_of
from tests.integrity.variant_rows import (
    A_TEMPLATE,
    a_class,
    a_template,
    a_templated_assignment,
    a_variant,
    a_version,
    released,
)

pytestmark = pytest.mark.django_db


def post(name: str, number: object, **form: object) -> HttpResponse:
    headers = {"HX-Request": "true"} if form.pop("htmx", False) else {}
    return client_of("ines").post(reverse(f"portal:{name}", args=[number]), form, headers=headers)


def page_of(task: TaskTemplate, query: str = "") -> str:
    return text_of(client_of("ines").get(reverse("portal:template", args=[task.pk]) + query))


def test_a_new_template_starts_from_an_example_with_a_preview_in_each_language() -> None:
    page = text_of(client_of("ines").get(reverse("portal:new-template", args=[a_class().pk])))
    assert "This text can be saved." in page
    assert page.count('<details class="preview" lang="en"') == 3
    assert page.count('<details class="preview" lang="ru"') == 3
    assert "How long a tank takes to fill" in page
    assert re.search(r'class="code">[0-9A-Z]{4}-[0-9A-Z]{4}<', page)


def test_a_good_text_becomes_a_template_and_a_wrong_one_stays_on_the_page() -> None:
    course = a_class()
    wrong = post("new-template", course.pk, template=A_TEMPLATE.replace("minutes", "minutez"))
    assert wrong.status_code == 400
    assert "minutez" in text_of(wrong)
    assert not TaskTemplate.objects.exists()
    answer = post("new-template", course.pk, template=A_TEMPLATE.replace("\n", "\r\n"))
    task = TaskTemplate.objects.get()
    assert answer.headers["Location"] == reverse("portal:template", args=[task.pk])
    assert task.versions.get().toml == A_TEMPLATE


def test_a_wrong_new_version_keeps_what_was_typed_and_is_not_kept() -> None:
    task = a_template()
    answer = post("template", task.pk, template="not = [toml")
    assert answer.status_code == 400
    assert "not = [toml" in text_of(answer)
    assert task.versions.count() == 1


def test_a_text_is_judged_as_it_is_typed() -> None:
    course = a_class()
    wrong = text_of(post("check-template", course.pk, template=A_TEMPLATE.replace("id =", "idd =")))
    assert 'role="alert" lang="en"' in wrong
    assert "This text can be saved." in text_of(post("check-template", course.pk, template=A_TEMPLATE))


def test_a_text_that_reads_and_gives_no_variant_says_so() -> None:
    never = '[[constraints]]\nthat = "side > 10000"\nbecause = "nobody has it"\n[[answers]]'
    page = text_of(post("check-template", a_class().pk, template=A_TEMPLATE.replace("[[answers]]", never)))
    assert "This text can be saved, and it would not pass its check:" in page
    assert "nobody has it" in page


def test_a_preview_is_nobody_s_variant() -> None:
    assignment = a_templated_assignment()
    page = text_of(post("check-template", assignment.course_id, template=A_TEMPLATE))
    codes = re.findall(r'class="code">([0-9A-Z-]+)<', page)
    assert len(set(codes)) == 3
    assert a_variant(assignment).code not in codes


def test_an_older_version_can_be_read_again() -> None:
    task = a_template()
    post("template", task.pk, template=A_TEMPLATE.replace("minutes = 20", "minutes = 45"))
    assert "minutes = 45" in page_of(task)
    assert "minutes = 20" in page_of(task, "?version=1")
    ines = client_of("ines")
    for number in ("3", "one", "²", "9" * 50):
        assert ines.get(reverse("portal:template", args=[task.pk]), {"version": number}).status_code == 404


def test_a_check_is_shown_with_how_far_it_is_and_goes_on_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checks, "PEOPLE", 2)
    monkeypatch.setattr(checks.go_on, "__kwdefaults__", {"limit_s": 0})
    version = a_version(EXAMPLE_TEMPLATE)
    answer = post("check-version", version.pk)
    assert answer.headers["Location"] == reverse("portal:template", args=[version.template_id])
    page = page_of(version.template)
    assert '<progress max="2" value="1"' in page
    assert "1 of 2 made-up people were looked at." in page
    assert f'hx-post="{reverse("portal:check-version", args=[version.pk])}"' in page
    last = post("check-version", version.pk, htmx=True)
    assert last.headers["HX-Refresh"] == "true"
    assert "Passed, with the variants of 2 made-up people." in text_of(last)
    assert "Release this version" in page_of(version.template)


def test_a_check_that_found_something_says_what_and_offers_no_release(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(checks, "PEOPLE", 2)
    version = a_version()
    post("check-version", version.pk)
    page = page_of(version.template)
    assert "Not passed." in page
    assert "has no example that is right" in page
    assert "Release this version" not in page
    assert post("release-version", version.pk).status_code == 400


def test_from_a_text_to_an_assignment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checks, "PEOPLE", 2)
    version = a_version(EXAMPLE_TEMPLATE)
    post("check-version", version.pk)
    post("release-version", version.pk)
    answer = post("assign-version", version.pk)
    assignment = Assignment.objects.get()
    assert answer.headers["Location"] == reverse("portal:assignment", args=[assignment.pk])
    assert assignment.title == "How long a tank takes to fill"
    assert assignment.title in page_of(version.template)


def test_a_version_that_is_not_released_becomes_no_assignment() -> None:
    answer = post("assign-version", a_version().pk)
    assert answer.status_code == 400
    assert "An assignment is made of a released version." in text_of(answer)
    assert not Assignment.objects.exists()


def test_an_assignment_is_moved_to_the_newest_released_version() -> None:
    assignment = a_templated_assignment()
    task = TaskTemplate.objects.get()
    post("template", task.pk, template=A_TEMPLATE.replace("minutes = 20", "minutes = 45"))
    variants = reverse("portal:variants", args=[assignment.pk])
    assert "from now on" not in text_of(client_of("ines").get(variants))
    released(TemplateVersion.objects.get(number=2))
    assert "Give out version 2 from now on" in text_of(client_of("ines").get(variants))
    post("use-version", assignment.pk)
    assignment.refresh_from_db()
    assert assignment.template_version.number == 2


def test_a_course_lists_its_templates_for_who_teaches_it() -> None:
    task = a_template()
    address = reverse("portal:course", args=[task.course_id])
    assert "square" in text_of(client_of("ines").get(address))
    assert "draft" in text_of(client_of("ines").get(address))
    for other in ("sam", "rosa"):
        assert "square" not in text_of(client_of(other).get(address))


def test_the_brief_of_an_assignment_with_a_template_is_its_template() -> None:
    assignment = a_templated_assignment()
    answer = client_of("ines").get(reverse("portal:edit-assignment", args=[assignment.pk]))
    task = TaskTemplate.objects.get()
    assert answer.headers["Location"] == reverse("portal:template", args=[task.pk])


def a_worker_that_knows_english() -> None:
    engines = [{"kind": "asr", "name": "pocketsphinx", "default": True}]
    note_worker("lab", engines=engines, hosts=[], hosts_why_not="")


def test_what_the_site_cannot_do_is_said_as_a_template_is_typed_and_of_its_assignment() -> None:
    """The phrase in Russian, and a step that only a model could see: said once, in the reader's language."""
    a_worker_that_knows_english()
    course = a_class()
    typed = post("check-template", course.pk, template=A_TEMPLATE, htmx=True)
    assignment = a_templated_assignment(course=course)
    staff = client_of("ines").get(reverse("portal:assignment", args=[assignment.pk]))
    kept = page_of(assignment.template_version.template)
    for page in (text_of(typed), text_of(staff), kept):
        assert page.count("The step “Show it” names neither a text nor words") == 1
        assert "Покажите” names" not in page
        assert page.count("No engine of this site knows speech in “ru”") == 1
        assert "“en”" not in page
    assert "No engine" not in text_of(
        client_of("rosa").get(reverse("portal:assignment", args=[assignment.pk]))
    )


def test_a_template_of_which_the_site_can_do_all_is_told_nothing() -> None:
    text = A_TEMPLATE.replace('id = "show"', 'id = "show"\nexpect_text = ["{{ side }}"]')
    page = text_of(post("check-template", a_class().pk, template=text, htmx=True))
    assert "This text can be saved." in page
    assert 'class="lacks"' not in page
