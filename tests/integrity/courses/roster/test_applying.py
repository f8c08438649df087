import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from integrity.courses.domain.roster.applying import NotAsPlanned, apply_roster
from integrity.courses.domain.roster.planning import Plan, plan_roster
from integrity.courses.domain.roster.reading import read_roster
from integrity.courses.models import Course, Membership, Role
from integrity.people.models import User
from tests.integrity.rows import a_course, a_user

pytestmark = pytest.mark.django_db


def applied(course: Course, text: str, **more: object) -> Plan:
    plan = plan_roster(course, read_roster(text))
    return apply_roster(course, text, a_user("ines"), digest=plan.digest, **more)


def people_of(course: Course) -> dict[str, tuple[str, list[str]]]:
    members = course.memberships.select_related("user")
    return {
        one.user.username: (one.role, sorted(group.name for group in one.groups.all())) for one in members
    }


def test_a_roster_is_applied_as_it_was_shown() -> None:
    course = a_course(sam=Role.STUDENT, ines=Role.INSTRUCTOR)
    applied(course, "email,login,name,role,group\n,sam,,,A\nNEW@example.org,,Ада Лунная,assistant,A|B\n")
    assert people_of(course) == {
        "ines": ("instructor", []),
        "sam": ("student", ["A"]),
        "new@example.org": ("assistant", ["A", "B"]),
    }
    new = User.objects.get(username="new@example.org")
    assert (str(new), new.email, new.institution) == ("Ада Лунная", "new@example.org", course.institution)
    assert not new.has_usable_password()


def test_the_same_roster_twice_changes_nothing_more() -> None:
    course = a_course(sam=Role.STUDENT, ines=Role.INSTRUCTOR)
    text = "email,group\na@example.org,A\nb@example.org,B\n"
    applied(course, text)
    before = people_of(course)
    assert applied(course, text).changes == ()
    assert people_of(course) == before


def test_nobody_is_removed_who_was_not_ticked() -> None:
    course = a_course(sam=Role.STUDENT, kim=Role.STUDENT, lea=Role.STUDENT, ines=Role.INSTRUCTOR)
    kim = course.memberships.get(user=a_user("kim")).pk
    ines = course.memberships.get(user=a_user("ines")).pk
    applied(course, "login\nsam\n", remove={kim, ines})
    assert set(people_of(course)) == {"sam", "lea", "ines"}


def test_what_changed_meanwhile_needs_another_look() -> None:
    course = a_course(sam=Role.STUDENT, ines=Role.INSTRUCTOR)
    plan = plan_roster(course, read_roster("login\nnew\n"))
    Membership.objects.create(course=course, user=a_user("kim"), role=Role.STUDENT)
    with pytest.raises(NotAsPlanned):
        apply_roster(course, "login\nnew\n", a_user("ines"), digest=plan.digest)
    assert not User.objects.filter(username="new").exists()


def test_many_people_take_few_queries() -> None:
    course = a_course(ines=Role.INSTRUCTOR)
    text = "email,group\n" + "".join(f"p{number}@example.org,G{number % 9}\n" for number in range(1000))
    with CaptureQueriesContext(connection) as queries:
        applied(course, text)
    assert course.memberships.count() == 1001
    assert len(queries) < 60
