"""What stands around a passage: the lines of its paragraph, which may say what it means."""

from collections.abc import Sequence

from workers.checks.passages import PARAGRAPH_GAP, Passage, gap_below, together_s
from workers.checks.visible import Visible
from workers.spans import Box, Span

#: A heading ("Not allowed") speaks for this many lines under it; a sentence goes on for fewer.
LINES_ABOVE = 4
LINES_BELOW = 2
_OVERLAPPING_GAP = -0.4


def paragraph_around(passage: Passage, span: Span, visible: Visible) -> tuple[str, str]:
    """The texts over and under a passage while it stood, each in reading order."""
    time_s = together_s(passage.lines, (span,))
    others = [(line.box_at(time_s), line.text) for line in visible.during(span) if line not in passage.lines]
    box = passage.box_at(time_s)
    above = _walk(box, others, upwards=True, most=LINES_ABOVE)
    below = _walk(box, others, upwards=False, most=LINES_BELOW)
    return " ".join(reversed(above)), " ".join(below)


def _walk(box: Box, visible: Sequence[tuple[Box, str]], *, upwards: bool, most: int) -> list[str]:
    texts: list[str] = []
    while len(texts) < most:
        found = next((one for one in visible if _touches(box, one[0], upwards=upwards)), None)
        if found is None:
            break
        box, text = found
        texts.append(text)
    return texts


def _touches(box: Box, other: Box, *, upwards: bool) -> bool:
    upper, lower = (other, box) if upwards else (box, other)
    across = min(box.x + box.width, other.x + other.width) - max(box.x, other.x)
    gap = gap_below(upper, lower)
    return across > 0 and upper.y < lower.y and _OVERLAPPING_GAP <= gap <= PARAGRAPH_GAP
