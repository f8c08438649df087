"""What has been kept for as long as the rules say: what would go, what stays all the same, and that it is gone."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone

from integrity.audit.domain import audit
from integrity.inspections.models import Run, run_folder
from integrity.people.models import User
from integrity.stewardship.domain.belongings import files_of, size_of
from integrity.stewardship.domain.closure import Rows, batched, closure_of, delete
from integrity.stewardship.domain.erasing import finish, rows_of, used_elsewhere
from integrity.stewardship.domain.reasons import Why, reasons_for
from integrity.stewardship.models import Artefact, Cleared, DoomedPath, RetentionRule
from integrity.stewardship.ties import relations_to
from integrity.submissions.models import Recording, Submission
from workers.redaction import FOR_STUDENT

#: Folders beside a report, by artefact.
_BESIDE_REPORTS = {Artefact.TRACKS: ("tracks",), Artefact.EVIDENCE: ("evidence", FOR_STUDENT)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """One artefact: whose goes (submissions; none for the cache, which is nobody's), and which files.

    `kept`: how many stay although they are old enough, by reason.
    """

    artefact: Artefact
    days: int
    submissions: tuple[Submission, ...] = ()
    files: tuple[DoomedPath, ...] = ()
    kept: dict[Why, int] = field(default_factory=dict)

    @property
    def size_bytes(self) -> int:
        return size_of(Path(one.path) for one in self.files)


def set_rule(artefact: Artefact, days: int | None, *, by: User) -> None:
    """None: it stays until somebody erases it."""
    with transaction.atomic():
        if days is None:
            RetentionRule.objects.filter(artefact=artefact).delete()
        else:
            said = {"days": days, "changed_by": by}
            RetentionRule.objects.update_or_create(artefact=artefact, defaults=said)
        audit.append("retention.changed", subject=f"retention:{artefact}", by=by, days=days)


def due() -> list[Due]:
    """The dry run, in the order in which it goes."""
    days = dict(RetentionRule.objects.values_list("artefact", "days"))
    return [_due(artefact, days[artefact]) for artefact in Artefact if artefact in days]


def retain(*, by: User | None) -> list[Due]:
    """What went. Also finishes what an erasure still owed. Raises OSError, OperationalError as `erase` does."""
    went = due()
    for one in went:
        _clear(one, by)
    if DoomedPath.objects.exists():
        finish()
    return went


def _due(artefact: Artefact, days: int) -> Due:
    before = timezone.now() - timedelta(days=days)
    if artefact == Artefact.CACHE:
        return Due(artefact=artefact, days=days, files=tuple(_old_caches(before)))
    old = Submission.everything.filter(created_at__lt=before)
    if artefact != Artefact.SUBMISSION:
        old = old.exclude(cleared__artefact=artefact)
    reasons = reasons_for(old)
    going = [one for one in old.select_related("recording") if one.pk not in reasons]
    if artefact == Artefact.RECORDING:
        shared = _shared(going)
        reasons |= {one.pk: Why.SHARED for one in going if one.recording_id in shared}
        going = [one for one in going if one.recording_id not in shared]
    kept = dict(Counter(reasons.values()))
    files = tuple(_files(artefact, going))
    return Due(artefact=artefact, days=days, submissions=tuple(going), files=files, kept=kept)


def _shared(going: list[Submission]) -> set[str]:
    """Recordings that another submission still needs: one that neither goes nor was cleared."""
    recordings = {one.recording_id for one in going}
    cleared = Cleared.objects.filter(artefact=Artefact.RECORDING, submission__recording__in=recordings)
    past = {one.pk for one in going} | set(cleared.values_list("submission", flat=True))
    return used_elsewhere(recordings, {Submission: past})


def _files(artefact: Artefact, going: Iterable[Submission]) -> Iterable[DoomedPath]:
    keys = [one.pk for one in going]
    if artefact == Artefact.SUBMISSION:
        return files_of(rows_of(keys))
    if artefact == Artefact.RECORDING:
        return files_of({Recording: {one.recording_id for one in going}})
    folders = (
        path
        for run in _runs_of(keys)
        for name in _BESIDE_REPORTS[artefact]
        for path in run_folder(run).glob(f"*/{name}")
    )
    return [DoomedPath(path=str(path)) for path in folders]


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
            notes = [Cleared(submission_id=key, artefact=one.artefact) for key in keys]
            Cleared.objects.bulk_create(notes, ignore_conflicts=True)
        if one.artefact == Artefact.RECORDING:
            delete(_made_from({submission.recording_id for submission in one.submissions}))
        told = {"days": one.days, "submissions": len(keys)}
        audit.append("artefacts.cleared", subject=f"retention:{one.artefact}", by=by, **told)


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
