from pathlib import Path

import pytest

from integrity.courses.models import Assignment, TemplateVersion
from integrity.demo.home import SignIn
from integrity.demo.people import settle
from integrity.demo.samples import Sample
from tests.integrity.rows import a_brief

pytestmark = pytest.mark.django_db

PEOPLE = [
    SignIn(role=role, username=name, full_name=f"{name.title()} Lind", password="for tests alone")
    for role, name in (("instructor", "ines"), ("student", "sam"))
]


def a_sample(name: str) -> Sample:
    return Sample(
        name=name,
        recording=Path(name),
        brief_toml=a_brief(title=name),
        expected_outcome="clear",
        expected_code=None,
    )


def test_a_demo_has_one_assignment_with_a_released_template_beside_its_samples() -> None:
    made = settle(PEOPLE, [a_sample("first"), a_sample("second")])
    assert [assignment.title for assignment in made] == ["first", "second"]
    version = TemplateVersion.objects.get()
    assert version.check_made.passed
    assert version.assignments.get() not in made


def test_a_demo_that_is_started_again_finds_its_own_and_more_samples_join() -> None:
    settle(PEOPLE, [a_sample("first")])
    made = settle(PEOPLE, [a_sample("first"), a_sample("second")])
    assert [assignment.title for assignment in made] == ["first", "second"]
    assert Assignment.objects.count() == 3
