"""The log as it is read: by who, what and when."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from integrity.audit.models import AuditEntry
from integrity.people.models import User

#: As `by`, asks for what the site did itself.
THE_SITE = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is empty or null is not asked for. `by`: a person's number, or THE_SITE. `until` itself is left out."""

    by: int | None = None
    action: str = ""
    subject: str = ""
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """`by`: null for the site itself. `data`: as JSON."""

    entry: AuditEntry
    by: User | None
    data: str


def entries(asked: Asked) -> QuerySet[AuditEntry]:
    """Newest first."""
    found = AuditEntry.objects.order_by("-number")
    if asked.by is not None:
        found = found.filter(by=asked.by) if asked.by != THE_SITE else found.filter(by__isnull=True)
    if asked.action:
        found = found.filter(action=asked.action)
    if asked.subject:
        found = found.filter(subject=asked.subject)
    if asked.since:
        found = found.filter(at__gte=asked.since)
    return found.filter(at__lt=asked.until) if asked.until else found


def actions() -> list[str]:
    """Everything that was ever logged, by name."""
    return list(AuditEntry.objects.order_by("action").values_list("action", flat=True).distinct())


def lines_of(found: Iterable[AuditEntry]) -> list[Line]:
    """With whoever did it, in one query for all."""
    read = list(found)
    known = User.objects.in_bulk({entry.by for entry in read if entry.by is not None})
    return [Line(entry=entry, by=known.get(entry.by or 0), data=_data_of(entry)) for entry in read]


def _data_of(entry: AuditEntry) -> str:
    data: dict[str, Any] = json.loads(entry.entry)["data"]
    return json.dumps(data, ensure_ascii=False) if data else ""
