"""Tracks in a folder and a brief become the report beside them: JSON, page, evidence, PDF. Runs no engine."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from workers import VERSION
from workers.brief import LoadedBrief
from workers.crops import attach_crops
from workers.errors import TracksInvalid
from workers.judge import judge
from workers.paths import shown_path
from workers.render.context import report_context
from workers.render.drawing import drawing_of
from workers.render.page import render_page
from workers.render.transcript import texts_of
from workers.report import CheckName, Report, report_to_json
from workers.tracks.files import read_tracks, write_whole
from workers.tracks.recording import RecordingTracks

PAGE = "report.html"
PDF = "report.pdf"


def judge_again(out: Path, loaded: LoadedBrief) -> Report:
    """Judges the tracks in `out` with another brief and overwrites the report. Runs no engine."""
    settings = _stored_settings(out)
    tracks = read_tracks(out / "tracks")
    report = judged(tracks, out / "tracks", loaded, settings_sha256=settings, seconds={}, out=out)
    write_report(report, tracks, loaded, out, recording_name=shown_path(Path(out.name)))
    return report


def judged(
    tracks: RecordingTracks,
    folder: Path,
    loaded: LoadedBrief,
    *,
    settings_sha256: str,
    seconds: Mapping[CheckName, float],
    out: Path | None,
) -> Report:
    """Judges the tracks stored in `folder`; cuts evidence pictures into `out` where one is given."""
    report = judge(
        tracks,
        loaded,
        settings_sha256=settings_sha256,
        version=VERSION,
        seconds=seconds,
        language=loaded.brief.language,
    )
    return attach_crops(report, folder, out)


def write_report(
    report: Report, tracks: RecordingTracks, loaded: LoadedBrief, out: Path, *, recording_name: str
) -> None:
    """Writes `report.html` and `report.json` into `out`, where the evidence is already. A PDF of before goes."""
    page = render_page(
        report,
        brief=loaded.brief,
        tracks=tracks,
        images=_pictures(report, out),
        language=loaded.brief.language,
        recording_name=recording_name,
    )
    write_whole(out / PAGE, page)
    write_whole(out / "report.json", report_to_json(report))
    (out / PDF).unlink(missing_ok=True)


def write_pdf(report: Report, loaded: LoadedBrief, out: Path, *, recording_name: str) -> None:
    """Writes `report.pdf` beside the page, to which its times lead, from the tracks that are there."""
    from workers.render.paper.pdf import render_pdf  # noqa: PLC0415 -- takes long to import, and few ask for it

    tracks = read_tracks(out / "tracks")
    pictures, duration_s = _pictures(report, out), report.recording.duration_s
    context = report_context(
        report,
        brief=loaded.brief,
        drawing=drawing_of(tracks, duration_s) if duration_s else None,
        texts=texts_of(tracks),
        picture_at=lambda name: name if name in pictures else "",
        language=loaded.brief.language,
        recording_name=recording_name,
        seekable=False,
    )
    content = render_pdf(
        context,
        pictures=pictures,
        lead=lambda at: f"{PAGE}{at.href}" if at.href else "",
        made_at=datetime.now(UTC),
    )
    write_whole(out / PDF, content)


def _pictures(report: Report, out: Path) -> dict[str, bytes]:
    shown = [
        *(item for finding in report.findings for item in (*finding.evidence, *finding.counter_evidence)),
        *(item for step in report.steps for item in step.evidence),
    ]
    return {item.image: (out / item.image).read_bytes() for item in shown if item.image is not None}


def _stored_settings(out: Path) -> str:
    try:
        data = json.loads((out / "report.json").read_bytes())
        return str(data["made_by"]["settings_sha256"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise TracksInvalid(f"{out} holds no report; run 'candor inspect … --out' first.") from error
