"""Passages: a line of text, or two or three that a paragraph was wrapped into or a row consists of."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from workers.matching import Match
from workers.report import Evidence, EvidenceKind
from workers.spans import Box, Span, merge_spans
from workers.tracks.text import TextLine

#: A paragraph is followed over this many lines.
MOST_LINES = 3
#: Left edges of one paragraph differ by no more than this part of the picture's width.
SAME_EDGE = 0.02
#: Lines of one paragraph stand no further apart than this part of their height.
PARAGRAPH_GAP = 0.9
#: Cells of one row stand no further apart than this part of the picture's width, nor nearer than
#: boxes that touch: a reader takes a wide gap for the end of a line.
ROW_GAP = 0.12
_TOUCHING_GAP = -0.005
_OVERLAPPING_GAP = -0.4
_SAME_SIZE = 1.6


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """Lines that stood under or beside each other at the same time, read as one text.

    `spans`: when all of them stood. `joins`: where in `text` the second and third begin.
    """

    text: str
    lines: tuple[TextLine, ...]
    spans: tuple[Span, ...]
    joins: tuple[int, ...] = ()

    @property
    def confidence(self) -> float:
        return min(line.confidence for line in self.lines)

    def box_at(self, time_s: float) -> Box:
        return union_box([line.box_at(time_s) for line in self.lines])

    def crosses(self, match: Match) -> bool:
        """Whether a match needs all of the lines: else fewer of them show it already."""
        if not self.joins:
            return True
        return match.start < self.joins[0] and match.end > self.joins[-1]

    def evidence(self, span: Span) -> Evidence:
        """The passage as a pointer into the recording, as it stood in this span, until it moved."""
        time_s = together_s(self.lines, (span,))
        moves_s = (place.time_s for line in self.lines for place in line.path if place.time_s > time_s)
        box = self.box_at(time_s)
        return Evidence(
            kind=EvidenceKind.TEXT,
            start_s=span.start_s,
            end_s=min([span.end_s, *moves_s]),
            box=(box.x, box.y, box.width, box.height),
            text=self.text,
        )


def single(line: TextLine) -> Passage:
    return Passage(text=line.text, lines=(line,), spans=line.spans)


def read_passages(lines: Sequence[TextLine]) -> list[Passage]:
    """Every line, and every run of two or three lines of one paragraph."""
    return list(_read_passages(tuple(lines)))


# Three checks read the same lines one after another.
@lru_cache(maxsize=1)
def _read_passages(lines: tuple[TextLine, ...]) -> tuple[Passage, ...]:
    singles = [single(line) for line in lines]
    return (*singles, *_grown(singles, _Following(lines).below))


def read_rows(lines: Sequence[TextLine]) -> list[Passage]:
    """Every run of two or three lines of one row, as the columns of a table stand.

    For what a recording should show, not for what it may not: words of two columns meet by chance.
    """
    return list(_read_rows(tuple(lines)))


@lru_cache(maxsize=1)
def _read_rows(lines: tuple[TextLine, ...]) -> tuple[Passage, ...]:
    return tuple(_grown([single(line) for line in lines], _Following(lines).beside))


def _grown(singles: list[Passage], following: Callable[[Passage], Iterable[TextLine]]) -> list[Passage]:
    """The passages of more than one line, each a shorter one and what follows it."""
    found: list[Passage] = []
    growing = singles
    for _ in range(MOST_LINES - 1):
        growing = [_longer(passage, line) for passage in growing for line in following(passage)]
        found += growing
    return found


def shared_spans(one: Sequence[Span], other: Sequence[Span]) -> tuple[Span, ...]:
    """The stretches that both have, longer than nothing."""
    shared = [
        Span(start_s=max(a.start_s, b.start_s), end_s=min(a.end_s, b.end_s))
        for a in one
        for b in other
        if a.overlap_s(b) > 0
    ]
    return tuple(merge_spans(shared))


def together_s(lines: Sequence[TextLine], spans: Sequence[Span]) -> float:
    """The first moment of the spans at which all the lines were seen where they are said to stand."""
    first = spans[0]
    return min(max(first.start_s, *(line.placed_s for line in lines)), first.end_s)


def boxes_together(one: TextLine, other: TextLine) -> tuple[Box, Box] | None:
    """Where two lines stood while both did; null where they never did."""
    if not one.path and not other.path:
        return one.box, other.box
    shared = shared_spans(one.spans, other.spans)
    if not shared:
        return None
    time_s = together_s((one, other), shared)
    return one.box_at(time_s), other.box_at(time_s)


def union_box(boxes: Sequence[Box]) -> Box:
    """The smallest box around all of them."""
    left, top = min(box.x for box in boxes), min(box.y for box in boxes)
    right = max(box.x + box.width for box in boxes)
    bottom = max(box.y + box.height for box in boxes)
    return Box(x=left, y=top, width=right - left, height=bottom - top)


def gap_below(upper: Box, lower: Box) -> float:
    """From the foot of one to the head of the other, as a part of the taller one's height."""
    tallest = max(upper.height, lower.height)
    return (lower.y - upper.y - upper.height) / tallest if tallest > 0 else 0.0


