"""A template as values: what every variant of a task has in common, and what may differ."""

import datetime as dt
import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

from variants.expressions import Expression
from variants.lines import Lines, Path
from variants.texts import Text

SCHEMA = "candor.template/1"
LANGUAGES = ("en", "ru")
#: Of the seven days of a week, counted as ISO 8601 does.
WEEK = range(1, 8)


class Accommodation(StrEnum):
    """The same task in another way, of equal demand."""

    LARGE_TEXT = "large_text"
    NO_PHRASE = "no_phrase"
    MORE_TIME = "more_time"


@dataclass(frozen=True, slots=True, kw_only=True)
class Localized:
    """A text in each language of the template."""

    texts: Mapping[str, str]

    def in_language(self, language: str) -> str:
        return self.texts[language]


@dataclass(frozen=True, slots=True, kw_only=True)
class IntegerParameter:
    first: int
    last: int
    step: int = 1

    @property
    def size(self) -> int:
        return (self.last - self.first) // self.step + 1


@dataclass(frozen=True, slots=True, kw_only=True)
class DecimalParameter:
    """From `first` in steps, each written with as many places as the step has."""

    first: Decimal
    last: Decimal
    step: Decimal

    @property
    def size(self) -> int:
        return int((self.last - self.first) // self.step) + 1


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoiceParameter:
    values: Sequence[Any]

    @property
    def size(self) -> int:
        return len(self.values)


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleParameter:
    """So many different ones, in a drawn order."""

    values: Sequence[Any]
    count: int

    @property
    def size(self) -> int:
        size = 1
        for taken in range(self.count):
            size *= len(self.values) - taken
        return size


@dataclass(frozen=True, slots=True, kw_only=True)
class DateParameter:
    first: dt.date
    last: dt.date
    weekdays: frozenset[int] = frozenset(WEEK)

    @property
    def dates(self) -> tuple[str, ...]:
        return _dates(self.first, self.last, self.weekdays)

    @property
    def size(self) -> int:
        return len(self.dates)


@functools.lru_cache(maxsize=100)
def _dates(first: dt.date, last: dt.date, weekdays: frozenset[int]) -> tuple[str, ...]:
    """Kept, as it is asked for in every draw."""
    every = (first + dt.timedelta(days=day) for day in range((last - first).days + 1))
    return tuple(date.isoformat() for date in every if date.isoweekday() in weekdays)


@dataclass(frozen=True, slots=True, kw_only=True)
class TableParameter:
    """Rows of columns, each cell drawn by itself; `number` counts the rows from 1."""

    columns: "Mapping[str, Cell]"
    rows: int

    @property
    def size(self) -> int:
        size = 1
        for column in self.columns.values():
            size *= column.size
        return int(size**self.rows)


def has_words(kind: "Parameter") -> bool:
    """Whether a value of this parameter is, or holds, a text in several languages."""
    if isinstance(kind, TableParameter):
        return any(map(has_words, kind.columns.values()))
    values = kind.values if isinstance(kind, ChoiceParameter | SampleParameter) else ()
    parts = (part for value in values for part in (value.values() if isinstance(value, dict) else [value]))
    return any(isinstance(part, Localized) for part in parts)


Cell = IntegerParameter | DecimalParameter | ChoiceParameter | DateParameter
Parameter = Cell | SampleParameter | TableParameter


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """What must hold; `because` says it in words for the author. `path` is its place in the template."""

    that: Expression
    because: str
    path: Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """An answer somebody might type, and how it has to be judged."""

    given: Text
    judged: str
    path: Path


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedAnswer:
    """What the student has to find. A number has a tolerance, in its unit, and perhaps a unit; a text may
    be one of several.
    """

    id: str
    value: Expression
    path: Path
    question: Mapping[str, Text]
    numeric: bool = True
    tolerance: Expression | None = None
    unit: str | None = None
    solver: Expression | None = None
    also: tuple[Expression, ...] = ()
    examples: tuple[Example, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateStep:
    """A step of the brief, whose texts may name parameters. Grounds are in the words of each language."""

    id: str
    instruction: Mapping[str, Text]
    expect_text: Mapping[str, tuple[Text, ...]]
    expect_speech: Mapping[str, tuple[Text, ...]]
    after: tuple[str, ...]
    path: Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Difficulty:
    """How hard a variant is, on the author's own scale, and the band in which all have to be."""

    value: Expression
    least: float
    most: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Challenge:
    """What binds a recording to a variant, and how many attempts a person may have."""

    code: bool = True
    phrase: bool = True
    attempts: int = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """Two variants are the same if their notes are; `shared` people at most may have the same."""

    text: Text
    shared: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    required: Mapping[str, tuple[Text, ...]]
    forbidden: Mapping[str, tuple[Text, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefParts:
    """What every variant's brief says alike."""

    profile: str = "education"
    optional: tuple[str, ...] = ()
    identity: Mapping[str, int | float] | None = None
    text: Wording | None = None
    speech: Wording | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """A whole template. `sha256` is its version; the first language is the one of its note."""

    id: str
    sha256: str
    languages: tuple[str, ...]
    title: Mapping[str, Text]
    statement: Mapping[str, Text]
    parameters: Mapping[str, Parameter]
    derived: Mapping[str, Expression]
    constraints: tuple[Condition, ...]
    properties: tuple[Condition, ...]
    answers: tuple[AskedAnswer, ...]
    note: Note
    steps: tuple[TemplateStep, ...]
    ordered: bool
    challenge: Challenge
    brief: BriefParts
    difficulty: Difficulty | None
    minutes: int | None
    accommodations: Mapping[Accommodation, float]
    lines: Lines
    #: Parameters of which something is a text in several languages.
    worded: frozenset[str]

    @property
    def language(self) -> str:
        return self.languages[0]

    @property
    def constraints_in_order(self) -> list[int]:
        """The places of the constraints, those first that need parameters alone."""
        late = [not self.derived.keys().isdisjoint(one.that.names) for one in self.constraints]
        return sorted(range(len(late)), key=late.__getitem__)

    @property
    def size(self) -> int:
        """How many variants there can be at most, before constraints."""
        size = 1
        for parameter in self.parameters.values():
            size *= parameter.size
        return size
