"""Which scripts a recogniser can write at all, from the characters that it knows."""

import unicodedata
from collections.abc import Iterable

#: Letters that no text in a script does without.
_SCRIPTS = {
    "latin": "aeinorst",
    "cyrillic": "аеинорст",
    "greek": "αεινορστ",
    "chinese": "的一是不",
    "japanese": "のはをた",
    "korean": "이다는에",
    "arabic": "ابتل",
    "hebrew": "אבגל",
    "devanagari": "कतनर",
}


def scripts_of(characters: Iterable[str]) -> tuple[str, ...]:
    """Scripts whose everyday letters are all among the characters, in alphabetical order."""
    known = {unicodedata.normalize("NFC", character) for character in characters}
    return tuple(sorted(script for script, letters in _SCRIPTS.items() if known.issuperset(letters)))
