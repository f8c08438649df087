"""Whether a forbidden text is named in order to forbid it: "no ChatGPT" is a rule, not use."""

import re
from collections.abc import Sequence
from functools import lru_cache

from workers.checks.phrasing import phrase
from workers.checks.sightings import Sighting
from workers.checks.surroundings import paragraph_around
from workers.checks.visible import Visible
from workers.folding import fold_keeping_spaces

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


def is_rule(sighting: Sighting, visible: Visible, forbidden: Sequence[str]) -> bool:
    """Whether the line, or the paragraph it stands in, negates the text that was found in it."""
    above, below = paragraph_around(sighting.passage, sighting.span, visible)
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
    # A name may end in a sign (C++), after which no word ends.
    return phrase(
        rf"\b(?:no|without|без)\b(?!,){_BETWEEN_LISTED}(?:{listed}(?!\w){_BETWEEN_LISTED}){{0,12}}$"
    )


#: Names stand in a pattern as they are.
_QUOTED = str.maketrans({char: rf"\{char}" for char in r".^$*+?{}[]\|()-&~#"})
