"""Whether a forbidden text is named in order to forbid it: "no ChatGPT" is a rule, not use."""

import re
from collections.abc import Sequence
from functools import lru_cache

from workers.checks.passages import PARAGRAPH_GAP, gap_below
from workers.checks.phrasing import phrase
from workers.checks.sightings import Sighting
from workers.folding import fold_keeping_spaces
from workers.spans import Box
from workers.tracks.text import TextLine

#: A heading "Not allowed" speaks for this many lines under it; a sentence goes on for fewer.
LINES_ABOVE = 4
LINES_BELOW = 2

# Within one sentence: no full stop between the negation and the text. A comma after "no" makes it
# an answer ("No, ask ChatGPT"), so only words of a list may stand between.
_LISTED = (
    r"(?:the|any|use of|using|usage of|help from|help of|access to|ai|generative|external|online|other|tools?"
    r"|assistants?|chatbots?|chat bots?|llms?|models?|websites?|services?|such as|like|including|e[.]g[.]"
    r"|or|and|nor|no|not|помощи|использования|применения|ии|нейросетей|сервисов|чат-ботов|таких как|например|и|или"
    r"|__names__)"
)
_BETWEEN_LISTED = r"[\s,/()&:'\"«»“”-]*"
_REST = r"[^.!?;]{0,80}"
_USE = (
    r"(?:use|using|open|opening|consult|consulting|ask|asking|access|visit|paste|copy|rely|run|call|get|take)"
)
_BEFORE = (
    rf"\b(?:do not|don.?t|never|must not|mustn.?t|may not|cannot|can not|can.?t|shouldn.?t|should not|not to) {_USE}{_REST}$",
    rf"\b(?:not allowed|not permitted|not to be used|forbidden|prohibited|banned|disallowed|prohibits?|forbids?|disallows?|bans?|avoid)\b{_REST}$",
    rf"(?:запрещ\w+|запрет\w*|нельзя|недопустим\w*)\b{_REST}$",
    rf"\bне (?:используй\w*|использу\w+|использовать|пользуй\w*|пользоваться|применя\w+|открыва\w+|обраща\w+|допуска\w+|разреш\w+){_REST}$",
)
_AFTER = (
    rf"^{_REST}(?:not|n.t|never) (?:be )?(?:allowed|permitted|used|accepted|tolerated)\b",
    rf"^{_REST}\b(?:forbidden|prohibited|banned|disallowed|off[ -]?limits)\b",
    rf"^{_REST}(?:запрещ\w+|запрет\w*|нельзя|недопустим\w*)",
    rf"^{_REST}\bне (?:допуска\w+|разреш\w+|использ\w+|применя\w+)",
)
_BEFORE_PATTERNS = tuple(phrase(template) for template in _BEFORE)
_AFTER_PATTERNS = tuple(phrase(template) for template in _AFTER)


def is_rule(sighting: Sighting, lines: Sequence[TextLine], forbidden: Sequence[str]) -> bool:
    """Whether the line, or the paragraph it stands in, negates the text that was found in it."""
    above, below = _paragraph(sighting, lines)
    text = sighting.passage.text
    before = fold_keeping_spaces(f"{above} {text[: sighting.match.start]}")
    after = fold_keeping_spaces(f"{text[sighting.match.end :]} {below}")
    if any(pattern.search(before) for pattern in _BEFORE_PATTERNS):
        return True
    return _is_denied(before, forbidden) or any(pattern.search(after) for pattern in _AFTER_PATTERNS)


def _is_denied(before: str, forbidden: Sequence[str]) -> bool:
    """Whether "no" or "without" stands before the text, with nothing but a list between."""
    return _denial(tuple(forbidden)).search(before) is not None


@lru_cache(maxsize=64)
def _denial(forbidden: tuple[str, ...]) -> re.Pattern[str]:
    names = "|".join(fold_keeping_spaces(text).translate(_QUOTED) for text in forbidden)
    listed = _LISTED.replace("__names__", names)
    return phrase(rf"\b(?:no|without|без)\b(?!,){_BETWEEN_LISTED}(?:{listed}\b{_BETWEEN_LISTED}){{0,12}}$")


#: Names stand in a pattern as they are.
_QUOTED = str.maketrans({char: rf"\{char}" for char in r".^$*+?{}[]\|()-&~#"})


def _paragraph(sighting: Sighting, lines: Sequence[TextLine]) -> tuple[str, str]:
    """The texts of the lines over and under a passage at the same time, in reading order."""
    visible = [
        line
        for line in lines
        if line not in sighting.passage.lines
        and any(span.overlap_s(sighting.span) > 0 for span in line.spans)
    ]
    above = _walk(sighting.passage.box, visible, upwards=True, most=LINES_ABOVE)
    below = _walk(sighting.passage.box, visible, upwards=False, most=LINES_BELOW)
    return " ".join(reversed(above)), " ".join(below)


def _walk(box: Box, visible: Sequence[TextLine], *, upwards: bool, most: int) -> list[str]:
    texts: list[str] = []
    while len(texts) < most:
        line = next((line for line in visible if _touches(box, line.box, upwards=upwards)), None)
        if line is None:
            break
        texts.append(line.text)
        box = line.box
    return texts


def _touches(box: Box, other: Box, *, upwards: bool) -> bool:
    upper, lower = (other, box) if upwards else (box, other)
    across = min(box.x + box.width, other.x + other.width) - max(box.x, other.x)
    return across > 0 and upper.y < lower.y and -0.4 <= gap_below(upper, lower) <= PARAGRAPH_GAP
