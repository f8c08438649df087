"""Who makes the copy of a recording. As with runs, every step is one compare-and-set: the newest token wins."""

import shutil
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from integrity.inspections.models import CopyState, Run, RunState, ViewingCopy, copies_of
from integrity.submissions.models import Recording

MAX_ATTEMPTS = 3
#: A recording that waited this long for its copy waits no longer for inspections to be done first.
PATIENCE = timedelta(minutes=10)

GAVE_UP = "The copy was begun {attempts} times and never finished."


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyLease:
    """The right to write one recording's copy, for as long as no newer token is given out."""

    recording: Recording
    token: int

    @property
    def folder(self) -> Path:
        return copies_of(self.recording) / str(self.token)


def take_copy() -> CopyLease | None:
    """The copy that is due, oldest recording first; None where there is none, or inspections wait."""
    return _take_abandoned() or _take_new()


def heartbeat(lease: CopyLease) -> bool:
    """Prolongs the lease; False where it is no longer this worker's."""
    return bool(_held_by(lease).update(lease_until=_lease_end(timezone.now())))


def give_back(lease: CopyLease) -> None:
    """The worker is told to stop: somebody else may begin at once, and the attempt does not count."""
    _held_by(lease).update(lease_until=timezone.now(), attempts=F("attempts") - 1)


def keep_copy(lease: CopyLease, facts: dict[str, Any], *, size_bytes: int) -> bool:
    """False, and nothing is kept, where a newer lease has been given out."""
    kept = _held_by(lease).update(
        state=CopyState.READY,
        lease_until=None,
        sentence="",
        facts=facts,
        folder=lease.folder.name,
        size_bytes=size_bytes,
        made_at=timezone.now(),
    )
    if kept:
        _forget_other_attempts(lease)
    return bool(kept)


def fail_copy(lease: CopyLease, sentence: str, *, permanent: bool) -> None:
    """There is no copy, and the page plays the original; or another attempt follows."""
    if permanent:
        _held_by(lease).update(state=CopyState.FAILED, lease_until=None, sentence=sentence)
    else:
        _held_by(lease).update(lease_until=timezone.now(), sentence=sentence)


def clear_copies(recordings: Collection[str]) -> None:
    """In the caller's transaction, which owes their files: what is gone is made no more, nor what never was."""
    gone: dict[str, Any] = {
        "state": CopyState.CLEARED,
        "lease_until": None,
        "folder": "",
        "facts": {},
        "size_bytes": 0,
    }
    ViewingCopy.objects.filter(recording__in=recordings).update(**gone)
    without = Recording.objects.filter(pk__in=recordings, viewing_copy__isnull=True)
    ViewingCopy.objects.bulk_create(
        [ViewingCopy(recording=one, state=CopyState.CLEARED) for one in without], ignore_conflicts=True
    )


def want_copy(recording: Recording) -> None:
    """Of one that is handed in anew, also where an earlier copy went."""
    ViewingCopy.objects.filter(recording=recording, state=CopyState.CLEARED).delete()


def _take_new() -> CopyLease | None:
    waiting = Recording.objects.filter(viewing_copy__isnull=True, submissions__isnull=False)
    now = timezone.now()
    if Run.objects.filter(state=RunState.QUEUED).exists():
        waiting = waiting.filter(stored_at__lt=now - PATIENCE)
    recording = waiting.order_by("stored_at").first()
    if recording is None:
        return None
    try:
        with transaction.atomic():
            copy = ViewingCopy.objects.create(recording=recording, lease_until=_lease_end(now))
    except IntegrityError:
        # Another worker was quicker.
        return None
    return CopyLease(recording=recording, token=copy.token)


def _take_abandoned() -> CopyLease | None:
    now = timezone.now()
    silent = ViewingCopy.objects.filter(state=CopyState.MAKING, lease_until__lt=now)
    copy = silent.select_related("recording").order_by("lease_until").first()
    if copy is None:
        return None
    same = silent.filter(pk=copy.pk, token=copy.token)
    if copy.attempts >= MAX_ATTEMPTS:
        sentence = f"{GAVE_UP.format(attempts=copy.attempts)} {copy.sentence}".strip()
        same.update(state=CopyState.FAILED, lease_until=None, sentence=sentence)
        return None
    taken = same.update(token=F("token") + 1, attempts=F("attempts") + 1, lease_until=_lease_end(now))
    return CopyLease(recording=copy.recording, token=copy.token + 1) if taken else None


def _held_by(lease: CopyLease) -> QuerySet[ViewingCopy]:
    return ViewingCopy.objects.filter(
        pk=lease.recording.pk, token=lease.token, state=CopyState.MAKING, lease_until__isnull=False
    )


def _forget_other_attempts(lease: CopyLease) -> None:
    for attempt in copies_of(lease.recording).iterdir():
        if attempt != lease.folder:
            shutil.rmtree(attempt, ignore_errors=True)


def _lease_end(now: datetime) -> datetime:
    return now + timedelta(seconds=settings.CANDOR_LEASE_S)
