"""A roster's rows and a course → what would change. Nothing is changed here."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from django.contrib.auth.validators import UnicodeUsernameValidator
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.db.models.functions import Lower

from integrity.courses.domain.roster.reading import Problem, RosterFile, RosterRow
from integrity.courses.models import Course, Membership, Role
from integrity.people.models import User

#: Of how many people the database is asked at once.
_AT_ONCE = 500


class Kind(StrEnum):
    #: Nobody signs in by this name yet.
    NEW = "new"
    #: Known on the site, not in the course.
    ADDED = "added"
    CHANGED = "changed"
    SAME = "same"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One person. `role` and `groups` are what they will be; `was` is the membership that there is."""

    row: RosterRow
    kind: Kind
    user: User | None
    was: Membership | None
    old_groups: tuple[str, ...]
    role: Role
    groups: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """`absent`: students and assistants whom the file does not name. They stay unless a person says otherwise."""

    entries: tuple[Entry, ...]
    problems: tuple[Problem, ...]
    absent: tuple[Membership, ...]
    new_groups: tuple[str, ...]

    @property
    def changes(self) -> tuple[Entry, ...]:
        return tuple(entry for entry in self.entries if entry.kind is not Kind.SAME)

    def of_kind(self, kind: Kind) -> tuple[Entry, ...]:
        return tuple(entry for entry in self.entries if entry.kind is kind)

    @property
    def digest(self) -> str:
        """By which a confirmation says what it confirms."""
        parts = [f"{one.row.key}\t{one.kind}\t{one.role}\t{'|'.join(one.groups)}" for one in self.entries]
        parts += [f"absent\t{one.pk}" for one in self.absent]
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def plan_roster(course: Course, file: RosterFile) -> Plan:
    people = _People(file.rows)
    members = {
        member.user_id: member
        for member in course.memberships.select_related("user").prefetch_related("groups")
    }
    entries: list[Entry] = []
    problems = list(file.problems)
    seen: dict[int, int] = {}
    for row in file.rows:
        found = people.matching(row)
        code = _fault(course, row, found, members, seen)
        if code:
            problems.append(Problem(line=row.line, code=code, text=row.key))
            continue
        user = found[0] if found else None
        if user:
            seen[user.pk] = row.line
        entries.append(_entry(row, user, members.get(user.pk) if user else None))
    named = {user.pk for row in file.rows for user in people.matching(row)}
    return Plan(
        entries=tuple(entries),
        problems=tuple(sorted(problems, key=lambda problem: problem.line)),
        # While lines cannot be read nobody knows whether they name somebody.
        absent=() if problems else _absent(members.values(), named),
        new_groups=_new_groups(course, entries),
    )


class _People:
    """Everybody whom the rows may mean, by what they sign in with and by address in small letters."""

    def __init__(self, rows: Iterable[RosterRow]) -> None:
        self._by_login: dict[str, User] = {}
        self._by_email: dict[str, list[User]] = {}
        keys = sorted({key for row in rows for key in (row.login, row.email) if key})
        for start in range(0, len(keys), _AT_ONCE):
            self._note(keys[start : start + _AT_ONCE])

    def _note(self, keys: list[str]) -> None:
        people = User.objects.annotate(address=Lower("email"))
        for user in people.filter(Q(username__in=keys) | Q(address__in=keys)).order_by("pk"):
            self._by_login[user.username] = user
            known = self._by_email.setdefault(user.email.lower(), [])
            if user not in known:
                known.append(user)

    def matching(self, row: RosterRow) -> list[User]:
        """By login where the file has it; else by address, and by that as a login."""
        if row.login:
            return [self._by_login[row.login]] if row.login in self._by_login else []
        return self._by_email.get(row.email) or [
            self._by_login[key] for key in (row.email,) if key in self._by_login
        ]


def _fault(
    course: Course, row: RosterRow, found: list[User], members: dict[int, Membership], seen: dict[int, int]
) -> str:
    """Why the row cannot be used; empty where it can."""
    if len(found) > 1:
        return "several"
    if not found:
        return "" if _is_login(row.key) else "login"
    user = found[0]
    if user.pk in seen:
        return "same_person"
    if user.institution_id not in {None, course.institution_id}:
        return "elsewhere"
    was = members.get(user.pk)
    is_demoted = was is not None and was.role == Role.INSTRUCTOR and row.role not in {None, Role.INSTRUCTOR}
    return "is_instructor" if is_demoted else ""


def _is_login(text: str) -> bool:
    try:
        UnicodeUsernameValidator()(text)
    except ValidationError:
        return False
    return True


def _entry(row: RosterRow, user: User | None, was: Membership | None) -> Entry:
    old_groups = tuple(sorted(group.name for group in was.groups.all())) if was else ()
    role = row.role or (Role(was.role) if was else Role.STUDENT)
    groups = old_groups if row.groups is None else tuple(sorted(row.groups))
    is_same = was is not None and (was.role, old_groups) == (role, groups)
    if user is None:
        kind = Kind.NEW
    elif was is None:
        kind = Kind.ADDED
    else:
        kind = Kind.SAME if is_same else Kind.CHANGED
    return Entry(row=row, kind=kind, user=user, was=was, old_groups=old_groups, role=role, groups=groups)


def _absent(members: Iterable[Membership], named: set[int]) -> tuple[Membership, ...]:
    listed = {Role.STUDENT, Role.ASSISTANT}
    return tuple(one for one in members if one.role in listed and one.user_id not in named)


def _new_groups(course: Course, entries: Iterable[Entry]) -> tuple[str, ...]:
    known = set(course.groups.values_list("name", flat=True))
    return tuple(sorted({name for entry in entries for name in entry.groups} - known))
