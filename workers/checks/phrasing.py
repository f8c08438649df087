"""Patterns over sentences, tolerant as the matching of texts is.

A template is a regular expression in plain words. Its letters are folded as `workers.folding`
folds texts, and a space stands for any white space or none, because recognisers drop spaces.
Character classes, escapes and counts stay as they are written.
"""

import re

from workers.folding import fold

_KEPT = re.compile(r"\\.|\{[^}]*\}|\[[^\]]*\]|\(\?(?:<?[=!]|:)")
_SPACE = r"\s*"


def phrase(template: str) -> re.Pattern[str]:
    """The template as a pattern for texts from `fold_keeping_spaces`."""
    parts: list[str] = []
    place = 0
    for kept in _KEPT.finditer(template):
        parts += [_folded(template[place : kept.start()]), kept.group()]
        place = kept.end()
    parts.append(_folded(template[place:]))
    return re.compile("".join(parts))


def _folded(literal: str) -> str:
    # The bar is an l to the eye, and "or" in a pattern.
    return _SPACE.join(
        "|".join(fold(branch).units for branch in words.split("|")) for words in literal.split(" ")
    )
