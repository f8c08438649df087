"""What a report leaves untold to whoever reviews it: whether faces were looked at, where nothing came of it.

Somebody may go a way on which no face is looked at (docs/teaching.md). Their report reads as that of everybody
else in whose camera picture nothing was found, so that nobody can be told by it.
"""

from dataclasses import replace

from workers.render.drawing import Drawing
from workers.report import CheckName, CheckStatus, Report
from workers.tracks.recording import RecordingTracks

_NOTHING_CAME_OF_IT = {CheckStatus.COMPLETED, CheckStatus.SKIPPED}


def untold_in(report: Report) -> frozenset[CheckName]:
    """The check of faces, where it found nothing, was not asked, or is left out; not where it came to no end."""
    results = [one for one in report.checks if one.check is CheckName.IDENTITY]
    found = any(one.check is CheckName.IDENTITY for one in report.findings)
    ended = all(one.status in _NOTHING_CAME_OF_IT for one in results)
    return frozenset({CheckName.IDENTITY}) if ended and not found else frozenset()


def without_untold(report: Report) -> Report:
    """Without its result, and without the sums of a brief and of engines that it is part of. What is untold in the
    report stays the same.
    """
    untold = untold_in(report)
    if not untold:
        return report
    return replace(
        report,
        checks=tuple(one for one in report.checks if one.check not in untold),
        brief=replace(report.brief, sha256=""),
        made_by=replace(report.made_by, settings_sha256=""),
    )


def tracks_as_told(tracks: RecordingTracks, report: Report) -> RecordingTracks:
    return replace(tracks, faces=None) if untold_in(report) else tracks


def drawing_as_told(drawing: Drawing, report: Report) -> Drawing:
    return replace(drawing, people=None) if untold_in(report) else drawing
