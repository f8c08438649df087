"""The log of who did what when: only appended to, each entry chained to the one before it by its hash."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from integrity.audit.models import AuditEntry, AuditHead
from integrity.people.models import User

#: What the first entry is chained to.
START = "0" * 64
_HEAD = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Broken:
    """The first place where the log is not what was written."""

    number: int
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """Where the log ends. Kept elsewhere, it shows that nobody wrote the whole log anew."""

    number: int
    sha256: str


def append(action: str, *, subject: str, by: User | None, **data: Any) -> AuditEntry:
    """In the transaction of what it tells of, as its last lock: others wait until that ends.

    `by` None: the site itself. `data` is JSON without names or texts of people: the log is kept when they
    are erased. Of a text its digest shows later that it is what was written.
    """
    with transaction.atomic():
        head, _ = AuditHead.objects.select_for_update().get_or_create(pk=_HEAD, defaults={"sha256": START})
        said = _entry(head.number + 1, action, subject, by, data)
        entry = _canonical(said)
        sha256 = chained(head.sha256, entry)
        AuditHead.objects.filter(pk=_HEAD).update(number=said["number"], sha256=sha256)
        return AuditEntry.objects.create(
            **columns_of(said), entry=entry, previous_sha256=head.sha256, sha256=sha256
        )


def columns_of(said: dict[str, Any]) -> dict[str, Any]:
    """What of an entry stands beside its text."""
    columns = {name: said[name] for name in ("number", "by", "action", "subject")}
    return {**columns, "at": datetime.fromisoformat(said["at"])}


def digest_of(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def chained(previous_sha256: str, entry: str) -> str:
    return hashlib.sha256(f"{previous_sha256}\n{entry}".encode()).hexdigest()


def head() -> Head:
    known = AuditHead.objects.filter(pk=_HEAD).first()
    return Head(number=known.number, sha256=known.sha256) if known else Head(number=0, sha256=START)


def first_broken(kept: Head | None = None) -> Broken | None:
    """None where every entry is as it was written. `kept`: an end of the log that was noted earlier."""
    with transaction.atomic():
        # Who appends meanwhile waits, so that the end is the end.
        AuditHead.objects.select_for_update().filter(pk=_HEAD).first()
        return _first_broken(AuditEntry.objects.order_by("number").iterator(), head(), kept)


def _first_broken(entries: Iterable[AuditEntry], end: Head, kept: Head | None) -> Broken | None:
    last = Head(number=0, sha256=START)
    for entry in entries:
        if why := _fault(entry, last) or _fault_of_kept(entry, kept):
            return Broken(number=min(entry.number, last.number + 1), why=why)
        last = Head(number=entry.number, sha256=entry.sha256)
    if last != end or (kept is not None and last.number < kept.number):
        return Broken(number=last.number + 1, why="entries are missing at the end")
    return None


def _fault(entry: AuditEntry, last: Head) -> str:
    """Empty where the entry follows the last one."""
    if entry.number != last.number + 1:
        return "an entry is missing"
    if entry.previous_sha256 != last.sha256 or entry.sha256 != chained(last.sha256, entry.entry):
        return "it is not what was written"
    columns = columns_of(json.loads(entry.entry))
    if columns != {name: getattr(entry, name) for name in columns}:
        return "its columns say something else than its text"
    return ""


def _fault_of_kept(entry: AuditEntry, kept: Head | None) -> str:
    differs = kept is not None and entry.number == kept.number and entry.sha256 != kept.sha256
    return "its hash is not the one that was kept" if differs else ""


def _entry(number: int, action: str, subject: str, by: User | None, data: dict[str, Any]) -> dict[str, Any]:
    return {
        "number": number,
        "at": timezone.now().isoformat(timespec="microseconds"),
        "by": None if by is None else by.pk,
        "action": action,
        "subject": subject,
        "data": data,
    }


def _canonical(entry: dict[str, Any]) -> str:
    return json.dumps(entry, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
