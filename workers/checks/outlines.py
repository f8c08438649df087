"""Remains of lines in letters that the reader does not know, the task's own above all.

Of "Не используйте ChatGPT и Copilot." a reader of Latin letters gives "He 3yte ChatGP è Copilot.":
neither the task's words nor the ban can be read, the forbidden name can. What is left is the
line's outline: about as long, with the name about where the task has it.
"""

from collections.abc import Iterator, Sequence

from workers.brief import Brief
from workers.checks.passages import Passage
from workers.checks.sightings import Sighting
from workers.checks.task_page import block_around
from workers.checks.visible import Visible
from workers.matching import Pattern, find_all
from workers.scripts import is_readable
from workers.tracks.text import UNREAD

#: A line is about as long as another where it has this part of its letters or more, and
LEAST_LENGTH = 0.4
MOST_LENGTH = 1.4
#: the name stands in the same place within this part of the line.
SAME_PLACE = 0.2
#: Letters and digits beside the name; a title with the name alone is no remains of a sentence.
LEAST_BESIDE = 3
#: Letters that a word has which was there and could not be read.
LETTERS_UNREAD = 6
#: So many unread lines around one are a page.
UNREAD_LINES = 2
#: One sign may be a button or a logo; so many are a sentence.
UNREAD_WORDS = 2


def is_outline(sighting: Sighting, brief: Brief, scripts: Sequence[str]) -> bool:
    """Whether a text was seen in what is left of a line of the task page."""
    text, match = sighting.passage.text, sighting.match
    length, before, inside = (
        _letters(part) for part in (text, text[: match.start], text[match.start : match.end])
    )
    if length - inside < LEAST_BESIDE:
        return False
    return any(
        LEAST_LENGTH * task_length <= length <= MOST_LENGTH * task_length
        and abs(before / length - task_before / task_length) <= SAME_PLACE
        for task_before, task_length in _task_places(sighting.pattern, brief, scripts)
    )


def stands_among_remains(sighting: Sighting, brief: Brief, scripts: Sequence[str], visible: Visible) -> bool:
    """Whether a text that a line of the task has, which the reader cannot read, was seen in a block of lines
    of which most could not be read: of some lines of a page nothing is left but the text.
    """
    if next(_task_places(sighting.pattern, brief, scripts), None) is None:
        return False
    line, moment_s = sighting.passage.lines[0], sighting.span.start_s + sighting.span.duration_s / 2
    others = [other for other in block_around(line, visible.at(moment_s), moment_s) if other is not line]
    unread = sum(UNREAD in other.text for other in others)
    return unread >= UNREAD_LINES and 2 * unread >= len(others)


def is_mostly_unread(passage: Passage) -> bool:
    """Whether several words of the passage could not be read; what it says is then unknown."""
    return passage.text.count(UNREAD) >= UNREAD_WORDS


def _task_places(pattern: Pattern, brief: Brief, scripts: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Letters before the text, and in all, of each line or sentence of the task that the reader cannot read."""
    for line in brief.statement.splitlines():
        for part in {line, *(f"{sentence}." for sentence in line.split("."))}:
            if not is_readable(part, scripts):
                yield from (
                    (_letters(part[: match.start]), _letters(part)) for match in find_all(pattern, part)
                )


def _letters(text: str) -> int:
    return sum(char.isalnum() + LETTERS_UNREAD * (char == UNREAD) for char in text)
