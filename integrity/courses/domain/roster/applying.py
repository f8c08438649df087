"""Doing what a roster's plan says, as a person confirmed it, whole or not at all."""

from collections.abc import Collection, Iterable

from django.db import transaction

from integrity.audit.domain import audit
from integrity.courses.domain.arrangements import ways_of
from integrity.courses.domain.roster.planning import Entry, Kind, Plan, plan_roster
from integrity.courses.domain.roster.reading import read_roster
from integrity.courses.models import Course, Group, Membership
from integrity.people.models import User


class NotAsPlanned(Exception):
    """Meanwhile something else would change than the person was shown."""


@transaction.atomic
def apply_roster(course: Course, text: str, by: User, *, digest: str, remove: Collection[int] = ()) -> Plan:
    """`remove`: ids of memberships that the person ticked, of those whom the file does not name.

    Raises NotAsPlanned and RosterUnreadable.
    """
    Course.objects.select_for_update().only("pk").get(pk=course.pk)
    plan = plan_roster(course, read_roster(text))
    if plan.digest != digest:
        raise NotAsPlanned
    groups = _groups(course, plan.new_groups)
    _add(course, [one for one in plan.entries if one.was is None], groups)
    for entry in plan.of_kind(Kind.CHANGED):
        _change(entry, groups)
    leaving = [one.pk for one in plan.absent if one.pk in set(remove)]
    Membership.objects.filter(pk__in=leaving).delete()
    counts = {kind.value: len(plan.of_kind(kind)) for kind in Kind}
    audit.append("roster.applied", subject=f"course:{course.pk}", by=by, removed=len(leaving), **counts)
    return plan


def _groups(course: Course, new: Iterable[str]) -> dict[str, Group]:
    Group.objects.bulk_create(Group(course=course, name=name) for name in new)
    return {group.name: group for group in course.groups.all()}


def _add(course: Course, entries: list[Entry], groups: dict[str, Group]) -> None:
    users = _accounts(course, entries)
    ways = ways_of(course.institution, users)
    made = Membership.objects.bulk_create(
        Membership(course=course, user=user, role=entry.role, accommodations=ways.get(user.pk, []))
        for entry, user in zip(entries, users, strict=True)
    )
    through = Membership.groups.through
    through.objects.bulk_create(
        through(membership=member, group=groups[name])
        for entry, member in zip(entries, made, strict=True)
        for name in entry.groups
    )


def _accounts(course: Course, entries: list[Entry]) -> list[User]:
    """Those that there are, and new ones that cannot sign in until they are given a way to."""
    new = {entry.row.key: _new_account(course, entry) for entry in entries if entry.user is None}
    User.objects.bulk_create(new.values())
    return [entry.user or new[entry.row.key] for entry in entries]


def _new_account(course: Course, entry: Entry) -> User:
    """The name as it is written: which part is the family's is not guessed."""
    user = User(
        username=entry.row.key,
        email=entry.row.email,
        last_name=entry.row.name,
        institution_id=course.institution_id,
    )
    user.set_unusable_password()
    return user


def _change(entry: Entry, groups: dict[str, Group]) -> None:
    member = entry.was
    assert member is not None
    if member.role != entry.role:
        member.role = entry.role
        member.save(update_fields=["role"])
    if entry.groups != entry.old_groups:
        member.groups.set([groups[name] for name in entry.groups])
