"""An inspection that takes its orders from the brief's statement: `work 2`, `crash`, `refuse`, `stumble`.

It notes every start in the cache folder, so that tests can count them.
"""

import os
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PIL import Image

from tests.factories.reports import a_finding, a_report, a_step, some_facts, some_text, some_tracks
from workers.brief import LoadedBrief
from workers.errors import EngineFailed, EngineUnavailable
from workers.progress import Progress
from workers.redaction import FOR_STUDENT
from workers.report import Outcome, Report, report_to_json
from workers.tracks.files import write_tracks

NAME = "tests.integrity.fake_inspection:inspect_recording"


def inspect_recording(
    recording: Path,
    loaded: LoadedBrief,
    *,
    out: Path,
    cache: Path | None,
    progress: Callable[[Progress], None],
    file_name: str,
) -> Report:
    assert cache is not None
    note_start(cache)
    order, _, amount = loaded.brief.statement.partition(" ")
    match order:
        case "crash":
            os._exit(7)
        case "refuse":
            raise EngineUnavailable("The engine ocr/rapidocr is not ready: install it.")
        case "stumble":
            raise EngineFailed("The engine stumbled.")
        case "work":
            work(float(amount), progress)
    return write_report(out, file_name=file_name)


def note_start(cache: Path) -> None:
    with (cache / "starts.txt").open("a", encoding="utf-8") as file:
        file.write(f"{os.getpid()}\n")


def starts(cache: Path) -> list[int]:
    """Process ids of every start so far."""
    path = cache / "starts.txt"
    return [int(line) for line in path.read_text(encoding="utf-8").split()] if path.exists() else []


def work(seconds: float, progress: Callable[[Progress], None]) -> None:
    steps = max(1, round(seconds / 0.1))
    for step in range(steps):
        progress(Progress(stage="pictures", fraction=step / steps))
        time.sleep(0.1)


def write_report(out: Path, *, file_name: str = "") -> Report:
    report = a_report(
        outcome=Outcome.NEEDS_REVIEW,
        recording=some_facts(duration_s=6.0),
        findings=(a_finding(start_s=2.0, end_s=3.5, evidence=(some_text(2.0),)),),
        steps=(a_step(start_s=1.0, end_s=2.0),),
    )
    (out / "evidence").mkdir()
    Image.new("RGB", (320, 60), "#dde8e6").save(out / "evidence" / "text.jpg")
    (out / FOR_STUDENT).mkdir()
    (out / "tracks").mkdir()
    tracks = some_tracks()
    source = replace(tracks.source, facts=report.recording, file_name=file_name)
    write_tracks(out / "tracks", replace(tracks, source=source))
    (out / "report.json").write_text(report_to_json(report), encoding="utf-8")
    return report


def note_nothing(_recording: Path, _loaded: LoadedBrief, **_more: object) -> None:
    """Ends well, and leaves no report."""
