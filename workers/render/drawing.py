"""What the timeline's lanes need of the tracks, small: a page draws it without reading the tracks again."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from pydantic import TypeAdapter, ValidationError

from workers.spans import Span, merge_spans
from workers.tracks.activity import ActivityTrack
from workers.tracks.faces import FacesTrack, Place
from workers.tracks.files import write_whole
from workers.tracks.recording import RecordingTracks
from workers.tracks.speech import SpeechTrack

COLUMNS = 250
FILE_NAME = "lanes.json"
#: Rows of people that are told apart; the last takes the rest.
MOST_ROWS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Voices:
    """`spans`: where somebody speaks. `words`: how many begin in each of `COLUMNS` equal parts."""

    spans: tuple[Span, ...]
    words: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Screen:
    """`states`: how many distinct ones there are. `stretches`: the states, those too short to be told apart
    on a drawing taken together. `motion`: the most that moved in each of `COLUMNS` equal parts, 0 to 1.
    """

    states: int
    stretches: tuple[Span, ...]
    black: tuple[Span, ...]
    motion: tuple[float, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """Somebody in the camera picture; people are numbered from 0 in order of appearance."""

    row: int
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class People:
    has_camera: bool
    count: int
    seen: tuple[Seen, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """A part is null where its track is."""

    SCHEMA: ClassVar[str] = "candor.lanes/1"

    duration_s: float
    voices: Voices | None
    screen: Screen | None
    people: People | None
    schema: str = SCHEMA


_DRAWING: TypeAdapter[Drawing] = TypeAdapter(Drawing)


def drawing_of(tracks: RecordingTracks, duration_s: float) -> Drawing:
    return Drawing(
        duration_s=duration_s,
        voices=_voices(tracks.speech, duration_s) if tracks.speech else None,
        screen=_screen(tracks.activity, duration_s) if tracks.activity else None,
        people=_people(tracks.faces) if tracks.faces else None,
    )


def write_drawing(out: Path, drawing: Drawing) -> None:
    write_whole(out / FILE_NAME, _DRAWING.dump_json(drawing).decode() + "\n")


def read_drawing(out: Path) -> Drawing | None:
    """What was left beside the report; None where nothing was, or something of another version."""
    try:
        drawing = _DRAWING.validate_json((out / FILE_NAME).read_bytes())
    except (OSError, ValidationError):
        return None
    return drawing if drawing.schema == Drawing.SCHEMA else None


def _column(at_s: float, duration_s: float) -> int:
    return min(int(COLUMNS * max(at_s, 0.0) / duration_s), COLUMNS - 1)


def _voices(track: SpeechTrack, duration_s: float) -> Voices:
    words = [0] * COLUMNS
    for word in track.words:
        words[_column(word.start_s, duration_s)] += 1
    spans = merge_spans(list(track.speech), join_gap_s=duration_s / 1000)
    return Voices(spans=_rounded(spans), words=tuple(words))


def _screen(track: ActivityTrack, duration_s: float) -> Screen:
    motion = [0.0] * COLUMNS
    for index, moved in enumerate(track.motion):
        column = _column(index * track.motion_step_s, duration_s)
        motion[column] = max(motion[column], round(moved, 4))
    states = [still.span for still in track.stills]
    return Screen(
        states=len(states),
        stretches=_rounded(_told_apart(states, duration_s / COLUMNS)),
        black=_rounded(track.black),
        motion=tuple(motion),
    )


def _told_apart(states: list[Span], shortest_s: float) -> list[Span]:
    """One after the other from state to state; what is shorter goes with the stretch before it."""
    stretches: list[Span] = []
    for state in sorted(states):
        last = stretches[-1] if stretches else None
        if last is not None and state.start_s - last.start_s < shortest_s:
            stretches[-1] = Span(start_s=last.start_s, end_s=max(last.end_s, state.end_s))
        else:
            stretches.append(state)
    return stretches


def _people(track: FacesTrack) -> People:
    faces = [face for face in track.tracks if face.place is Place.CAMERA]
    people = sorted({face.person for face in faces})
    rows = {person: min(number, MOST_ROWS - 1) for number, person in enumerate(people)}
    seen = (Seen(row=rows[face.person], span=span) for face in faces for span in _rounded(face.spans))
    return People(has_camera=track.camera is not None, count=len(people), seen=tuple(seen))


def _rounded(spans: Iterable[Span]) -> tuple[Span, ...]:
    return tuple(Span(start_s=round(span.start_s, 3), end_s=round(span.end_s, 3)) for span in spans)
