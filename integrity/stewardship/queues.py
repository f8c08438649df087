"""What waits and what runs, by queue; what stopped and needs a person."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import OuterRef, QuerySet, Subquery

from integrity.inspections.domain.doorbell import QUEUES, queue_for
from integrity.inspections.models import Run, RunState


@dataclass(frozen=True, slots=True, kw_only=True)
class Queue:
    """`oldest_at`: since when the oldest of those that wait does so; null where none waits."""

    name: str
    waiting: int
    running: int
    oldest_at: datetime | None
    #: The running one whose worker was heard of longest ago.
    unheard_since: datetime | None


def queues() -> list[Queue]:
    """Every queue there is, also the empty ones."""
    under_way = Run.objects.filter(state__in=[RunState.QUEUED, RunState.RUNNING])
    rows = under_way.order_by("created_at").values_list("state", "brief_toml", "created_at", "heartbeat_at")
    of: dict[str, list[tuple[str, datetime, datetime | None]]] = {name: [] for name in QUEUES}
    for state, brief_toml, created_at, heard_at in rows.iterator():
        of.setdefault(queue_for(brief_toml), []).append((state, created_at, heard_at))
    return [_queue(name, members) for name, members in of.items()]


def _queue(name: str, members: list[tuple[str, datetime, datetime | None]]) -> Queue:
    waiting = [created_at for state, created_at, _ in members if state == RunState.QUEUED]
    heard = [heard_at for state, _, heard_at in members if state == RunState.RUNNING and heard_at]
    return Queue(
        name=name,
        waiting=len(waiting),
        running=sum(state == RunState.RUNNING for state, _, _ in members),
        oldest_at=min(waiting, default=None),
        unheard_since=min(heard, default=None),
    )


def failed_runs() -> QuerySet[Run]:
    """Those that are the newest of their submission, newest first: others were tried again since."""
    newest = Run.objects.filter(submission=OuterRef("submission")).order_by("-created_at").values("pk")[:1]
    failed = Run.objects.filter(state=RunState.NEEDS_ATTENTION, pk=Subquery(newest))
    return failed.select_related("submission__assignment__course").order_by("-finished_at", "pk")
