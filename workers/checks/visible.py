"""Which lines stood on the screen at a moment, found without looking through all of them."""

from collections import defaultdict
from collections.abc import Iterable

from workers.spans import Span
from workers.tracks.text import TextLine

_SLICE_S = 4.0


class Visible:
    """The lines of a text track, filed by slices of time."""

    def __init__(self, lines: Iterable[TextLine]) -> None:
        self._slices: dict[int, list[TextLine]] = defaultdict(list)
        for line in lines:
            slices = {at for span in line.spans for at in _slices(span)}
            for at in slices:
                self._slices[at].append(line)

    def at(self, moment_s: float) -> list[TextLine]:
        """The lines that stood at a moment, in the track's order."""
        filed = self._slices.get(int(moment_s // _SLICE_S), [])
        return [line for line in filed if any(_holds(span, moment_s) for span in line.spans)]

    def during(self, span: Span) -> list[TextLine]:
        """The lines that stood for some part of a span."""
        filed = {id(line): line for at in _slices(span) for line in self._slices.get(at, [])}
        return [line for line in filed.values() if any(seen.overlap_s(span) > 0 for seen in line.spans)]


def _slices(span: Span) -> range:
    return range(int(span.start_s // _SLICE_S), int(span.end_s // _SLICE_S) + 1)


def _holds(span: Span, moment_s: float) -> bool:
    # A line seen in one picture only has no length, and stood at that moment all the same.
    return span.start_s <= moment_s < span.end_s or span.start_s == moment_s
