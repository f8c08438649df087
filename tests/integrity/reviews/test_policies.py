"""How a course reviews is its instructors' to say."""

import math
from dataclasses import replace

import pytest

from integrity.audit.models import AuditEntry
from integrity.courses.models import Course
from integrity.reviews.domain.policies import PolicyRefused, PolicyWanted, set_policy
from integrity.reviews.models import ReviewPolicy
from integrity.reviews.policies import policy_of
from tests.integrity.reviews.cases import a_reviewed_course
from tests.integrity.rows import a_user

pytestmark = pytest.mark.django_db
WANTED = PolicyWanted(
    blind_first=True, second_percent=12.5, daily_cap=30, emergency_contact=None, legal_contact=None
)


@pytest.fixture
def course() -> Course:
    return a_reviewed_course()


def test_a_course_without_a_policy_has_the_usual_one(course: Course) -> None:
    policy = policy_of(course)
    assert (policy.blind_first, policy.second_share, policy.daily_cap) == (False, 0.0, None)
    assert not ReviewPolicy.objects.exists()


def test_a_policy_is_kept_and_logged(course: Course) -> None:
    set_policy(course, a_user("ines"), replace(WANTED, emergency_contact=a_user("rob").pk))
    policy = policy_of(Course.objects.get(pk=course.pk))
    assert (policy.blind_first, policy.second_share, policy.daily_cap) == (True, 0.125, 30)
    assert policy.emergency_contact == a_user("rob")
    assert '"second_percent":12.5' in AuditEntry.objects.latest("number").entry


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"second_percent": 101.0}, "share"),
        ({"second_percent": -1.0}, "share"),
        ({"second_percent": math.nan}, "share"),
        ({"daily_cap": 0}, "cap"),
    ],
)
def test_what_no_policy_can_be_is_refused(course: Course, wrong: dict[str, float], code: str) -> None:
    with pytest.raises(PolicyRefused) as refusal:
        set_policy(course, a_user("ines"), replace(WANTED, **wrong))
    assert refusal.value.code == code
    assert not ReviewPolicy.objects.exists()


def test_only_staff_of_the_course_can_be_named(course: Course) -> None:
    with pytest.raises(PolicyRefused):
        set_policy(course, a_user("ines"), replace(WANTED, legal_contact=a_user("sam").pk))
