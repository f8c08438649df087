"""Which text on the screen is the task's own: it proves no step and breaks no rule.

A line is like the task where most of its five-unit pieces stand in the brief's own words. Likeness
alone would also take a student's `def moving_average(values):` for the task, so the block around
the line decides: among the other words of a task page most are the task's, in an editor few are.
"""

from collections.abc import Iterable, Sequence

from workers.brief import Brief
from workers.checks.passages import Passage, boxes_together, gap_below
from workers.checks.visible import Visible
from workers.folding import fold
from workers.matching import find_all, wording
from workers.spans import Box, Span
from workers.tracks.text import TextLine

_PIECE = 5
#: A line is like the task where this part of its pieces is the task's.
LIKE_FROM = 0.6
#: Letters and digits, beside the wanted texts themselves, that make a block the task page.
ENOUGH_CHARS = 12
#: A line with so many of them that are the task's is the task's wherever it stands.
LONG_CHARS = 24
_LONG_LIKE_FROM = 0.8
_BLOCK_SHARE = 0.5
_BLOCK_GAP = 1.0
#: A wanted text alone on its line (a sample of output) belongs to task text this near (in heights
#: of a line) that came with it.
NEAR_GAP = 3.0
TOGETHER_S = 1.5
_MOMENTS = (0.15, 0.5, 0.85)


class TaskPage:
    """The task's own words, and where they stood in one recording."""

    def __init__(self, brief: Brief, visible: Visible) -> None:
        self._visible = visible
        self._wanted = [wording(text) for text in _wanted_texts(brief)]
        self._task = frozenset(piece for text in _task_texts(brief) for piece in _pieces(text))
        self._likeness: dict[str, float] = {}
        self._own: dict[str, int] = {}

    def shows(self, passage: Passage, span: Span) -> bool:
        """Whether the passage, as it stood in this span, is the task page's own text."""
        return any(self._is_task_line(line, span) for line in passage.lines)

    def _is_task_line(self, line: TextLine, span: Span) -> bool:
        if not self._task:
            return False
        if self._own_chars(line) >= LONG_CHARS and self._like(line) >= _LONG_LIKE_FROM:
            return True
        moments = [span.start_s + part * span.duration_s for part in _MOMENTS]
        return sum(self._is_task_at(line, moment, span) for moment in moments) * 2 > len(moments)

    def _is_task_at(self, line: TextLine, moment_s: float, span: Span) -> bool:
        visible = self._visible.at(moment_s)
        if self._is_task_block(block_around(line, visible, moment_s)):
            return True
        alone = self._own_chars(line) < 3 and self._like(line) >= LIKE_FROM
        return alone and any(self._came_with(line, span, other) for other in visible)

    def _is_task_block(self, block: Iterable[TextLine]) -> bool:
        chars = [(self._own_chars(line), self._like(line) >= LIKE_FROM) for line in block]
        task = sum(count for count, like in chars if like)
        return task >= ENOUGH_CHARS and task >= _BLOCK_SHARE * sum(count for count, _ in chars)

    def _came_with(self, line: TextLine, span: Span, other: TextLine) -> bool:
        if self._own_chars(other) < ENOUGH_CHARS or self._like(other) < LIKE_FROM:
            return False
        together = any(abs(seen.start_s - span.start_s) <= TOGETHER_S for seen in other.spans)
        boxes = boxes_together(line, other) if together else None
        return boxes is not None and _near(*boxes, most_gap=NEAR_GAP)

    def _like(self, line: TextLine) -> float:
        """The part of the line's pieces that are the task's, 0 to 1."""
        if line.text not in self._likeness:
            pieces = _pieces(line.text)
            own = sum(piece in self._task for piece in pieces)
            self._likeness[line.text] = own / len(pieces) if pieces else 0.0
        return self._likeness[line.text]

    def _own_chars(self, line: TextLine) -> int:
        """Letters and digits of the line that are not part of a wanted text."""
        if line.text not in self._own:
            covered = {
                index
                for pattern in self._wanted
                for match in find_all(pattern, line.text)
                for index in range(match.start, match.end)
            }
            self._own[line.text] = sum(
                char.isalnum() for index, char in enumerate(line.text) if index not in covered
            )
        return self._own[line.text]


def _task_texts(brief: Brief) -> list[str]:
    texts = [brief.statement, brief.title, *(step.instruction for step in brief.steps)]
    if brief.variant:
        texts += [text for text in (brief.variant.code, brief.variant.phrase) if text]
    return texts


def _wanted_texts(brief: Brief) -> list[str]:
    texts = [text for step in brief.steps for text in step.expect_text]
    return texts + ([*brief.text.required, *brief.text.forbidden] if brief.text else [])


def _pieces(text: str) -> list[str]:
    units = "".join(unit for unit in fold(text).units if unit.isalnum())
    return [units[start : start + _PIECE] for start in range(len(units) - _PIECE + 1)]


def block_around(line: TextLine, visible: Sequence[TextLine], moment_s: float) -> list[TextLine]:
    """The line and all that stand over or under it at a moment without a gap, step by step."""
    block, waiting = [line], [line]
    outside = [other for other in visible if other is not line]
    while waiting:
        current = waiting.pop()
        box = current.box_at(moment_s)
        joined = [other for other in outside if _near(box, other.box_at(moment_s), most_gap=_BLOCK_GAP)]
        outside = [other for other in outside if other not in joined]
        block += joined
        waiting += joined
    return block


def _near(one: Box, other: Box, *, most_gap: float) -> bool:
    across = min(one.x + one.width, other.x + other.width) - max(one.x, other.x)
    upper, lower = sorted((one, other), key=lambda box: box.y)
    return across > 0 and gap_below(upper, lower) <= most_gap