def _longer(passage: Passage, line: TextLine) -> Passage:
    return Passage(
        text=f"{passage.text} {line.text}",
        lines=(*passage.lines, line),
        spans=shared_spans(passage.spans, line.spans),
        joins=(*passage.joins, len(passage.text) + 1),
    )


class _Following:
    """Which line goes on under or beside which, found by its place."""

    def __init__(self, lines: Sequence[TextLine]) -> None:
        self._places: dict[tuple[int, int], list[TextLine]] = defaultdict(list)
        for line in lines:
            for place in {(_column(box.x), _row(box.y)) for box in line.boxes}:
                self._places[place].append(line)

    def below(self, passage: Passage) -> Iterator[TextLine]:
        last = passage.lines[-1]
        for line in _each_once(line for box in last.boxes for line in self._near_below(box)):
            if _goes_on(last, line) and shared_spans(passage.spans, line.spans):
                yield line

    def beside(self, passage: Passage) -> Iterator[TextLine]:
        last = passage.lines[-1]
        for line in _each_once(line for box in last.boxes for line in self._near_beside(box)):
            if _same_row(last, line) and shared_spans(passage.spans, line.spans):
                yield line

    def _near_below(self, box: Box) -> Iterator[TextLine]:
        """Lines of about the same left edge that begin above the furthest gap of a paragraph."""
        furthest = box.y + box.height * (1 + PARAGRAPH_GAP * _SAME_SIZE)
        for column in range(_column(box.x - SAME_EDGE), _column(box.x + SAME_EDGE) + 1):
            for row in range(_row(box.y), _row(furthest) + 1):
                yield from self._places.get((column, row), [])

    def _near_beside(self, box: Box) -> Iterator[TextLine]:
        """Lines that begin at about the same height, from the right edge to the furthest gap of a row."""
        right = box.x + box.width
        for column in range(_column(right + _TOUCHING_GAP), _column(right + ROW_GAP) + 1):
            for row in range(_row(box.y - box.height), _row(box.y + box.height) + 1):
                yield from self._places.get((column, row), [])


def _column(x: float) -> int:
    return int(x // SAME_EDGE)


def _row(y: float) -> int:
    return int(y // SAME_EDGE)


def _each_once(lines: Iterable[TextLine]) -> Iterable[TextLine]:
    """Without those that were found at more than one of their places."""
    return {id(line): line for line in lines}.values()


def _goes_on(upper: TextLine, lower: TextLine) -> bool:
    boxes = None if upper is lower else boxes_together(upper, lower)
    if boxes is None:
        return False
    above, below = boxes
    if abs(above.x - below.x) > SAME_EDGE:
        return False
    if not _OVERLAPPING_GAP <= gap_below(above, below) <= PARAGRAPH_GAP:
        return False
    small, tall = sorted((above.height, below.height))
    return below.y > above.y and tall <= _SAME_SIZE * small


def _same_row(first: TextLine, second: TextLine) -> bool:
    boxes = boxes_together(first, second)
    if boxes is None:
        return False
    left, right = boxes
    if not _TOUCHING_GAP <= right.x - left.x - left.width <= ROW_GAP:
        return False
    small, tall = sorted((left.height, right.height))
    apart = abs(left.y + left.height / 2 - right.y - right.height / 2)
    return apart <= small / 2 and tall <= _SAME_SIZE * small
