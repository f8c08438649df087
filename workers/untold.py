"""What a report leaves untold to whoever reviews it: whether faces were looked at, where nothing came of it.

Somebody may go a way on which no face is looked at (docs/teaching.md). Their report reads as that of everybody
else in whose camera picture nothing was found, so that nobody can be told by it.
"""

from dataclasses import replace

from workers.render.drawing import Drawing
from workers.report import CheckName, CheckStatus, Report
from workers.tracks.recording import RecordingTracks

_NOTHING_CAME_OF_IT = {CheckStatus.COMPLETED, CheckStatus.SKIPPED}


def without_untold(report: Report) -> Report:
    """Without the result of the check of faces where nothing came of it, and then without the sums of a brief and
    of engines that it is part of.
    """
    if not _nothing_came_of_faces(report):
        return report
    return replace(
        report,
        checks=tuple(one for one in report.checks if one.check is not CheckName.IDENTITY),
        brief=replace(report.brief, sha256=""),
        made_by=replace(report.made_by, settings_sha256=""),
    )


def untold_in(report: Report) -> frozenset[CheckName]:
    """The check of faces, where its result was left out."""
    told = {one.check for one in report.checks}
    return frozenset({CheckName.IDENTITY} - told)


def tracks_as_told(tracks: RecordingTracks, report: Report) -> RecordingTracks:
    return replace(tracks, faces=None) if untold_in(report) else tracks


def drawing_as_told(drawing: Drawing, report: Report) -> Drawing:
    return replace(drawing, people=None) if untold_in(report) else drawing


def _nothing_came_of_faces(report: Report) -> bool:
    """It found nothing, was not asked, or could come to no end because there is no picture at all; else it is told."""
    if any(one.check is CheckName.IDENTITY for one in report.findings):
        return False
    has_picture = report.recording.video_codec is not None
    results = [one for one in report.checks if one.check is CheckName.IDENTITY]
    return all(not has_picture or one.status in _NOTHING_CAME_OF_IT for one in results)
