"""One pass over a recording, and every track made of its pictures."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from workers.brief import Reference
from workers.engines.asr.base import AsrEngine
from workers.engines.face.base import FaceEngine
from workers.engines.ocr.base import OcrEngine
from workers.engines.vad.base import VadEngine
from workers.engines.vlm.base import VlmEngine
from workers.errors import EngineFailed
from workers.media.decoding import DecodingPass, decode
from workers.media.pictures import Sample, Sound, Wants
from workers.perceive.activity import activity_track
from workers.perceive.arrivals import with_departures
from workers.perceive.camera import choose_camera, live_regions, moving_regions, still_camera
from workers.perceive.faces import LOOK_EVERY_S, FaceWatcher
from workers.perceive.fingerprints import Fingerprinter
from workers.perceive.stills import StillKeeper
from workers.perceive.text import ScreenReader
from workers.perceive.watch import Watch
from workers.perceive.watched import Watched
from workers.progress import Progress
from workers.report import CheckName
from workers.spans import Box
from workers.tracks.activity import ActivityTrack
from workers.tracks.faces import FacesTrack
from workers.tracks.recording import RecordingTracks
from workers.tracks.source import SourceTrack
from workers.tracks.text import TextTrack

SAMPLE_EVERY_S = 0.06
#: Where things live is asked again this often while the pass runs.
REGIONS_EVERY_S = 2.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Engines:
    """The loaded engines; `face` only where the brief asks for identity, `vlm` only where a step needs one."""

    ocr: OcrEngine
    asr: AsrEngine
    vad: VadEngine
    face: FaceEngine | None
    vlm: VlmEngine | None = None


@dataclass(slots=True)
class _Clock:
    """Seconds spent for each check."""

    seconds: dict[CheckName, float] = field(default_factory=dict)

    def charge(self, check: CheckName, since: float) -> None:
        self.seconds[check] = self.seconds.get(check, 0.0) + time.perf_counter() - since

    def charge_rest(self, check: CheckName, since: float) -> None:
        """What has passed since then and was charged to no check: the wait for the decoder."""
        self.charge(check, since + sum(self.seconds.values()))


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """`tracks`: all but those of speech. `sound`: for those; stays valid. `seconds`: by check."""

    tracks: RecordingTracks
    sound: Sound | None
    seconds: dict[CheckName, float]


class _Pass:
    """The consumers of one pass over the pictures."""

    def __init__(self, engines: Engines, folder: Path) -> None:
        self.watch = Watch()
        self.printer = Fingerprinter()
        self.keeper = StillKeeper(folder)
        self.reader = ScreenReader(engines.ocr)
        self.faces = FaceWatcher(engines.face) if engines.face else None
        self.clock = _Clock()
        self.failures: dict[str, str] = {}
        self._regions: list[Box] = []
        self._regions_s = 0.0

    def take(self, sample: Sample) -> None:
        started = time.perf_counter()
        self.watch.offer(sample)
        self.printer.offer(sample)
        if sample.settled and sample.picture is not None:
            self.keeper.keep(sample.time_s, sample.picture)
        self.clock.charge(CheckName.CONTINUITY, started)
        self._read(sample)
        self._look(sample)

    def _read(self, sample: Sample) -> None:
        started = time.perf_counter()
        try:
            if "text" not in self.failures:
                self.reader.offer(sample)
        except EngineFailed as error:
            self.failures["text"] = str(error)
        self.clock.charge(CheckName.TEXT, started)

    def _look(self, sample: Sample) -> None:
        if self.faces is None or sample.picture is None or not sample.periodic:
            return
        started = time.perf_counter()
        if sample.time_s - self._regions_s >= REGIONS_EVERY_S:
            self._regions_s = sample.time_s
            alive = self.watch.alive()
            self._regions = live_regions(alive) if alive else []
        try:
            if "faces" not in self.failures:
                self.faces.offer(sample.time_s, sample.picture, self._regions)
        except EngineFailed as error:
            self.failures["faces"] = str(error)
        self.clock.charge(CheckName.IDENTITY, started)


def see(
    recording: Path,
    references: Sequence[Reference],
    engines: Engines,
    *,
    folder: Path,
    work: Path,
    progress: Callable[[Progress], None],
) -> Seen:
    """Every track made of pictures, in one decoding pass, which also brings the sound. Stills are
    written into `folder`.

    Raises RecordingUnreadable where nothing can be read, EngineFailed where decoding itself failed.
    """
    wants = Wants(
        sample_every_s=SAMPLE_EVERY_S, picture_every_s=LOOK_EVERY_S if engines.face is not None else None
    )
    taken = _Pass(engines, folder)
    with decode(recording, wants, work=work) as decoding:
        started = time.perf_counter()
        _take_pictures(decoding, taken, progress)
        taken.clock.charge_rest(CheckName.RECORDING, started)
        tracks = _tracks(references, taken, decoding.source, decoding.sound)
        return Seen(tracks=tracks, sound=decoding.sound, seconds=taken.clock.seconds)


def hear(recording: Path, *, work: Path) -> Sound | None:
    """The sound alone, of a recording whose pictures are known. Raises as `see` does."""
    with decode(recording, Wants(pictures=False, stills=False), work=work) as decoding:
        for _ in decoding.samples():
            raise AssertionError("a picture was sent that nobody wanted")
        return decoding.sound


def _take_pictures(decoding: DecodingPass, taken: _Pass, progress: Callable[[Progress], None]) -> None:
    for sample in decoding.samples():
        taken.take(sample)
        progress(Progress(stage="pictures", fraction=_part(sample.time_s, decoding)))


def _part(time_s: float, decoding: DecodingPass) -> float:
    expected_s = decoding.expected_s
    return min(1.0, time_s / expected_s) if expected_s else 0.0


def _tracks(
    references: Sequence[Reference], taken: _Pass, source: SourceTrack, sound: Sound | None
) -> RecordingTracks:
    end_s = source.facts.duration_s or source.read_s
    watched = taken.watch.watched()
    camera, activity = _activity(taken, watched, source, sound, end_s)
    return RecordingTracks(
        source=source,
        activity=activity,
        fingerprint=taken.printer.track() if activity else None,
        text=_text(taken, source, end_s),
        faces=_faces(references, taken, watched, camera, end_s),
        failures=tuple(sorted(taken.failures.items())),
    )


def _activity(
    taken: _Pass, watched: Watched | None, source: SourceTrack, sound: Sound | None, end_s: float
) -> tuple[Box | None, ActivityTrack | None]:
    if watched is None:
        return None, None
    started = time.perf_counter()
    camera = choose_camera(moving_regions(watched), taken.faces.boxes if taken.faces else [])
    if camera is None and taken.faces is not None:
        camera = still_camera(watched, taken.faces.boxes, taken.faces.looks)
    track = activity_track(
        watched,
        camera=camera,
        sound=sound,
        source=source,
        stills=taken.keeper.stills(end_s),
        end_s=end_s,
    )
    taken.clock.charge(CheckName.CONTINUITY, started)
    return camera, track


def _text(taken: _Pass, source: SourceTrack, end_s: float) -> TextTrack | None:
    if "text" in taken.failures or not source.video:
        return None
    return taken.reader.finish(end_s)


def _faces(
    references: Sequence[Reference],
    taken: _Pass,
    watched: Watched | None,
    camera: Box | None,
    end_s: float,
) -> FacesTrack | None:
    if taken.faces is None or "faces" in taken.failures:
        return None
    started = time.perf_counter()
    track = taken.faces.finish(camera, references, end_s)
    if watched is not None:
        track = with_departures(track, watched)
    taken.clock.charge(CheckName.IDENTITY, started)
    return track
