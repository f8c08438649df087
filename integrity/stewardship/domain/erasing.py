"""Erasing a person: what would go, what has to stay and why, and that it is gone."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.contrib.sessions.models import Session
from django.db import models, transaction

from integrity.audit.domain import audit
from integrity.lib.refused import Refused
from integrity.people.models import User
from integrity.stewardship.domain.accounts import administrators, is_last_administrator
from integrity.stewardship.domain.belongings import files_of, nameless_caches, remove, remove_doomed, size_of
from integrity.stewardship.domain.closure import Rows, batched, closure_of, delete
from integrity.stewardship.domain.mentions import Mention, mentions_of
from integrity.stewardship.domain.reasons import Why, held_people, reasons_for
from integrity.stewardship.domain.scrubbing import scrub
from integrity.stewardship.models import DoomedPath
from integrity.stewardship.ties import Tie, relations_to, tie_of, uses_of_recordings
from integrity.submissions.models import Recording, Submission


class ErasureRefused(Refused):
    """The code says why: `last_administrator`, `held`, `kept` (all of it)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    submission: Submission
    why: Why


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """`whole`: also who they are goes. `rows`: how many of each kind. `files`: of files and folders, `size_bytes`
    of all in them. `mentions`: what others wrote and what has the person's name in it: it stays.
    """

    person: User
    whole: bool
    kept: tuple[Kept, ...]
    rows: dict[str, int]
    files: int
    size_bytes: int
    mentions: tuple[Mention, ...]


def plan_for(person: User) -> Plan:
    """The dry run. Raises ErasureRefused, TieUnknown."""
    return _plan(person, *_goes(person))


def erase(person: User, *, by: User | None) -> Plan:
    """Rows first, in one transaction with the list of files that are owed; then files, then the database's own.

    Raises ErasureRefused, TieUnknown; OSError and OperationalError where the last two could not be finished:
    `manage.py retain` goes on with them.
    """
    with transaction.atomic():
        list(administrators().select_for_update())
        person = User.objects.select_for_update().get(pk=person.pk)
        rows, kept = _goes(person)
        if kept and not rows:
            raise ErasureRefused("kept")
        plan = _plan(person, rows, kept)
        DoomedPath.objects.bulk_create(files_of(rows))
        delete(rows)
        if plan.whole:
            _forget_who(person)
        action = "person.erased" if plan.whole else "person.erased_in_part"
        audit.append(action, subject=f"person:{person.pk}", by=by)
    finish()
    return plan


def _plan(person: User, rows: Rows, kept: tuple[Kept, ...]) -> Plan:
    files = files_of(rows)
    return Plan(
        person=person,
        whole=not kept,
        kept=kept,
        rows={_label(model): len(rows[model]) for model in sorted(rows, key=_label) if rows[model]},
        files=len(files),
        size_bytes=size_of(Path(one.path) for one in files),
        mentions=tuple(mentions_of(person, besides=rows)) if not kept else (),
    )


def _label(model: type[models.Model]) -> str:
    return model._meta.label  # noqa: SLF001 -- documented


def finish() -> None:
    """What an erasure owes once its rows are gone; it stays owed until all of it is done."""
    owed = list(DoomedPath.objects.order_by("pk"))
    for one in owed:
        remove_doomed(one)
    for folder in nameless_caches():
        remove(folder)
    scrub()
    DoomedPath.objects.filter(pk__in=[one.pk for one in owed]).delete()


def pseudonym_of(person: User) -> str:
    """What the log and others' rows call somebody who is erased."""
    return f"erased-{person.pk}"


def rows_of(submissions: Iterable[Any]) -> Rows:
    """Of submissions, with the recordings that nobody else uses."""
    rows = closure_of({Submission: submissions})
    used = set(
        Recording.objects.filter(submissions__in=rows.get(Submission, ())).values_list("pk", flat=True)
    )
    free = used - used_elsewhere(used, rows)
    if not free:
        return rows
    return _joined(rows, closure_of({Recording: free}))


def _goes(person: User) -> tuple[Rows, tuple[Kept, ...]]:
    """Raises ErasureRefused, TieUnknown."""
    if is_last_administrator(person):
        raise ErasureRefused("last_administrator")
    if held_people().filter(person=person).exists():
        raise ErasureRefused("held")
    theirs = Submission.everything.filter(student=person).select_related("assignment__course")
    reasons = reasons_for(Submission.everything.filter(student=person))
    kept = tuple(Kept(submission=one, why=reasons[one.pk]) for one in theirs if one.pk in reasons)
    rows = rows_of([one.pk for one in theirs if one.pk not in reasons])
    return (rows if kept else _joined(rows, closure_of(_roots(person)))), kept


def _roots(person: User) -> dict[type[models.Model], set[Any]]:
    """All rows that are about the person. Raises TieUnknown."""
    roots: dict[type[models.Model], set[Any]] = {Session: _sessions_of(person)}
    for relation in relations_to(User):
        if tie_of(relation) is Tie.GOES:
            manager = relation.related_model._base_manager  # noqa: SLF001 -- documented
            found = manager.filter(**{relation.field.name: person}).values_list("pk", flat=True)
            roots.setdefault(relation.related_model, set()).update(found)
    return roots


def _sessions_of(person: User) -> set[str]:
    every = Session.objects.iterator()
    return {one.pk for one in every if one.get_decoded().get("_auth_user_id") == str(person.pk)}


def used_elsewhere(recordings: set[str], rows: Rows) -> set[str]:
    """Those that somebody keeps whose row does not go."""
    used: set[str] = set()
    for relation in uses_of_recordings():
        manager = relation.related_model._base_manager  # noqa: SLF001 -- documented
        name = relation.field.attname
        for some in batched(recordings):
            uses = manager.filter(**{f"{relation.field.name}__in": some}).values_list("pk", name)
            used |= {recording for key, recording in uses if key not in rows.get(relation.related_model, ())}
    return used


def _joined(first: Rows, second: Rows) -> Rows:
    return {
        model: first.get(model, set()) | second.get(model, set()) for model in first.keys() | second.keys()
    }


def _forget_who(person: User) -> None:
    """What they did for others keeps its author, who has no name any more."""
    for relation in relations_to(User):
        if tie_of(relation) is Tie.EMPTIED:
            manager = relation.related_model._base_manager  # noqa: SLF001 -- documented
            manager.filter(**{relation.field.name: person}).update(**{relation.field.name: None})
    person.username = pseudonym_of(person)
    person.first_name = person.last_name = person.email = ""
    person.is_active = person.is_superuser = person.is_staff = False
    person.last_login = None
    person.set_unusable_password()
    person.save()
