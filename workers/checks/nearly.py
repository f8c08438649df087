"""Whether a text that was not found may have stood where something very like it was read."""

from workers.checks.passages import single
from workers.checks.surroundings import paragraph_around
from workers.checks.visible import Visible
from workers.matching import Pattern
from workers.tracks.text import UNREAD, TextLine

#: A text missed by one edit more than allowed may have stood there in a line read no surer than this, or
#: in a paragraph of which some is in letters that the reader does not know.
UNSURE_LINE = 0.8
_LONG_ENOUGH = 6


def may_have_stood(pattern: Pattern, nearest: tuple[TextLine, int] | None, visible: Visible) -> bool:
    """`nearest`: the line that comes closest and by how many edits it differs."""
    if nearest is None or pattern.whole_chars < _LONG_ENOUGH:
        return False
    line, distance = nearest
    if distance > pattern.edits + 1:
        return False
    return line.confidence < UNSURE_LINE or _stands_among_unread(line, visible)


def _stands_among_unread(line: TextLine, visible: Visible) -> bool:
    around = paragraph_around(single(line), line.spans[0], visible)
    return any(UNREAD in text for text in (line.text, *around))
