import json
from dataclasses import asdict
from pathlib import Path

import pytest

from integrity.courses.models import Assignment, TemplateVersion
from integrity.demo.home import ADMINISTRATOR, SignIn, sign_ins
from integrity.demo.people import settle
from integrity.demo.samples import Sample
from integrity.people.models import User
from tests.integrity.rows import a_brief

pytestmark = pytest.mark.django_db

PEOPLE = [
    SignIn(role=role, username=name, full_name=f"{name.title()} Lind", password="for tests alone")
    for role, name in (("instructor", "ines"), ("student", "sam"), (ADMINISTRATOR, "ada"))
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


def test_a_demo_s_administrator_is_in_no_course() -> None:
    settle(PEOPLE, [])
    ada = User.objects.get(username="ada")
    assert (ada.is_superuser, ada.loopback_only, ada.memberships.count()) == (True, True, 0)
    assert not User.objects.get(username="ines").is_superuser


def test_a_home_of_before_keeps_its_passwords_and_gets_who_is_new(tmp_path: Path) -> None:
    first = sign_ins(tmp_path)
    assert [person.role for person in first] == ["instructor", "student", "reviewer", "administrator"]
    assert sign_ins(tmp_path) == first
    signins = tmp_path / "signins.json"
    signins.write_text(json.dumps([asdict(person) for person in first[:3]]))
    again = sign_ins(tmp_path)
    assert again[:3] == first[:3]
    assert again[3].password != first[3].password
    assert signins.stat().st_mode & 0o777 == 0o600
