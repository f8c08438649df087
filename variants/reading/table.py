"""Reading a table of TOML key by key: whatever is wrong is said with the key and its line."""

import datetime as dt
import difflib
import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any, NoReturn, TypeVar

from variants.errors import TemplateInvalid, short
from variants.lines import Lines, Path

T = TypeVar("T")
#: Far more than anybody writes; less than would keep a reader of TOML busy.
MOST_BYTES = 1_000_000
_DIGITS = 15
#: The standard reader's memory grows with the square of the parts of a dotted key.
_MOST_PARTS = 20
_DEEP_KEY = re.compile(
    rf"(?:[\w-]+|\"[^\"\n]*\"|'[^'\n]*')(?:[ \t]*\.[ \t]*(?:[\w-]+|\"[^\"\n]*\"|'[^'\n]*')){{{_MOST_PARTS},}}[ \t]*[=\]]"
)
#: No screen shows these and not every database keeps them: control characters but tab and line end, halves of
#: characters, and signs that turn the direction of what follows.
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\u202a-\u202e\u2066-\u2069]")


def read_toml(text: str) -> "Table":
    """The whole text as a table. Raises TemplateInvalid."""
    if len(text.encode("utf-8", errors="replace")) > MOST_BYTES:
        raise TemplateInvalid(f"The template is larger than {MOST_BYTES // 1_000_000} MB.")
    # Some editors put a mark before the first character, or a carriage return at the end of a line.
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    if _DEEP_KEY.search(text):
        raise TemplateInvalid(f"The template has a key of more than {_MOST_PARTS} parts.")
    try:
        return Table(tomllib.loads(text, parse_float=Decimal), Lines(text), ())
    except tomllib.TOMLDecodeError as error:
        raise TemplateInvalid(f"The template is not valid TOML: {str(error).rstrip('.')}.") from error
    except RecursionError as error:
        raise TemplateInvalid("The template is not valid TOML: it is nested too deeply.") from error
    except (ValueError, ArithmeticError) as error:
        raise TemplateInvalid("The template is not valid TOML: a number in it is too long.") from error


def has_unseen(text: str) -> bool:
    return _UNSEEN.search(text) is not None


class Table:
    """One table. Each key that is asked for counts as known; `end` refuses the others."""

    def __init__(self, data: Mapping[str, Any], lines: Lines, path: Path) -> None:
        self.lines = lines
        self.path = path
        self._data = data
        self._known: list[str] = []

    def __contains__(self, key: str) -> bool:
        return key in self._data

    def names(self) -> tuple[str, ...]:
        """The keys as they are written; all of them count as known."""
        self._known += self._data
        return tuple(self._data)

    def refuse(self, key: str | None, says: str) -> NoReturn:
        """Raises TemplateInvalid: "The template's key 'a.b' (line 3) <says>."."""
        path = self.path if key is None else (*self.path, key)
        raise TemplateInvalid(f"{self.lines.where(path)} {says}.")

    def refuse_in_text(self, key: str, says: str, offset: int) -> NoReturn:
        """The same of a place so many lines into the text of a key."""
        raise TemplateInvalid(f"{self.lines.where((*self.path, key), offset)} {says}.")

    def end(self) -> None:
        """Refuses a key that nobody asked for, with the nearest that is known."""
        for key in self._data:
            if key not in self._known:
                nearest = difflib.get_close_matches(key, self._known, n=1, cutoff=0.0)[0]
                self.refuse(short(key), f"is unknown; the nearest known key is {nearest!r}")

    def get(self, key: str, kind: type[T] | tuple[type[T], ...], says: str) -> T | None:
        """The value of a key, null where it is not there. Refuses any other kind."""
        self._known.append(key)
        value = self._data.get(key)
        # To Python, true is a number.
        wrong = isinstance(value, bool) and bool not in (kind if isinstance(kind, tuple) else (kind,))
        if key in self._data and (wrong or not isinstance(value, kind)):
            self.refuse(key, f"must be {says}")
        return value

    def required(self, key: str, value: T | None) -> T:
        if value is None:
            self.refuse(key, "is missing")
        return value

    def text(self, key: str) -> str | None:
        value = self.get(key, str, "a text in quotes")
        if value is not None and not value.strip():
            self.refuse(key, "is empty")
        if value is not None and has_unseen(value):
            self.refuse(key, "has a character that nobody can see")
        return value

    def integer(self, key: str) -> int | None:
        value = self.get(key, int, "a whole number")
        if value is not None and len(str(abs(value))) > _DIGITS:
            self.refuse(key, f"has more than {_DIGITS} digits")
        return value

    def number(self, key: str) -> Decimal | None:
        """A number as it is written, to the last digit."""
        value: int | Decimal | None = self.get(key, (int, Decimal), "a number")  # type: ignore[assignment]
        return None if value is None else self._short(key, Decimal(value))

    def _short(self, key: str, value: Decimal) -> Decimal:
        exponent = value.as_tuple().exponent
        if not value.is_finite() or not isinstance(exponent, int):
            self.refuse(key, "must be a number")
        if len(value.as_tuple().digits) + max(exponent, 0) > _DIGITS or exponent < -_DIGITS:
            self.refuse(key, f"has more than {_DIGITS} digits")
        return value

    def flag(self, key: str) -> bool | None:
        return self.get(key, bool, "true or false")

    def date(self, key: str) -> dt.date | None:
        value = self.get(key, dt.date, "a date such as 2027-03-14")
        if isinstance(value, dt.datetime):
            self.refuse(key, "must be a date without a time")
        return value

    def items(self, key: str) -> Sequence[Any] | None:
        value: list[Any] | None = self.get(key, list, "a list")
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts; empty where it is not there."""
        values = self.items(key) or ()
        for value in values:
            if not isinstance(value, str) or not value.strip() or has_unseen(value):
                self.refuse(
                    key, "must be a list of texts in quotes, none of them empty or with unseen characters"
                )
        return tuple(values)

    def table(self, key: str) -> "Table | None":
        value: dict[str, Any] | None = self.get(key, dict, "a table")
        return None if value is None else Table(value, self.lines, (*self.path, key))

    def tables(self, key: str) -> tuple["Table", ...]:
        """A list of tables; empty where it is not there."""
        values = self.items(key) or ()
        for value in values:
            if not isinstance(value, dict):
                self.refuse(key, "must be a list of tables")
        return tuple(Table(value, self.lines, (*self.path, key, place)) for place, value in enumerate(values))

    def one_of(self, key: str, known: Sequence[str]) -> str | None:
        value = self.text(key)
        if value is not None and value not in known:
            nearest = difflib.get_close_matches(value, known, n=1, cutoff=0.0)[0]
            self.refuse(key, f"is {short(value)!r}, which is not known; the nearest known is {nearest!r}")
        return value


def each(tables: Sequence[Table], read: Callable[[Table], T]) -> tuple[T, ...]:
    """Reads every table to its end."""
    made = []
    for table in tables:
        made.append(read(table))
        table.end()
    return tuple(made)
