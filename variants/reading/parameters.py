"""The parameters of a template, one function a kind."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from variants.names import GIVEN_NAMES
from variants.reading.localized import Words
from variants.reading.names import is_name, refuse_no_name
from variants.reading.table import Table, has_unseen
from variants.template import (
    WEEK,
    Cell,
    ChoiceParameter,
    DateParameter,
    DecimalParameter,
    IntegerParameter,
    Localized,
    Parameter,
    SampleParameter,
    TableParameter,
)

MOST_PARAMETERS, MOST_ROWS, MOST_COLUMNS, MOST_VALUES = 60, 100, 20, 1_000
_MOST_SIZE = 10**15


def read_parameters(table: Table, words: Words) -> dict[str, Parameter]:
    names = table.names()
    if len(names) > MOST_PARAMETERS:
        table.refuse(None, f"has more than {MOST_PARAMETERS} parameters")
    return {name: _parameter(_named(table, name), words) for name in names}


def _named(table: Table, name: str) -> Table:
    refuse_no_name(table, name)
    return table.required(name, table.table(name))


def _parameter(table: Table, words: Words) -> Parameter:
    kind = table.required("kind", table.one_of("kind", list(_KINDS)))
    made = _KINDS[kind](table, words)
    table.end()
    if made.size < 1:
        table.refuse(None, "has no value to draw")
    return made


def _integer(table: Table, _words: Words) -> IntegerParameter:
    first = table.required("from", table.integer("from"))
    last = table.required("to", table.integer("to"))
    given = table.integer("step")
    step = _step(table, 1 if given is None else given)
    _refuse_backwards(table, first, last)
    return IntegerParameter(first=first, last=last, step=int(step))


def _decimal(table: Table, _words: Words) -> DecimalParameter:
    first = table.required("from", table.number("from"))
    last = table.required("to", table.number("to"))
    step = _step(table, table.required("step", table.number("step")))
    _refuse_backwards(table, first, last)
    if last - first >= step * _MOST_SIZE:
        table.refuse("step", "is too small: there would be too many values")
    return DecimalParameter(first=first, last=last, step=Decimal(step))


def _step(table: Table, step: int | Decimal) -> int | Decimal:
    if step <= 0:
        table.refuse("step", "must be more than 0")
    return step


def _refuse_backwards(table: Table, first: Any, last: Any) -> None:
    if last < first:
        table.refuse("to", f"is {last}, less than 'from', which is {first}")


def _choice(table: Table, words: Words) -> ChoiceParameter:
    return ChoiceParameter(values=_values(table, words))


def _sample(table: Table, words: Words) -> SampleParameter:
    values = _values(table, words)
    count = table.required("count", table.integer("count"))
    if not 1 <= count <= len(values):
        table.refuse("count", f"is {count}; there are {len(values)} values to take from")
    return SampleParameter(values=values, count=count)


def _names(table: Table, words: Words) -> SampleParameter:
    """Given names, of a list of the template or our own."""
    own = tuple(
        Localized(texts={language: name[language] for language in words.languages}) for name in GIVEN_NAMES
    )
    values = _values(table, words) if "of" in table else own
    given = table.integer("count")
    count = 1 if given is None else given
    if not 1 <= count <= len(values):
        table.refuse("count", f"is {count}; there are {len(values)} names to take from")
    return SampleParameter(values=values, count=count)


def _values(table: Table, words: Words) -> tuple[Any, ...]:
    given = table.required("of", table.items("of"))
    if not 1 <= len(given) <= MOST_VALUES:
        table.refuse("of", f"must have 1 to {MOST_VALUES} values")
    values = tuple(words.localized(table, "of", value) for value in given)
    for place, value in enumerate(values):
        _refuse_odd(table, value)
        if value in values[:place]:
            table.refuse("of", f"has the value {_shown(value)} twice")
    if len({_kind(value) for value in values}) > 1:
        table.refuse(
            "of",
            "mixes kinds of values: all must be whole numbers, or decimals, texts or tables with the same keys",
        )
    return values


def _kind(value: Any) -> object:
    return tuple(sorted(value)) if isinstance(value, dict) else type(value)


def _refuse_odd(table: Table, value: Any, depth: int = 0) -> None:
    if isinstance(value, dict) and value and depth == 0:
        for name, part in value.items():
            if not is_name(name):
                table.refuse(
                    "of", f"has a table with the key {name!r}: small letters, digits and '_' are wanted"
                )
            _refuse_odd(table, part, depth + 1)
    elif isinstance(value, str) and has_unseen(value):
        table.refuse("of", "has a character that nobody can see")
    elif isinstance(value, Localized):
        for text in value.texts.values():
            _refuse_odd(table, text, depth + 1)
    elif not isinstance(value, int | Decimal | str):
        table.refuse("of", "may hold numbers, texts, and tables of these")


def _shown(value: Any) -> str:
    return str(next(iter(value.texts.values())) if isinstance(value, Localized) else value)


def _date(table: Table, _words: Words) -> DateParameter:
    first = table.required("from", table.date("from"))
    last = table.required("to", table.date("to"))
    _refuse_backwards(table, first, last)
    if (last - first).days > MOST_VALUES * 40:
        table.refuse("to", "is more than a hundred years after 'from'")
    given = table.items("weekdays")
    weekdays = list(WEEK) if given is None else given
    if not weekdays or any(day not in WEEK for day in weekdays):
        table.refuse("weekdays", "must be a list of 1 (Monday) to 7 (Sunday)")
    return DateParameter(first=first, last=last, weekdays=frozenset(weekdays))


def _table(table: Table, words: Words) -> TableParameter:
    rows = table.required("rows", table.integer("rows"))
    if not 1 <= rows <= MOST_ROWS:
        table.refuse("rows", f"must be 1 to {MOST_ROWS}")
    columns = table.required("columns", table.table("columns"))
    names = columns.names()
    if not 1 <= len(names) <= MOST_COLUMNS:
        table.refuse("columns", f"must have 1 to {MOST_COLUMNS} columns")
    return TableParameter(columns={name: _cell(_named(columns, name), words) for name in names}, rows=rows)


def _cell(table: Table, words: Words) -> Cell:
    made = _parameter(table, words)
    if not isinstance(made, Cell):
        table.refuse("kind", "must be integer, decimal, choice or date in a column")
    return made


_KINDS: Mapping[str, Callable[[Table, Words], Parameter]] = MappingProxyType(
    {
        "integer": _integer,
        "decimal": _decimal,
        "choice": _choice,
        "sample": _sample,
        "date": _date,
        "table": _table,
        "names": _names,
    }
)
