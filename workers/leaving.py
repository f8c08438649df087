"""What an inspection for the site leaves beside its report, so that a page need not read the tracks."""

from pathlib import Path

from workers.errors import TracksInvalid
from workers.render.drawing import drawing_of, write_drawing
from workers.render.transcript import texts_of, write_texts
from workers.report import Report
from workers.shielding import shield_pictures
from workers.tracks.files import read_tracks


def leave_for_pages(report: Report, out: Path) -> None:
    """Lanes, texts, and the evidence as the student sees it; nothing where there are no tracks."""
    try:
        tracks = read_tracks(out / "tracks")
    except TracksInvalid:
        return
    if report.recording.duration_s:
        write_drawing(out, drawing_of(tracks, report.recording.duration_s))
    write_texts(out, texts_of(tracks))
    shield_pictures(report, tracks, out)
