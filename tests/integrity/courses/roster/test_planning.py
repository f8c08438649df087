import pytest

from integrity.courses.domain.roster.planning import Kind, Plan, plan_roster
from integrity.courses.domain.roster.reading import read_roster
from integrity.courses.models import Course, Role
from integrity.people.models import Institution, User
from tests.integrity.rows import a_course, a_user

pytestmark = pytest.mark.django_db


def planned(course: Course, text: str) -> Plan:
    return plan_roster(course, read_roster(text))


def kinds(plan: Plan) -> dict[str, Kind]:
    return {entry.row.key: entry.kind for entry in plan.entries}


def codes(plan: Plan) -> list[tuple[int, str]]:
    return [(one.line, one.code) for one in plan.problems]


def a_class() -> Course:
    return a_course(sam=Role.STUDENT, ines=Role.INSTRUCTOR)


def test_each_person_is_new_or_joins_or_changes_or_stays() -> None:
    course = a_class()
    a_user("kim")
    text = "login,role\nnew,student\nkim,student\nsam,assistant\nines,instructor\n"
    expected = {"new": Kind.NEW, "kim": Kind.ADDED, "sam": Kind.CHANGED, "ines": Kind.SAME}
    assert kinds(planned(course, text)) == expected


def test_a_person_is_found_by_an_address_in_capitals() -> None:
    course = a_class()
    User.objects.filter(username="sam").update(email="Sam@Example.org")
    plan = planned(course, "email\nSAM@EXAMPLE.ORG\n")
    assert [(entry.user, entry.kind) for entry in plan.entries] == [(a_user("sam"), Kind.SAME)]


def test_a_file_without_roles_and_groups_changes_none() -> None:
    course = a_class()
    member = course.memberships.get(user=a_user("sam"))
    member.groups.add(course.groups.create(name="A"))
    assert planned(course, "login\nsam\n").changes == ()
    changed = planned(course, "login,group\nsam,\n").changes
    assert [(entry.old_groups, entry.groups) for entry in changed] == [(("A",), ())]


def test_whoever_is_not_in_the_file_is_listed_and_staff_are_not() -> None:
    course = a_course(sam=Role.STUDENT, kim=Role.STUDENT, ines=Role.INSTRUCTOR, rosa=Role.REVIEWER)
    plan = planned(course, "login\nsam\n")
    assert [str(member.user) for member in plan.absent] == ["Kim"]


def test_while_a_line_cannot_be_used_nobody_is_offered_for_removal() -> None:
    course = a_course(sam=Role.STUDENT, kim=Role.STUDENT)
    plan = planned(course, "email,login\n,sam\nnonsense,\n")
    assert codes(plan) == [(3, "email")]
    assert plan.absent == ()


def test_a_roster_does_not_demote_an_instructor() -> None:
    assert codes(planned(a_class(), "login,role\nines,student\n")) == [(2, "is_instructor")]


def test_people_of_another_institution_are_not_added() -> None:
    course = a_class()
    a_user("pat")
    User.objects.filter(username="pat").update(institution=Institution.objects.create(name="South"))
    assert codes(planned(course, "login\npat\n")) == [(2, "elsewhere")]


def test_two_lines_that_mean_one_person_are_a_problem() -> None:
    course = a_class()
    User.objects.filter(username="sam").update(email="s@example.org")
    plan = planned(course, "login,email\nsam,\n,s@example.org\n")
    assert codes(plan) == [(3, "same_person")]


def test_an_address_of_several_people_needs_a_login() -> None:
    course = a_class()
    for name in ("kim", "pat"):
        a_user(name)
        User.objects.filter(username=name).update(email="shared@example.org")
    assert codes(planned(course, "email\nshared@example.org\n")) == [(2, "several")]


def test_what_cannot_be_a_login_is_no_new_account() -> None:
    assert codes(planned(a_class(), "login\nno spaces\n")) == [(2, "login")]
