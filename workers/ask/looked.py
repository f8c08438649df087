"""A recording that was perceived, for a task about it; and which of its stills a model is shown."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from workers.brief import LoadedBrief
from workers.engines.vlm.base import Frame
from workers.engines.vlm.showing import Showing
from workers.media.origin import sha256_of_path
from workers.media.pictures import Sound
from workers.perceive.drawn import frames_of
from workers.perceive.recording import Engines, hear
from workers.perceive.shown import picked_stills
from workers.perceive.stages import perceive
from workers.progress import Progress
from workers.spans import Span
from workers.tracks.activity import Still
from workers.tracks.kept import Kept
from workers.tracks.recording import RecordingTracks


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """`letter`: what stands before its times where several are shown, else empty. `stills`: those that
    are shown; they lie in `folder`.
    """

    letter: str
    tracks: RecordingTracks
    folder: Path
    stills: Sequence[Still]
    sound: Sound | None = None

    @property
    def sha256(self) -> str:
        return self.tracks.source.facts.sha256

    @property
    def whole(self) -> Span:
        return Span(start_s=0.0, end_s=self.tracks.duration_s)

    def frames(self, stills: Sequence[Still], showing: Showing) -> list[Frame]:
        return frames_of(stills, self.folder, self.tracks, showing, of=self.letter, sound=self.sound)

    def until_s(self, time_s: float) -> float:
        """How long the picture of a moment stood."""
        there = [still.span.end_s for still in self.stills if still.span.start_s <= time_s]
        return max(time_s, there[-1]) if there else time_s


def look(
    recording: Path,
    loaded: LoadedBrief,
    engines: Engines,
    *,
    letter: str,
    showing: Showing,
    folder: Path,
    cache: Path | None,
    progress: Callable[[Progress], None],
) -> Looked:
    """Perceives what the brief needs of the pictures, and of the sound what is to be shown, into the empty `folder`.
    Raises RecordingUnreadable.
    """
    tracks_folder = folder / "tracks"
    tracks_folder.mkdir()
    kept = Kept(cache, sha256_of_path(recording) if cache else "")
    tracks = perceive(
        recording,
        loaded,
        engines,
        folder=tracks_folder,
        work=folder,
        kept=kept,
        progress=progress,
        hears=showing.hears,
    ).tracks
    activity = tracks.activity
    stills = picked_stills(activity, tracks_folder, showing.pick) if activity else []
    sound = hear(recording, work=folder) if showing.listens and tracks.source.audio else None
    return Looked(letter=letter, tracks=tracks, folder=tracks_folder, stills=stills, sound=sound)


def spread(stills: Sequence[Still], most: int) -> list[Still]:
    """At most so many stills, the first and the last among them, spread evenly."""
    if len(stills) <= most:
        return list(stills)
    step = (len(stills) - 1) / max(1, most - 1)
    return [stills[round(place * step)] for place in range(most)]
