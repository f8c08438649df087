"""Takes to test with: what a browser's recorder wrote, and what it says of it."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from integrity.courses.models import Assignment
from integrity.submissions.domain import arriving, journal, takes
from integrity.submissions.models import Take
from tests.integrity.rows import a_user

_SAMPLES = Path(__file__).parent / "samples"
#: A bit more than a second each, as Chromium's MediaRecorder wrote them: it numbers the tracks as they come.
PICTURE_FIRST = (_SAMPLES / "chromium-picture-first.webm").read_bytes()
SOUND_FIRST = (_SAMPLES / "chromium-sound-first.webm").read_bytes()


def a_take(assignment: Assignment, *stretches: bytes, student: str = "sam") -> Take:
    """Begun, with whole stretches that have arrived."""
    take = takes.begin(assignment, a_user(student), clock=datetime.now(UTC))
    for number, content in enumerate(stretches):
        upload = arriving.begin_stretch(take, number, length=None)
        arriving.take_piece(upload, 0, [content] if content else [], count=len(content), length=len(content))
    return take


def said(
    number: int, kind: str, at: datetime, *, stretch: int = 0, media_s: float = 0.0, note: str = ""
) -> dict[str, Any]:
    """An entry as the recorder sends it."""
    return {
        "n": number,
        "kind": kind,
        "at": at.isoformat(),
        "stretch": stretch,
        "media_s": media_s,
        "note": note,
    }


def entries_of(start: datetime, *told: tuple[str, float, int, float]) -> list[dict[str, Any]]:
    """`told`: kind, seconds after `start`, stretch, media_s."""
    return [
        said(number, kind, start + timedelta(seconds=after_s), stretch=stretch, media_s=media_s)
        for number, (kind, after_s, stretch, media_s) in enumerate(told)
    ]


def write_journal(take: Take, entries: Sequence[dict[str, Any]]) -> None:
    journal.append(take, journal.read_entries(list(entries)), clock_off_s=0.0)
