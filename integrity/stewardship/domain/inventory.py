"""What workers say of themselves: which engines they have, and that they are there."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.utils import timezone

from integrity.stewardship.models import WorkerNote

#: A worker that was not heard of for so long is forgotten.
_FORGOTTEN_AFTER = timedelta(days=7)


def note_worker(
    name: str, *, engines: Sequence[dict[str, Any]], hosts: Sequence[dict[str, str]], hosts_why_not: str
) -> WorkerNote:
    """When it starts; what it said before is replaced."""
    now = timezone.now()
    WorkerNote.objects.filter(seen_at__lt=now - _FORGOTTEN_AFTER).delete()
    said = {"engines": list(engines), "hosts": list(hosts), "hosts_why_not": hosts_why_not}
    note, _ = WorkerNote.objects.update_or_create(
        name=name, defaults={**said, "started_at": now, "seen_at": now}
    )
    return note


def note_seen(name: str) -> bool:
    """False where the note is gone: the worker says again what it has."""
    return bool(WorkerNote.objects.filter(name=name).update(seen_at=timezone.now()))


def note_gone(name: str) -> None:
    """A worker that ends in order takes its note along; one that was killed leaves it to grow stale."""
    WorkerNote.objects.filter(name=name).delete()
