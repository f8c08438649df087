"""What a report's page shows of the tracks: its lanes and its texts, as the worker left them beside it."""

import logging
from collections.abc import Callable
from pathlib import Path

from integrity.inspections.models import StoredReport
from workers.others import others_in
from workers.redaction import FOR_STUDENT, redacted, redacted_texts, without_pictures
from workers.render.drawing import Drawing, drawing_of, read_drawing, write_drawing
from workers.render.transcript import NO_TEXTS, Texts, read_texts, texts_of, write_texts
from workers.report import Report
from workers.untold import drawing_as_told, without_untold

logger = logging.getLogger(__name__)


def drawing_for(stored: StoredReport, report: Report) -> Drawing | None:
    """As far as the report tells. None where nothing can be drawn: no length is known, or no tracks are stored."""
    drawing = _drawing_of(stored, report)
    return drawing_as_told(drawing, report) if drawing else None


def _drawing_of(stored: StoredReport, report: Report) -> Drawing | None:
    duration_s = report.recording.duration_s
    left = read_drawing(stored.path)
    if left is not None or not duration_s:
        return left
    tracks = stored.tracks()
    if tracks is None:
        return None
    drawing = drawing_of(tracks, duration_s)
    _leave(stored, lambda folder: write_drawing(folder, drawing))
    return drawing


def texts_for(stored: StoredReport) -> Texts:
    left = read_texts(stored.path)
    if left is not None:
        return left
    tracks = stored.tracks()
    if tracks is None:
        return NO_TEXTS
    texts = texts_of(tracks)
    _leave(stored, lambda folder: write_texts(folder, texts))
    return texts


def report_for_staff(stored: StoredReport) -> Report:
    return _as_told(stored, stored.read())


def _as_told(stored: StoredReport, report: Report) -> Report:
    """Of a try-out everything: whoever tried it out is the one before the camera, and wrote the brief."""
    return report if stored.run.submission.is_tryout else without_untold(report)


def report_for_student(stored: StoredReport) -> Report:
    """The same; pictures that were not looked at for other people are left out."""
    whole = stored.read()
    report = redacted(_as_told(stored, whole), others_in(whole, stored.path))
    return report if are_pictures_looked_at(stored) else without_pictures(report)


def are_pictures_looked_at(stored: StoredReport) -> bool:
    """For other people in them; not those of a report from before workers did so."""
    return (stored.path / FOR_STUDENT).is_dir()


def texts_for_student(stored: StoredReport) -> Texts:
    """Without the codes and names of other people."""
    return redacted_texts(texts_for(stored), others_in(stored.read(), stored.path))


def picture_for_student(stored: StoredReport, name: str) -> Path | None:
    """None of a report whose pictures were not looked at for other people."""
    if not are_pictures_looked_at(stored):
        return None
    shielded = stored.path / FOR_STUDENT / name
    return shielded if shielded.is_file() else stored.path / "evidence" / name


def _leave(stored: StoredReport, write: Callable[[Path], None]) -> None:
    """Of a report from before workers left these, so that its tracks are read once, not on every page."""
    try:
        write(stored.path)
    except OSError as error:
        logger.warning("Report %s is drawn from its tracks each time: %s", stored.pk, error)
