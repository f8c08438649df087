"""Whether an engine can read the script that a text is written in."""

import unicodedata
from collections.abc import Sequence

#: The first word of a letter's Unicode name → the script as tracks name it.
_SCRIPTS = {
    "LATIN": "latin",
    "CYRILLIC": "cyrillic",
    "GREEK": "greek",
    "CJK": "han",
    "HIRAGANA": "kana",
    "KATAKANA": "kana",
    "HANGUL": "hangul",
    "ARABIC": "arabic",
    "HEBREW": "hebrew",
    "DEVANAGARI": "devanagari",
    "THAI": "thai",
}


def is_readable(text: str, scripts: Sequence[str]) -> bool:
    """Whether every letter of the text is of a script that the engine reads."""
    return scripts_of(text) <= set(scripts)


def scripts_of(text: str) -> set[str]:
    """The scripts of a text's letters; one without a row above goes by its Unicode name."""
    names = [unicodedata.name(char, "UNKNOWN").split()[0] for char in text if char.isalpha()]
    return {_SCRIPTS.get(name, name.lower()) for name in names}
