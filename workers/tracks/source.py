"""The source track: what the container states and what could be read of it."""

from dataclasses import dataclass
from typing import ClassVar

from workers.report import RecordingFacts
from workers.spans import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceTrack:
    """`facts.duration_s` is what can be watched. `stated_s`: the length that the container
    states, null where it states none. `read_s`: end of the last picture or sound that could be
    decoded. `video`/`audio`: whether a stream of that kind is there and gave anything.
    `unreadable`: why nothing could be read, else null. `damage`: what the decoder said of broken parts.
    `texts`: what was written into the container besides (title, comment and the like). `file_name`: under which it
    was handed in.
    """

    SCHEMA: ClassVar[str] = "candor.track.source/1"

    facts: RecordingFacts
    container: str | None
    stated_s: float | None
    read_s: float
    truncated: bool
    video: bool
    audio: bool
    unreadable: str | None = None
    damage: tuple[str, ...] = ()
    picture_spans: tuple[Span, ...] = ()
    sound_spans: tuple[Span, ...] = ()
    texts: tuple[str, ...] = ()
    file_name: str = ""
