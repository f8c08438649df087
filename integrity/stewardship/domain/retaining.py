"""What has been kept for as long as the rules say: what would go, what stays all the same, and that it is gone."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import models, transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from integrity.audit.domain import audit
from integrity.courses.models import Course
from integrity.inspections.domain.copies import clear_copies
from integrity.inspections.models import Run, copies_of, run_folder
from integrity.people.models import User
from integrity.stewardship.domain.belongings import files_of, size_of
from integrity.stewardship.domain.closure import Rows, batched, closure_of, delete
from integrity.stewardship.domain.erasing import finish, rows_of, used_elsewhere
from integrity.stewardship.domain.reasons import Why, reasons_for
from integrity.stewardship.domain.rules import Rules, all_rules
from integrity.stewardship.models import Artefact, Cleared, CourseRule, DoomedPath
from integrity.stewardship.ties import relations_to
from integrity.submissions.models import Recording, Submission
from workers.redaction import FOR_STUDENT

#: One of a recording, whoever handed it in.
_OF_RECORDINGS = frozenset({Artefact.COPY, Artefact.RECORDING})
#: Folders beside a report, by artefact.
_BESIDE_REPORTS = {Artefact.TRACKS: ("tracks",), Artefact.EVIDENCE: ("evidence", FOR_STUDENT)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Sooner:
    """A course whose own rule is shorter than the site's, and how much of it goes."""

    course: Course
    days: int
    submissions: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """One artefact: whose goes (submissions; none for the cache, which is nobody's), and which files.

    `days`: the site's rule, null where only courses have one. `kept`: how many stay although they are old enough,
    by reason.
    """

    artefact: Artefact
    days: int | None
    sooner: tuple[Sooner, ...] = ()
    submissions: tuple[Submission, ...] = ()
    files: tuple[DoomedPath, ...] = ()
    kept: dict[Why, int] = field(default_factory=dict)

    @property
    def size_bytes(self) -> int:
        return size_of(Path(one.path) for one in self.files)


def due() -> list[Due]:
    """The dry run, in the order in which it goes. What no rule is about is not in it."""
    rules = all_rules()
    return [one for artefact in Artefact if (one := _due(artefact, rules)) is not None]


def retain(*, by: User | None) -> list[Due]:
    """What went. Also finishes what an erasure still owed. Raises OSError, OperationalError as `erase` does."""
    went = due()
    for one in went:
        _clear(one, by)
    if DoomedPath.objects.exists():
        finish()
    return went


def _due(artefact: Artefact, rules: Rules) -> Due | None:
    now, days = timezone.now(), rules.site.get(artefact)
    if artefact == Artefact.CACHE and days is not None:
        files = tuple(_old_caches(now - timedelta(days=days)))
        return Due(artefact=artefact, days=days, files=files)
    is_old = rules.old_enough(artefact, now)
    if is_old is None:
        return None
    old = Submission.everything.filter(is_old)
    if artefact != Artefact.SUBMISSION:
        old = old.exclude(Exists(_cleared_since_inspected(artefact)))
    reasons = reasons_for(old)
    going = [one for one in old.select_related("recording", "assignment") if one.pk not in reasons]
    if artefact in _OF_RECORDINGS:
        shared = _shared(artefact, going)
        reasons |= {one.pk: Why.SHARED for one in going if one.recording_id in shared}
        going = [one for one in going if one.recording_id not in shared]
    return Due(
        artefact=artefact,
        days=days,
        sooner=tuple(_sooner(rules.sooner(artefact), going)),
        submissions=tuple(going),
        files=tuple(_files(artefact, going)),
        kept=dict(Counter(reasons.values())),
    )


def _cleared_since_inspected(artefact: Artefact) -> QuerySet[Cleared]:
    """Of a submission; not where an inspection has written it anew."""
    cleared = Cleared.objects.filter(submission=OuterRef("pk"), artefact=artefact)
    if artefact in _OF_RECORDINGS:
        return cleared
    later = Run.objects.filter(submission=OuterRef("submission"), finished_at__gt=OuterRef("at"))
    return cleared.filter(~Exists(later))


