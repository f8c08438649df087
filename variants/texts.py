"""Texts with places to fill in: Jinja in its sandbox, of which only what shows a value is allowed.

A text computes nothing: no calls, no loops but over a value, no products. So it ends, stays short, and reaches
nothing but the values it is given; the sandbox stands behind that.
"""

import datetime as dt
import functools
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import Any

from jinja2 import StrictUndefined, Template, TemplateError, TemplateSyntaxError, meta, nodes
from jinja2.exceptions import UndefinedError
from jinja2.runtime import LoopContext
from jinja2.sandbox import SandboxedEnvironment

from variants.paths import shown_paths

MOST_CHARS = 100_000
#: Of a loop in a loop in a loop, the inner text may stand this often.
_MOST_LOOPS = 2
#: What is read takes the longer, and more than proportionally so, the deeper it is.
_MOST_DEPTH = 30
_OF_JINJA = frozenset({"self", "super", "caller", "varargs", "kwargs"})
_MONTHS_RU = (
    "января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября", "октября", "ноября",
    "декабря",
)  # fmt: skip
_MONTHS_EN = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip
_WIDE = Context(prec=60)


class TextWrong(Exception):
    """A text that cannot be read or filled in, `offset` lines below its start."""

    def __init__(self, says: str, offset: int = 0) -> None:
        super().__init__(says)
        self.offset = offset


@dataclass(frozen=True, slots=True)
class Text:
    """A text that was read and names nothing unknown. `names` are those it uses."""

    source: str
    names: frozenset[str]
    #: Which parts of them it shows.
    paths: frozenset[str]
    _filled: Template
    _has_loops: bool
    #: What it is for everybody, where it names no value.
    _bare: str | None = None

    @classmethod
    def read(cls, source: str, *, language: str, names: Collection[str]) -> "Text":
        """Raises TextWrong for what is no text of this kind, or names what there is not."""
        if len(source) > MOST_CHARS:
            raise TextWrong(f"is longer than {MOST_CHARS} characters")
        environment = _environment(language)
        try:
            parsed = environment.parse(source)
            _refuse_what_computes(parsed)
            used = frozenset(meta.find_undeclared_variables(parsed))
            unknown = sorted(used - set(names))
            if unknown:
                raise TextWrong(
                    f"names {unknown[0]!r}, which is neither a parameter nor derived",
                    _line_of(parsed, unknown[0]),
                )
            made = cls(source, used, shown_paths(parsed), environment.from_string(parsed), _loops(parsed) > 0)
        except TemplateSyntaxError as error:
            raise TextWrong(f"cannot be read: {_said(error)}", error.lineno - 1) from error
        except TemplateError as error:
            raise TextWrong(f"cannot be read: {_said(error)}") from error
        except (RecursionError, SyntaxError) as error:
            # Of what is nested too deeply the compiler may say either.
            raise TextWrong("cannot be read: it is nested too deeply") from error
        if not used:
            # It is the same for everybody; what is wrong with it is known now.
            object.__setattr__(made, "_bare", made.fill({}))
        return made

    def fill(self, values: Mapping[str, Any]) -> str:
        """Raises TextWrong where a value has no such part, or is of the wrong kind for a filter."""
        if self._bare is not None:
            return self._bare
        try:
            # Without a loop every value stands once for each time it is written, and is no longer than that.
            pieces = self._filled.generate(values) if self._has_loops else iter([self._filled.render(values)])
            return _joined_up_to(MOST_CHARS, pieces)
        except UndefinedError as error:
            raise TextWrong(f"cannot be filled in: {error.message}") from error
        except (TemplateError, AttributeError, TypeError, ValueError, ArithmeticError, LookupError) as error:
            raise TextWrong(f"cannot be filled in: {error}") from error


def _joined_up_to(most: int, pieces: Iterator[str]) -> str:
    """Stops as soon as it is too long: loops could fill the memory."""
    made: list[str] = []
    length = 0
    for piece in pieces:
        length += len(piece)
        if length > most:
            raise TextWrong(f"is longer than {most} characters once it is filled in")
        made.append(piece)
    return "".join(made)


