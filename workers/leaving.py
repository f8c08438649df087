"""What an inspection for the site leaves beside its report, so that a page need not read the tracks."""

from collections.abc import Sequence
from pathlib import Path

from workers.errors import TracksInvalid
from workers.others import leave_names, names_in, others_in
from workers.render.drawing import drawing_of, write_drawing
from workers.render.transcript import texts_of, write_texts
from workers.report import Report
from workers.shielding import shield_pictures
from workers.tracks.files import read_tracks


def leave_for_pages(report: Report, out: Path, *, people: Sequence[str]) -> None:
    """Lanes, texts, and the evidence as the student sees it; nothing where there are no tracks.

    `people`: names of others that are hidden from the student where they stand in the recording.
    """
    try:
        tracks = read_tracks(out / "tracks")
    except TracksInvalid:
        return
    if report.recording.duration_s:
        write_drawing(out, drawing_of(tracks, report.recording.duration_s))
    texts = texts_of(tracks)
    write_texts(out, texts)
    leave_names(out, names_in(texts, people))
    shield_pictures(report, tracks, out, hidden=others_in(report, out))
