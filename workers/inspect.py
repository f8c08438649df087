"""A recording and a brief become tracks, and tracks and brief a report."""

import hashlib
import json
import tempfile
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from workers import VERSION
from workers.brief import LoadedBrief
from workers.engines.table import default_name, load_engine
from workers.errors import RecordingUnreadable
from workers.media.origin import sha256_of_path, unreadable_source
from workers.paths import shown_path
from workers.perceive.recording import Engines
from workers.perceive.stages import PERCEPTION, Perceived, perceive
from workers.progress import Progress
from workers.report import CheckName, Report
from workers.reporting import judged, write_report
from workers.tracks.files import read_tracks, write_tracks
from workers.tracks.kept import Kept, copy_into, replace_folder
from workers.tracks.recording import RecordingTracks


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """Which engine of each kind; null for the default."""

    ocr: str | None = None
    asr: str | None = None
    face: str | None = None
    vad: str | None = None
    vlm: str | None = None


def silent(_progress: Progress) -> None:
    """For callers who do not show progress."""


def inspect_recording(
    recording: Path,
    loaded: LoadedBrief,
    *,
    out: Path | None,
    cache: Path | None = None,
    progress: Callable[[Progress], None] = silent,
    choice: Choice | None = None,
    file_name: str = "",
) -> Report:
    """Inspects, and writes report, page, evidence and tracks into `out` where one is given. `file_name`: under which
    the recording was handed in, its own where that is empty.

    A recording that cannot be read still gets its report (outcome `incomplete`). Raises
    EngineUnavailable where an engine is not ready.
    """
    engines = load_engines(loaded, choice or Choice())
    file_name = file_name or shown_path(Path(recording.name))
    settings = settings_sha256(engines)
    with tempfile.TemporaryDirectory(prefix="candor-") as scratch:
        folder = Path(scratch) / "tracks"
        folder.mkdir()
        perceived = _perceive_or_recall(recording, loaded, engines, folder, Path(scratch), cache, progress)
        tracks, seconds = _named(perceived.tracks, file_name, folder), perceived.seconds
        progress(Progress(stage="checks", fraction=0.95))
        report = judged(tracks, folder, loaded, settings_sha256=settings, seconds=seconds, out=out)
        if out is not None:
            replace_folder(out / "tracks", copy_into(folder))
            write_report(report, tracks, loaded, out, recording_name=file_name)
    progress(Progress(stage="done", fraction=1.0))
    return report


def load_engines(loaded: LoadedBrief, choice: Choice) -> Engines:
    """The engines that a brief needs. Raises EngineUnavailable."""
    identity = loaded.brief.identity is not None and CheckName.IDENTITY not in loaded.brief.skip
    vlm = choice.vlm or default_name("vlm")
    asks = vlm != "none" and loaded.brief.steps_without_ground
    return Engines(
        ocr=load_engine("ocr", choice.ocr or default_name("ocr")),
        asr=load_engine("asr", choice.asr or default_name("asr")),
        vad=load_engine("vad", choice.vad or default_name("vad")),
        face=load_engine("face", choice.face or default_name("face")) if identity else None,
        vlm=load_engine("vlm", vlm) if asks else None,
    )


def settings_sha256(engines: Engines) -> str:
    """Identifies everything but recording, its name and brief that a report depends on."""
    used = [
        engine.used for engine in (engines.ocr, engines.asr, engines.vad, engines.face, engines.vlm) if engine
    ]
    body = [VERSION, PERCEPTION, *([item.kind, item.name, item.model, item.version] for item in used)]
    # The same model, shown a recording in another way, may say something else.
    body += [asdict(engines.vlm.showing)] if engines.vlm else []
    return hashlib.sha256(json.dumps(body).encode()).hexdigest()


def _perceive_or_recall(
    recording: Path,
    loaded: LoadedBrief,
    engines: Engines,
    folder: Path,
    work: Path,
    cache: Path | None,
    progress: Callable[[Progress], None],
) -> Perceived:
    """Fills the folder with stills; what the cache has is not perceived again."""
    kept = Kept(cache, sha256_of_path(recording) if cache else "")
    try:
        return perceive(recording, loaded, engines, folder=folder, work=work, kept=kept, progress=progress)
    except RecordingUnreadable as error:
        source = unreadable_source(recording, str(error))
        return Perceived(tracks=RecordingTracks(source=source), seconds={})


def _named(tracks: RecordingTracks, file_name: str, folder: Path) -> RecordingTracks:
    """The tracks as they are read again from the folder. The cache, which knows bytes, knows no names."""
    write_tracks(folder, replace(tracks, source=replace(tracks.source, file_name=file_name)))
    return read_tracks(folder)
