"""From a journal: where each stretch starts, where the recording was interrupted, and when it was stopped."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

import tomli_w

from integrity.submissions.domain.joining import Placed
from integrity.submissions.domain.journal import Entry
from integrity.submissions.models import Submission
from workers.brief import Interruption

#: What begins a stretch.
_BEGINS = frozenset({"started", "reloaded", "device_changed"})
#: What explains that the next stretch begins, where the journal says it last of the one before.
_BROKE_OFF = {"network_lost": "network", "device_changed": "device"}
_BEGAN = {"reloaded": "reload", "device_changed": "device"}


def starts_s(entries: Sequence[Entry], count: int, *, most_s: float) -> list[float]:
    """Where each stretch starts in the recording: real time since the first one, less what was paused.

    At most `most_s`, the time that the take took by our own clock: clocks can be wrong.
    """
    first = _beginning(entries, 0)
    starts = []
    for number in range(count):
        began = _beginning(entries, number)
        if first is None or began is None:
            starts.append(0.0)  # it follows the one before
            continue
        paused = sum(_paused_s(entries, stretch) for stretch in range(number))
        real_s = (began.at - first.at).total_seconds() - paused
        starts.append(min(max(0.0, real_s), most_s))
    return starts


def interruptions_of(entries: Sequence[Entry], placed: Sequence[Placed]) -> list[Interruption]:
    """In the order of the recording. A pause takes none of its time."""
    found = [
        *(_between(entries, number, placed) for number in range(1, len(placed))),
        *(
            _within(entry, placed[entry.stretch])
            for entry in entries
            if entry.stretch < len(placed) and _interrupts(entry)
        ),
    ]
    return sorted(found, key=lambda one: (one.start_s, one.end_s))


def stopped_at(entries: Sequence[Entry], *, earliest: datetime, latest: datetime) -> datetime:
    """By our clock, and between what we know for sure; without a word of it, the last that was said."""
    stops = [entry.at for entry in entries if entry.kind == "stopped"] or [entry.at for entry in entries[-1:]]
    return min(max(stops[-1] if stops else latest, earliest), latest)


def recorder_table(submission: Submission) -> str:
    """What is added to the brief of a recording that our recorder made; empty for any other."""
    take = getattr(submission, "take", None)
    if take is None:
        return ""
    return "\n" + tomli_w.dumps({"recorder": {"interruptions": take.interruptions}})


def as_data(interruptions: Sequence[Interruption]) -> list[dict[str, Any]]:
    return [asdict(one) for one in interruptions]


def _beginning(entries: Sequence[Entry], stretch: int) -> Entry | None:
    return next((entry for entry in entries if entry.stretch == stretch and entry.kind in _BEGINS), None)


def _paused_s(entries: Sequence[Entry], stretch: int) -> float:
    paused: datetime | None = None
    total = timedelta()
    for entry in entries:
        if entry.stretch != stretch:
            continue
        if entry.kind == "paused" and paused is None:
            paused = entry.at
        elif paused is not None and entry.kind in {"resumed", "stopped"}:
            total += entry.at - paused
            paused = None
    return max(0.0, total.total_seconds())


def _interrupts(entry: Entry) -> bool:
    """Within a stretch: a pause, or another camera or microphone. A lost network stops no recorder."""
    return entry.kind == "paused" or (entry.kind == "device_changed" and entry.media_s > 0)


def _within(entry: Entry, placed: Placed) -> Interruption:
    at_s = min(round(placed.start_s + entry.media_s, 3), placed.end_s)
    return Interruption(start_s=at_s, end_s=at_s, why="pause" if entry.kind == "paused" else "device")


def _between(entries: Sequence[Entry], number: int, placed: Sequence[Placed]) -> Interruption:
    before = [entry for entry in entries if entry.stretch == number - 1]
    began = _beginning(entries, number)
    why = _BROKE_OFF.get(before[-1].kind if before else "") or _BEGAN.get(
        began.kind if began else "", "break"
    )
    return Interruption(start_s=placed[number - 1].end_s, end_s=placed[number].start_s, why=why)
