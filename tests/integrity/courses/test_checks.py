from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from integrity.courses.domain import checks
from integrity.courses.domain.checks import go_on, start_check
from integrity.courses.domain.templates import read_site_template
from integrity.courses.models import TemplateCheck
from integrity.portal.example_template import EXAMPLE_TEMPLATE
from tests.integrity.rows import a_user
from tests.integrity.variant_rows import A_TEMPLATE, a_version
from variants.checking.examine import Examined

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def few_people(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checks, "PEOPLE", 3)


def a_check(text: str = EXAMPLE_TEMPLATE) -> TemplateCheck:
    return start_check(a_version(text), a_user("ines"))


def stored(check: TemplateCheck) -> TemplateCheck:
    return TemplateCheck.objects.get(pk=check.pk)


def test_a_version_has_one_check() -> None:
    check = a_check()
    assert start_check(check.version, a_user("ines")) == check
    assert TemplateCheck.objects.count() == 1


def test_a_check_goes_on_where_it_stopped_and_then_concludes() -> None:
    check = a_check()
    done = []
    for _ in range(3):
        check = go_on(check, limit_s=0)
        done.append((check.done, check.is_over))
    assert done == [(1, False), (2, False), (3, True)]
    assert check.passed
    assert bytes(check.examined) == b""
    assert check.report is not None
    assert check.report["facts"]["different_notes"] == 3


def test_in_pieces_or_at_once_a_check_says_the_same() -> None:
    check = a_check()
    whole = go_on(check)
    TemplateCheck.objects.update(done=0, report=None, examined=b"", passed=False)
    check = stored(check)
    while not check.is_over:
        check = go_on(check, limit_s=0)
    assert check.report == whole.report


def test_a_second_page_leaves_it_to_the_first() -> None:
    check = a_check()
    TemplateCheck.objects.update(taken_until=timezone.now() + timedelta(seconds=5))
    assert go_on(stored(check)).done == 0
    TemplateCheck.objects.update(taken_until=timezone.now() - timedelta(seconds=1))
    assert go_on(stored(check)).passed


def test_a_page_that_looked_before_the_check_went_on_spoils_nothing() -> None:
    check = a_check()
    first, second = stored(check), stored(check)
    go_on(first, limit_s=0)
    go_on(second, limit_s=0)
    assert stored(check).done == 1


def test_a_request_that_was_thought_dead_writes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    check = a_check()
    examine = checks.examine

    def slowly(*arguments: Any) -> Examined:
        """While this one examines, another finishes the check."""
        monkeypatch.setattr(checks, "examine", examine)
        TemplateCheck.objects.update(taken_until=None)
        go_on(stored(check))
        return examine(*arguments)

    monkeypatch.setattr(checks, "examine", slowly)
    assert go_on(stored(check), limit_s=0).done == 3
    assert stored(check).passed


def test_a_check_that_is_over_is_not_made_again() -> None:
    check = go_on(a_check())
    assert go_on(check).report == check.report


def test_what_a_check_finds_keeps_the_version_from_passing() -> None:
    check = go_on(a_check(A_TEMPLATE))
    assert check.is_over
    assert not check.passed
    assert check.report is not None
    assert check.report["problems"][0]["says"].startswith("The template's key 'answers.1' (line 15)")


def test_the_example_for_new_templates_has_variants_for_far_more_than_are_made_up() -> None:
    """By chance two of a thousand people would have the same once in ten thousand checks."""
    assert read_site_template(EXAMPLE_TEMPLATE).size > 5_000_000_000