def _sooner(rules: Iterable[CourseRule], going: Iterable[Submission]) -> Iterator[Sooner]:
    goes = Counter(one.assignment.course_id for one in going)
    return (Sooner(course=rule.course, days=rule.days, submissions=goes[rule.course_id]) for rule in rules)


def _shared(artefact: Artefact, going: list[Submission]) -> set[str]:
    """Recordings that another submission still needs: one that neither goes nor was cleared."""
    recordings = {one.recording_id for one in going}
    cleared = Cleared.objects.filter(artefact=artefact, submission__recording__in=recordings)
    past = {one.pk for one in going} | set(cleared.values_list("submission", flat=True))
    return used_elsewhere(recordings, {Submission: past})


def _files(artefact: Artefact, going: Iterable[Submission]) -> Iterable[DoomedPath]:
    keys = [one.pk for one in going]
    if artefact == Artefact.SUBMISSION:
        return files_of(rows_of(keys))
    if artefact == Artefact.RECORDING:
        return files_of({Recording: {one.recording_id for one in going}})
    paths = {copies_of(one.recording) for one in going} if artefact == Artefact.COPY else set()
    if artefact == Artefact.TRACKS:
        # What is kept of perception is the same, for another use.
        paths = {settings.CANDOR_CACHE / one.recording_id for one in going}
    for run in _runs_of(keys):
        for name in _BESIDE_REPORTS.get(artefact, ()):
            paths.update(run_folder(run).glob(f"*/{name}"))
    return [DoomedPath(path=str(path)) for path in sorted(paths) if path.exists()]


def _runs_of(keys: Iterable[UUID]) -> Iterator[UUID]:
    for some in batched(keys):
        yield from Run.objects.filter(submission__in=some).values_list("pk", flat=True)


def _old_caches(before: datetime) -> Iterable[DoomedPath]:
    """By when they were written last; a cache may be emptied at any time."""
    cache: Path = settings.CANDOR_CACHE
    folders = sorted(path for path in cache.iterdir() if path.is_dir()) if cache.is_dir() else []
    return [DoomedPath(path=str(path)) for path in folders if path.stat().st_mtime < before.timestamp()]


def _clear(one: Due, by: User | None) -> None:
    """Rows and what is owed in one transaction, and a line of the log that says how much, not whose."""
    if not one.submissions and not one.files:
        return
    keys = [submission.pk for submission in one.submissions]
    with transaction.atomic():
        DoomedPath.objects.bulk_create(one.files)
        if one.artefact == Artefact.SUBMISSION:
            delete(rows_of(keys))
        else:
            _note_cleared(one.artefact, keys)
        recordings = {submission.recording_id for submission in one.submissions}
        if one.artefact == Artefact.RECORDING:
            delete(_made_from(recordings))
        if one.artefact == Artefact.COPY:
            clear_copies(recordings)
        told: dict[str, Any] = {"days": one.days, "submissions": len(keys)}
        if one.sooner:
            told["courses"] = {str(sooner.course.pk): sooner.days for sooner in one.sooner}
        audit.append("artefacts.cleared", subject=f"retention:{one.artefact}", by=by, **told)


def _note_cleared(artefact: Artefact, keys: Iterable[UUID]) -> None:
    notes = [Cleared(submission_id=key, artefact=artefact) for key in keys]
    Cleared.objects.bulk_create(
        notes, update_conflicts=True, unique_fields=["submission", "artefact"], update_fields=["at"]
    )


def _made_from(recordings: set[str]) -> Rows:
    """Rows of what was made from recordings, whose files go with them."""
    rows: Rows = {}
    for relation in relations_to(Recording):
        if relation.on_delete is models.CASCADE:
            found = relation.related_model._base_manager.filter(  # noqa: SLF001 -- documented
                **{f"{relation.field.name}__in": recordings}
            )
            rows |= closure_of({relation.related_model: found.values_list("pk", flat=True)})
    return rows
