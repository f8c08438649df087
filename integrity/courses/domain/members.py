"""Changing who is what in a course, one person at a time, and its groups."""

from collections.abc import Collection

from django.db import transaction

from integrity.audit.domain import audit
from integrity.courses.models import Course, Group, Membership, Role
from integrity.lib.refused import Refused
from integrity.people.models import User

_MAX_GROUP_CHARS = 80


class MembersRefused(Refused):
    """The code says why (`last_instructor`, `group_name`, `group_known`); the page says it in words."""


@transaction.atomic
def change_member(member: Membership, by: User, *, role: Role, groups: Collection[int]) -> None:
    """`groups`: ids; those of other courses are left out. Raises MembersRefused."""
    if role != Role.INSTRUCTOR:
        _refuse_last_instructor(member)
    before = member.role
    member.role = role
    member.save(update_fields=["role"])
    member.groups.set(Group.objects.filter(course=member.course_id, pk__in=groups))
    audit.append(
        "member.changed",
        subject=_subject(member.course),
        by=by,
        user=member.user_id,
        before=before,
        after=role,
    )


@transaction.atomic
def remove_member(member: Membership, by: User) -> None:
    """What they handed in stays, and their place: codes hang on it. Raises MembersRefused."""
    _refuse_last_instructor(member)
    audit.append(
        "member.removed", subject=_subject(member.course), by=by, user=member.user_id, before=member.role
    )
    member.delete()


def add_group(course: Course, name: str) -> Group:
    """Raises MembersRefused."""
    clean = " ".join(name.replace("\0", "").split())
    if not clean or len(clean) > _MAX_GROUP_CHARS:
        raise MembersRefused("group_name")
    group, is_new = Group.objects.get_or_create(course=course, name=clean)
    if not is_new:
        raise MembersRefused("group_known")
    return group


def remove_group(group: Group) -> None:
    """Its people stay in the course; its assistants see them no more."""
    group.delete()


def _refuse_last_instructor(member: Membership) -> None:
    """Locked, so that two who leave at once do not leave a course to nobody."""
    Course.objects.select_for_update().only("pk").get(pk=member.course_id)
    others = Membership.objects.filter(course=member.course_id, role=Role.INSTRUCTOR).exclude(pk=member.pk)
    if member.role == Role.INSTRUCTOR and not others.exists():
        raise MembersRefused("last_instructor")


def _subject(course: Course) -> str:
    """The course's name in the log."""
    return f"course:{course.pk}"
