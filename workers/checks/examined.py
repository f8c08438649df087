"""How much of a recording a check could look at, and what it saw that came nearest."""

from collections.abc import Callable, Sequence

from workers.checks.passages import single
from workers.matching import Pattern, nearest_distance
from workers.report import Coverage, Evidence, EvidenceKind, Gap
from workers.spans import Span, merge_spans
from workers.tracks.recording import RecordingTracks
from workers.tracks.text import TextLine

#: "Not seen" is claimed only where no more than this part of the recording went unread.
MOST_UNREAD = 0.05
#: A line further from a wanted text than this part of its units is not shown as the nearest.
_NEAREST_AT_ALL = 0.5
_ASKED_OF = 30


def _none(_line: TextLine) -> bool:
    return False


def coverage_of(tracks: RecordingTracks, gaps: Sequence[Gap]) -> Coverage:
    """The coverage of a check that looks at the whole recording but for these gaps."""
    unread = sum(span.duration_s for span in merge_spans([_span(gap) for gap in gaps]))
    return Coverage(examined_s=max(0.0, tracks.duration_s - unread), gaps=tuple(gaps))


def is_good(tracks: RecordingTracks, coverage: Coverage) -> bool:
    """Whether "not seen" means something: nearly all was read, and the file is whole."""
    duration_s = tracks.duration_s
    unread_s = duration_s - coverage.examined_s
    return duration_s > 0 and unread_s <= MOST_UNREAD * duration_s and not tracks.source.truncated


def whole_span(tracks: RecordingTracks) -> Span:
    return Span(start_s=0.0, end_s=tracks.duration_s)


def nearest_line(
    pattern: Pattern, lines: Sequence[TextLine], *, but: Callable[[TextLine], bool] = _none
) -> tuple[TextLine, int] | None:
    """The line nearest to a text that was not found, and its distance in edits; the first of equals.

    `but` tells which lines may not be shown (asked of the nearest ones only).
    """
    distances = {text: nearest_distance(pattern, text) for text in {line.text for line in lines}}
    near = [line for line in lines if distances[line.text] <= _NEAREST_AT_ALL * len(pattern.units)]
    for line in sorted(near, key=lambda line: distances[line.text])[:_ASKED_OF]:
        if not but(line):
            return line, distances[line.text]
    return None


def line_evidence(line: TextLine | None, tracks: RecordingTracks) -> Evidence:
    """A line as it first stood, or without one the still of the screen that stood longest."""
    return single(line).evidence(line.spans[0]) if line else screen_evidence(tracks)


def screen_evidence(tracks: RecordingTracks) -> Evidence:
    stills = tracks.activity.stills if tracks.activity else ()
    longest = max(stills, key=lambda still: (still.span.duration_s, -still.span.start_s), default=None)
    span = longest.span if longest else whole_span(tracks)
    return Evidence(kind=EvidenceKind.FRAME, start_s=span.start_s, end_s=span.end_s)


def missing_confidence(lines: Sequence[TextLine], tracks: RecordingTracks, coverage: Coverage) -> float:
    """How well the screen could be read: the reader's mean confidence over lines (a half where
    there was no line to read), times the part of the recording that was examined.
    """
    mean = sum(line.confidence for line in lines) / len(lines) if lines else 0.5
    share = coverage.examined_s / tracks.duration_s if tracks.duration_s > 0 else 0.0
    return min(1.0, mean * share)


def _span(gap: Gap) -> Span:
    return Span(start_s=gap.start_s, end_s=gap.end_s)
