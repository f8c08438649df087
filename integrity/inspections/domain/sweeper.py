"""Finds runs that fell off: their worker died, or their message was lost. Both are taken up again."""

import logging
from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db.models import Count, Exists, Max, OuterRef
from django.utils import timezone

from integrity.inspections.domain import leases
from integrity.inspections.models import OutboxRow, Run, RunState

logger = logging.getLogger(__name__)

#: However long a queue is, a run is rung for at least this often.
MAX_WAIT_S = 120.0
_MAX_DOUBLINGS = 10


def sweep() -> int:
    """One pass; how many runs were put right."""
    return _expire_silent() + _ring_again()


def _expire_silent() -> int:
    silent = Run.objects.filter(state=RunState.RUNNING, lease_until__lt=timezone.now())
    expired = [run for run in silent if leases.expire(run)]
    for run in expired:
        logger.warning("Run %s: its worker fell silent in attempt %d.", run.pk, run.attempts)
    return len(expired)


def _ring_again() -> int:
    now = timezone.now()
    unheard = [run_id for run_id, rung_at, count in _rung_and_waiting() if _is_overdue(rung_at, count, now)]
    OutboxRow.objects.bulk_create(OutboxRow(run_id=run_id, due_at=now) for run_id in unheard)
    return len(unheard)


def _rung_and_waiting() -> Iterable[tuple[UUID, datetime | None, int]]:
    """Queued runs to which no ring is owed: which, when last rung for, how often."""
    owed = OutboxRow.objects.filter(run=OuterRef("pk"), published_at__isnull=True)
    waiting = Run.objects.filter(~Exists(owed), state=RunState.QUEUED)
    rings = waiting.annotate(rung_at=Max("rings__published_at"), count=Count("rings")).order_by("created_at")
    return rings.values_list("pk", "rung_at", "count")


def _is_overdue(rung_at: datetime | None, ring_count: int, now: datetime) -> bool:
    """The wait doubles with each ring, so that a long queue is not flooded with its own echoes."""
    if rung_at is None:
        return True
    doublings = min(ring_count - 1, _MAX_DOUBLINGS)
    wait_s = min(settings.CANDOR_RING_AGAIN_S * 2**doublings, MAX_WAIT_S)
    return now - rung_at > timedelta(seconds=wait_s)