def written(value: Any, language: str) -> Any:
    """A value as people of a language write it: a decimal comma, the words of a list after one another."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float | Decimal):
        return _with_mark(format(_decimal(value), "f"), language)
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return ", ".join(str(written(part, language)) for part in value)
    return value


def _decimal(value: float | Decimal) -> Decimal:
    """A float by its shortest digits; a whole one without its zero."""
    if isinstance(value, Decimal):
        return value
    return Decimal(repr(value)) if value % 1 else Decimal(int(value))


def _with_mark(digits: str, language: str) -> str:
    return digits.replace(".", ",") if language == "ru" else digits


def _number(value: float | Decimal, places: int = 0, *, language: str) -> str:
    step = Decimal(1).scaleb(-places)
    exact = value if isinstance(value, Decimal) else Decimal(repr(value))
    return _with_mark(format(exact.quantize(step, rounding=ROUND_HALF_UP, context=_WIDE), "f"), language)


def _plain(value: Any, places: int | None = None) -> str:
    """As a program writes it, in every language: a decimal point, and as many places as are asked for."""
    return str(written(value, "en")) if places is None else _number(value, places, language="en")


def _date(value: str | dt.date, *, language: str) -> str:
    date = value if isinstance(value, dt.date) else dt.date.fromisoformat(value)
    months = _MONTHS_RU if language == "ru" else _MONTHS_EN
    year = f"{date.year} г." if language == "ru" else date.year
    return f"{date.day} {months[date.month - 1]} {year}"


def _joined(values: Any, between: str = ", ", places: int | None = None, *, language: str) -> str:
    if places is None:
        return between.join(str(written(value, language)) for value in values)
    return between.join(_number(value, places, language=language) for value in values)


def _own_filters(language: str) -> dict[str, Callable[..., Any]]:
    return {
        "date": functools.partial(_date, language=language),
        "join": functools.partial(_joined, language=language),
        "number": functools.partial(_number, language=language),
        "plain": _plain,
    }


#: Of Jinja's filters, those whose result is no longer than what goes in.
_FILTERS = frozenset({"capitalize", "first", "last", "length", "lower", "title", "trim", "upper"})
_TESTS = frozenset({"defined", "divisibleby", "even", "ge", "gt", "in", "le", "lt", "ne", "odd"})
_ALLOWED = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.Const, nodes.Getattr, nodes.Getitem,
    nodes.Filter, nodes.Test, nodes.Compare, nodes.Operand, nodes.And, nodes.Or, nodes.Not, nodes.If, nodes.For,
    nodes.CondExpr, nodes.Add, nodes.Sub, nodes.Neg, nodes.Concat, nodes.Keyword, nodes.Tuple,
)  # fmt: skip


class _Environment(SandboxedEnvironment):
    """Of a value only its own parts can be shown, and of a loop its counts: no method of anything."""

    def getattr(self, obj: Any, attribute: str) -> Any:
        if isinstance(obj, dict):
            return obj[attribute] if attribute in obj else self.undefined(obj=obj, name=attribute)
        if isinstance(obj, LoopContext) and attribute in _OF_A_LOOP:
            return getattr(obj, attribute)
        return self.undefined(obj=obj, name=attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        if isinstance(obj, dict):
            return self.getattr(obj, argument)
        if (
            isinstance(obj, list | tuple | str)
            and isinstance(argument, int)
            and -len(obj) <= argument < len(obj)
        ):
            return obj[argument]
        return self.undefined(obj=obj, name=argument)


_OF_A_LOOP = frozenset({"first", "index", "index0", "last", "length", "revindex"})


@functools.cache
def _environment(language: str) -> SandboxedEnvironment:
    environment = _Environment(
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=False,
        finalize=functools.partial(written, language=language),
    )
    own = _own_filters(language)
    environment.filters = {name: environment.filters[name] for name in _FILTERS} | own
    environment.tests = {name: environment.tests[name] for name in _TESTS}
    environment.globals = {}
    return environment


def _refuse_what_computes(parsed: nodes.Template) -> None:
    if _depth(parsed) > _MOST_DEPTH:
        raise TextWrong("is nested too deeply")
    for node in _inner(parsed):
        if isinstance(node, nodes.Name) and node.name in _OF_JINJA:
            raise TextWrong(f"may not reach {node.name!r}", node.lineno - 1)
        if not isinstance(node, _ALLOWED):
            raise TextWrong(f"may only show values; {_named(node)} belongs into [derived]", node.lineno - 1)
        if isinstance(node, nodes.Getattr) and node.attr.startswith("_"):
            raise TextWrong(f"may not reach {node.attr!r}", node.lineno - 1)
        if isinstance(node, nodes.For) and (
            node.recursive or not isinstance(node.iter, nodes.Name | nodes.Getattr)
        ):
            raise TextWrong("may only loop over a value", node.lineno - 1)
    if _loops(parsed) > _MOST_LOOPS:
        raise TextWrong(f"has loops more than {_MOST_LOOPS} deep")


def _depth(node: nodes.Node) -> int:
    return 1 + max(map(_depth, node.iter_child_nodes()), default=0)


def _inner(node: nodes.Node) -> Iterator[nodes.Node]:
    yield node
    for child in node.iter_child_nodes():
        yield from _inner(child)


def _loops(node: nodes.Node) -> int:
    below = max(map(_loops, node.iter_child_nodes()), default=0)
    return below + isinstance(node, nodes.For)


def _named(node: nodes.Node) -> str:
    return {"Call": "a call", "Mul": "a product", "Pow": "a power", "Assign": "'set'"}.get(
        type(node).__name__, f"'{type(node).__name__.lower()}'"
    )


def _line_of(parsed: nodes.Template, name: str) -> int:
    return next(node.lineno for node in parsed.find_all(nodes.Name) if node.name == name) - 1


def _said(error: TemplateError) -> str:
    return (error.message or type(error).__name__).split("\n")[0].rstrip(".")
