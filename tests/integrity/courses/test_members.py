import pytest

from integrity.courses.domain.members import (
    MembersRefused,
    add_group,
    change_member,
    remove_group,
    remove_member,
)
from integrity.courses.models import Course, Membership, Role
from tests.integrity.rows import a_course, a_user

pytestmark = pytest.mark.django_db


def member_of(course: Course, name: str) -> Membership:
    return course.memberships.get(user=a_user(name))


def test_a_course_keeps_an_instructor() -> None:
    course = a_course(ines=Role.INSTRUCTOR, sam=Role.STUDENT)
    ines = member_of(course, "ines")
    with pytest.raises(MembersRefused):
        change_member(ines, a_user("ines"), role=Role.REVIEWER, groups=[])
    with pytest.raises(MembersRefused):
        remove_member(ines, a_user("ines"))
    change_member(member_of(course, "sam"), a_user("ines"), role=Role.INSTRUCTOR, groups=[])
    remove_member(ines, a_user("ines"))
    assert not course.memberships.filter(user=a_user("ines")).exists()


def test_groups_of_another_course_are_left_out() -> None:
    course, other = a_course(sam=Role.STUDENT), a_course("Other")
    own, foreign = add_group(course, " A  1 "), add_group(other, "B")
    sam = member_of(course, "sam")
    change_member(sam, a_user("ines"), role=Role.STUDENT, groups=[own.pk, foreign.pk])
    assert [group.name for group in sam.groups.all()] == ["A 1"]


@pytest.mark.parametrize(
    ("name", "code"), [("  ", "group_name"), ("x" * 81, "group_name"), ("A", "group_known")]
)
def test_a_group_has_a_name_of_its_own(name: str, code: str) -> None:
    course = a_course()
    add_group(course, "A")
    with pytest.raises(MembersRefused) as refused:
        add_group(course, name)
    assert refused.value.code == code


def test_dissolving_a_group_leaves_its_people_in_the_course() -> None:
    course = a_course(sam=Role.STUDENT)
    group = add_group(course, "A")
    member_of(course, "sam").groups.add(group)
    remove_group(group)
    assert member_of(course, "sam").groups.count() == 0
