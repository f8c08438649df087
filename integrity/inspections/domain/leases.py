"""Who may work on a run. Every step is one compare-and-set on the row: the newest token wins."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from integrity.inspections.models import OutboxRow, Run, RunState
from workers.progress import Progress

MAX_ATTEMPTS = 3

GAVE_UP = "The inspection was begun {attempts} times and never finished. The last one ended so: {sentence}"
STOPPED_ANSWERING = "The worker stopped answering."


@dataclass(frozen=True, slots=True, kw_only=True)
class Lease:
    """The right to write one run's result, for as long as no newer token is given out."""

    run_id: UUID
    token: int
    attempt: int


def take(run_id: UUID) -> Lease | None:
    """The lease on a run that waits or whose worker fell silent; None where there is nothing to do."""
    run = Run.objects.filter(pk=run_id).only("token", "attempts").first()
    if run is None:
        return None
    now = timezone.now()
    free = Q(state=RunState.QUEUED) | Q(state=RunState.RUNNING, lease_until__lt=now)
    taken = Run.objects.filter(free, pk=run_id, token=run.token, attempts__lt=MAX_ATTEMPTS).update(
        state=RunState.RUNNING,
        token=F("token") + 1,
        attempts=F("attempts") + 1,
        lease_until=_lease_end(now),
        heartbeat_at=now,
        stage="",
        fraction=0.0,
    )
    return Lease(run_id=run_id, token=run.token + 1, attempt=run.attempts + 1) if taken else None


def heartbeat(lease: Lease, progress: Progress) -> bool:
    """Prolongs the lease and notes how far the work is; False where it is no longer this worker's."""
    now = timezone.now()
    return bool(
        held_by(lease).update(
            lease_until=_lease_end(now),
            heartbeat_at=now,
            stage=progress.stage[:50],
            fraction=progress.fraction,
        )
    )


def give_back(lease: Lease) -> bool:
    """The worker is told to stop: the run waits again, and the attempt does not count."""
    with transaction.atomic():
        returned = held_by(lease).update(
            state=RunState.QUEUED, attempts=F("attempts") - 1, lease_until=None, stage="", fraction=0.0
        )
        if returned:
            _owe_ring(lease.run_id, wait_s=0.0)
    return bool(returned)


def fail(lease: Lease, sentence: str, *, permanent: bool) -> bool:
    """This attempt ended without a report: another follows, or a person has to look.

    False where the run is no longer this worker's.
    """
    with transaction.atomic():
        if permanent:
            return _needs_attention(held_by(lease), sentence)
        return _try_again(held_by(lease), lease.run_id, lease.attempt, sentence)


def expire(run: Run) -> bool:
    """Takes a run from a worker that fell silent. False where it spoke up, or another sweeper was first."""
    with transaction.atomic():
        silent = Run.objects.filter(
            pk=run.pk, token=run.token, state=RunState.RUNNING, lease_until__lt=timezone.now()
        )
        return _try_again(silent, run.pk, run.attempts, STOPPED_ANSWERING)


def held_by(lease: Lease) -> QuerySet[Run]:
    """The run as one row, while the lease's token is the newest; empty afterwards."""
    return Run.objects.filter(pk=lease.run_id, token=lease.token, state=RunState.RUNNING)


def _try_again(runs: QuerySet[Run], run_id: UUID, attempts: int, sentence: str) -> bool:
    if attempts >= MAX_ATTEMPTS:
        return _needs_attention(runs, GAVE_UP.format(attempts=attempts, sentence=sentence))
    queued = runs.update(state=RunState.QUEUED, lease_until=None, stage="", fraction=0.0)
    if queued:
        _owe_ring(run_id, wait_s=settings.CANDOR_RETRY_S * 4 ** (attempts - 1))
    return bool(queued)


def _needs_attention(runs: QuerySet[Run], sentence: str) -> bool:
    return bool(
        runs.update(
            state=RunState.NEEDS_ATTENTION,
            sentence=sentence,
            lease_until=None,
            finished_at=timezone.now(),
        )
    )


def _owe_ring(run_id: UUID, *, wait_s: float) -> None:
    OutboxRow.objects.create(run_id=run_id, due_at=timezone.now() + timedelta(seconds=wait_s))


def _lease_end(now: datetime) -> datetime:
    return now + timedelta(seconds=settings.CANDOR_LEASE_S)
