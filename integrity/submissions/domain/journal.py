"""What happened when in a take: said by the recorder, heard by us, chained and signed so that it stays said.

Each entry's SHA-256 covers the one before it; the site's key signs it.
"""

import base64
import hashlib
import json
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from integrity.lib.signing import signing_key
from integrity.submissions.models import JournalEntry, Take, TakeState
from integrity.submissions.refusals import UploadRefused

KINDS = frozenset(
    {
        "started",
        "paused",
        "resumed",
        "network_lost",
        "network_back",
        "reloaded",
        "device_changed",
        "hidden",
        "shown",
        "stopped",
    }
)
#: What the first entry is chained to.
START = "0" * 64
#: A recorder that says more than this is not ours.
MOST_ENTRIES = 10_000
_MOST_NOTE_CHARS = 500
_MOST_MEDIA_S = 48 * 3600.0
#: A clock can be wrong by decades; beyond these it cannot be reckoned with.
_YEARS = range(1970, 2200)


class JournalInvalid(Exception):
    """What was said is no journal; the message says what is wrong, for whoever writes a recorder."""


class EntryMissing(Exception):
    """There is a hole before what was said."""

    def __init__(self, following: int) -> None:
        super().__init__(following)
        #: The number that the next entry must have.
        self.following = following


class JournalBroken(Exception):
    """Somebody changed what was written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """`at`: by the recorder's clock where it was just said, by ours where it was read back.

    `media_s`: where in its stretch.
    """

    number: int
    kind: str
    at: datetime
    stretch: int
    media_s: float
    note: str


def read_time(said: Any, name: str) -> datetime:
    """A moment as browsers write it. Raises JournalInvalid."""
    try:
        at = datetime.fromisoformat(said)
    except (TypeError, ValueError) as error:
        raise JournalInvalid(f"{name} must be an ISO time.") from error
    if at.tzinfo is None:
        raise JournalInvalid(f"{name} must say its time zone.")
    if at.year not in _YEARS:
        raise JournalInvalid(f"{name} is no time of these centuries.")
    return at


def read_entries(said: Any) -> list[Entry]:
    """Raises JournalInvalid."""
    if not isinstance(said, list) or len(said) > MOST_ENTRIES:
        raise JournalInvalid(f"entries must be a list of at most {MOST_ENTRIES}.")
    return [_read_entry(entry) for entry in said]


def _read_entry(said: Any) -> Entry:
    if not isinstance(said, dict):
        raise JournalInvalid("An entry must be an object.")
    if said.get("kind") not in KINDS:
        raise JournalInvalid(f"An entry's kind must be one of {', '.join(sorted(KINDS))}.")
    note = said.get("note", "")
    if not isinstance(note, str) or len(note) > _MOST_NOTE_CHARS:
        raise JournalInvalid(f"A note must be a text of at most {_MOST_NOTE_CHARS} characters.")
    media_s = said.get("media_s", 0.0)
    if isinstance(media_s, bool) or not isinstance(media_s, int | float) or not math.isfinite(media_s):
        raise JournalInvalid("media_s must be a number of seconds.")
    return Entry(
        number=_whole(said, "n"),
        kind=said["kind"],
        at=read_time(said.get("at"), "at"),
        stretch=_whole(said, "stretch"),
        media_s=min(max(0.0, float(media_s)), _MOST_MEDIA_S),
        note=note,
    )


def _whole(said: dict[str, Any], name: str) -> int:
    number = said.get(name)
    if isinstance(number, bool) or not isinstance(number, int) or not 0 <= number <= MOST_ENTRIES:
        raise JournalInvalid(f"{name} must be a whole number from 0 to {MOST_ENTRIES}.")
    return number


def append(take: Take, entries: Sequence[Entry], *, clock_off_s: float) -> int:
    """Writes what is not known yet and returns the number that comes next.

    `clock_off_s`: how much the recorder's clock is ahead of ours. Raises EntryMissing where there is a hole (what
    comes before it is written) and UploadRefused (`take_closed`).
    """
    with transaction.atomic():
        # Two tabs, one journal: they wait for each other here.
        if Take.objects.select_for_update().get(pk=take.pk).state != TakeState.OPEN:
            raise UploadRefused("take_closed")
        number, sha256 = _end(take)
        fresh = []
        for entry in _without_hole(entries, number):
            text = _text(take, entry, timezone.now(), clock_off_s)
            sha256 = _chained(sha256, text)
            fresh.append(
                JournalEntry(
                    take=take, number=entry.number, entry=text, sha256=sha256, signature=_signed(sha256)
                )
            )
        JournalEntry.objects.bulk_create(fresh)
    number += len(fresh)
    if any(entry.number > number for entry in entries):
        raise EntryMissing(number)
    return number


def _without_hole(entries: Sequence[Entry], number: int) -> Iterator[Entry]:
    """Those that go on from `number`."""
    for entry in sorted(entries, key=lambda entry: entry.number):
        if entry.number == number:
            yield entry
            number += 1


def _signed(sha256: str) -> str:
    return base64.b64encode(signing_key().sign(sha256.encode())).decode()


def following(take: Take) -> int:
    return _end(take)[0]


def read_back(take: Take) -> list[Entry]:
    """The whole journal. Raises JournalBroken where it is not what was written."""
    sha256, key = START, signing_key().public
    entries = []
    for number, row in enumerate(take.journal.order_by("number")):
        sha256 = _chained(sha256, row.entry)
        signed = key.has_signed(sha256.encode(), base64.b64decode(row.signature))
        said = json.loads(row.entry)
        if (row.sha256, row.number, said["take"]) != (sha256, number, str(take.pk)) or not signed:
            raise JournalBroken(f"Entry {number} of take {take.pk} is not what was written.")
        entries.append(_from_data(said))
    return entries


def last_link(take: Take) -> str:
    return _end(take)[1]


def _end(take: Take) -> tuple[int, str]:
    last = take.journal.order_by("-number").first()
    return (last.number + 1, last.sha256) if last else (0, START)


def _text(take: Take, entry: Entry, now: datetime, clock_off_s: float) -> str:
    """`ours`: when it happened by our clock, as well as can be known; never later than it was heard."""
    data = {
        "take": str(take.pk),
        "n": entry.number,
        "kind": entry.kind,
        "at": entry.at.isoformat(),
        "ours": min(now, entry.at - timedelta(seconds=clock_off_s)).isoformat(),
        "heard": now.isoformat(),
        "stretch": entry.stretch,
        "media_s": entry.media_s,
        "note": entry.note,
    }
    return json.dumps(data, sort_keys=True, separators=(",", ":"), allow_nan=False)


def _from_data(said: dict[str, Any]) -> Entry:
    return Entry(
        number=said["n"],
        kind=said["kind"],
        at=datetime.fromisoformat(said["ours"]),
        stretch=said["stretch"],
        media_s=said["media_s"],
        note=said["note"],
    )


def _chained(previous_sha256: str, text: str) -> str:
    return hashlib.sha256(f"{previous_sha256}\n{text}".encode()).hexdigest()
