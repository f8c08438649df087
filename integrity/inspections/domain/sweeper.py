"""Finds runs that fell off: their worker died, or their message was lost. Both are taken up again."""

import logging
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Count, Max, QuerySet
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
    unheard = [run for run in _rung_and_waiting() if _is_overdue(run.rung_at, run.ring_count, now)]
    OutboxRow.objects.bulk_create(OutboxRow(run=run, due_at=now) for run in unheard)
    return len(unheard)


def _rung_and_waiting() -> QuerySet[Run]:
    """Queued runs, every ring of which went out."""
    waiting = Run.objects.filter(state=RunState.QUEUED).exclude(rings__published_at__isnull=True)
    return waiting.annotate(rung_at=Max("rings__published_at"), ring_count=Count("rings")).order_by("created_at")


def _is_overdue(rung_at: datetime | None, ring_count: int, now: datetime) -> bool:
    """The wait doubles with each ring, so that a long queue is not flooded with its own echoes."""
    if rung_at is None:
        return True
    doublings = min(ring_count - 1, _MAX_DOUBLINGS)
    wait_s = min(settings.CANDOR_RING_AGAIN_S * 2**doublings, MAX_WAIT_S)
    return now - rung_at > timedelta(seconds=wait_s)
