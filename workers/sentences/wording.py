"""One wording: a text with placeholders, filled in the manner of a language.

`{name}` the value; `{name:time}` seconds as a clock shows them; `{name:quote}` in the language's
quotation marks; `{name|form|forms}` the plural form for the number (English: one, other; Russian:
one, few, many), without the number itself.
"""

import re
import unicodedata
from collections.abc import Mapping

from workers.report import ParamValue

_PLACEHOLDER = re.compile(r"\{(?P<name>\w+)(?::(?P<manner>\w+)|(?P<forms>(?:\|[^{}|]*)+))?\}")
_LONGEST = 200
_NOTHING = "—"
_QUOTES = {"en": ("“", "”"), "ru": ("«", "»")}
_DECIMAL_MARK = {"en": ".", "ru": ","}
_FIRST_STRONG_ISOLATE, _POP_ISOLATE = "\u2068", "\u2069"
_JOINERS = "\u200c\u200d"
_RIGHT_TO_LEFT = frozenset({"R", "AL", "AN"})


class SentenceError(ValueError):
    """No such sentence, or a param that its wording needs is missing or of a wrong kind."""


def fill(wording: str, params: Mapping[str, ParamValue], language: str) -> str:
    """The wording with its placeholders filled. Raises SentenceError."""

    def one(match: re.Match[str]) -> str:
        name = match["name"]
        if name not in params:
            raise SentenceError(f"the param {name!r} is missing for {wording!r}")
        if match["forms"] is not None:
            return plural(_number(name, params[name]), match["forms"][1:].split("|"), language)
        return _shown(name, params[name], match["manner"], language)

    return _PLACEHOLDER.sub(one, wording)


def names_in(wording: str) -> frozenset[str]:
    """The params that a wording needs."""
    return frozenset(match["name"] for match in _PLACEHOLDER.finditer(wording))


def plural(number: float, forms: list[str], language: str) -> str:
    """The form for the number, by the plural rules of CLDR for English and Russian."""
    expected = 3 if language == "ru" else 2
    if len(forms) != expected:
        raise SentenceError(f"{language} has {expected} plural forms; {forms} are {len(forms)}")
    return forms[_russian_form(number) if language == "ru" else int(number != 1)]


def clock(seconds: float) -> str:
    """7:12, or 1:07:12 from an hour on; parts of a second are left off."""
    whole = int(seconds)
    hours, minutes, rest = whole // 3600, whole // 60 % 60, whole % 60
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def plain(text: str, *, longest: int | None = None) -> str:
    """Text from a recording or a brief, made safe to stand in a line: control characters and
    marks that turn the direction of writing are taken out, and a long text is cut short.

    The joiners that Persian, Hindi and emoji are written with stay.
    """
    # Nearly every text: nothing in ASCII that can be printed is ever taken out.
    visible = text if text.isascii() and text.isprintable() else _visible(text)
    if longest is not None and len(visible) > longest:
        return visible[: longest - 1].rstrip() + "…"
    return visible


def _visible(text: str) -> str:
    return "".join(" " if char.isspace() else char for char in text if _stays(char))


def _stays(char: str) -> bool:
    return char.isspace() or char in _JOINERS or unicodedata.category(char) not in {"Cc", "Cf", "Cs"}


def _russian_form(number: float) -> int:
    if number != int(number):
        return 1
    tens, ones = int(abs(number)) % 100, int(abs(number)) % 10
    if ones == 1 and tens != 11:
        return 0
    return 1 if ones in {2, 3, 4} and tens not in {12, 13, 14} else 2


def _number(name: str, value: ParamValue) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise SentenceError(f"the param {name!r} must be a number, not {value!r}")
    # The form must agree with the number as it is shown.
    return round(value, 1)


def _shown(name: str, value: ParamValue, manner: str | None, language: str) -> str:
    match manner:
        case None:
            return _value(value, language)
        case "time":
            return clock(_number(name, value))
        case "quote":
            opening, closing = _QUOTES[language]
            items = value if isinstance(value, tuple) else (value,)
            return ", ".join(f"{opening}{_value(item, language)}{closing}" for item in items)
        case _:
            raise SentenceError(f"{manner!r} is no manner of showing a param")


def _value(value: ParamValue, language: str) -> str:
    match value:
        case None:
            return _NOTHING
        case bool():
            raise SentenceError("yes and no are words: choose another sentence instead of a param")
        case int() | float():
            return f"{value:.1f}".removesuffix(".0").replace(".", _DECIMAL_MARK[language])
        case tuple():
            return ", ".join(_value(item, language) for item in value)
        case str():
            return _isolated(plain(value, longest=_LONGEST))


def _isolated(text: str) -> str:
    """Right-to-left text may not reorder the sentence around it."""
    if not text.isascii() and any(unicodedata.bidirectional(char) in _RIGHT_TO_LEFT for char in text):
        return f"{_FIRST_STRONG_ISOLATE}{text}{_POP_ISOLATE}"
    return text
