"""Expressions in CEL (the Common Expression Language): constraints, derived values, answers, difficulty."""

import logging
import math
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType, ModuleType
from typing import Any, Self

from variants.functions import FUNCTIONS

MOST_CHARS = 2_000
#: The library descends into brackets and along signs on the stack of its thread; twice as many signs are too many
#: for the smallest stacks that threads have.
_MOST_DEPTH, _MOST_SIGNS = 30, 200
_BRACKETS = {"(": ")", "[": "]", "{": "}"}
_SIGN = re.compile(r"&&|\|\||[<>=!]=|(?<!\d)\.|[-+*/%!?<>]|\bin\b")
#: Each of these goes through a list, and one inside another through as many again: so only one may be inside
#: another, and none of those that make a list of what they go through.
_MOST_MACROS, _MOST_INSIDE = 6, 1
_MAKES = "map"
_MACRO = re.compile(r"\.\s*(all|exists|exists_one|map|filter)\s*\(\s*(\w+)?")
_TEXT = re.compile(r"""'''.*?'''|\"\"\".*?\"\"\"|'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*\"""", re.DOTALL)
#: What one value may grow to: so many values in its lists, a text of so many characters.
MOST_ITEMS, MOST_VALUE_CHARS = 300, 500


class ExpressionWrong(Exception):
    """An expression that cannot be read, or has no value; the message goes on after "the expression …"."""


@cache
def _library() -> ModuleType:
    """It brings a command line of its own along, which takes a third of a second."""
    import cel  # noqa: PLC0415 -- see above; most processes evaluate nothing

    # What a function refuses is said by the error; the library would log it as well.
    logging.getLogger("cel").setLevel(logging.CRITICAL)
    return cel


class Known(dict[str, Any]):
    """Values by name for several expressions. To convert a table for the library costs more than to compute with it,
    so each value is converted once: a name that was used keeps its value.
    """

    def __init__(self, values: Mapping[str, Any] = MappingProxyType({})) -> None:
        super().__init__(values)
        self._context = _library().Context()
        self._variables: set[str] = set()
        self._functions: set[str] = set()

    def in_order(self, names: Collection[str]) -> Self:
        """The same values in another order, and nothing converted again."""
        ordered = {name: self[name] for name in names}
        self.clear()
        self.update(ordered)
        return self

    def for_library(self, names: Collection[str], functions: Mapping[str, Any]) -> Any:
        """The library's context with at least these; just what is used, as it is rebuilt when anything comes in."""
        for name in names:
            if name not in self._variables:
                self._context.add_variable(name, self[name])
                self._variables.add(name)
        for name, function in functions.items():
            if name not in self._functions:
                self._context.add_function(name, function)
                self._functions.add(name)
        return self._context


@dataclass(frozen=True, slots=True)
class Expression:
    """An expression that was read and names nothing unknown. `names` are those it uses."""

    source: str
    names: tuple[str, ...]
    _program: Any
    _functions: dict[str, Any]

    @classmethod
    def read(cls, source: str, names: Collection[str]) -> "Expression":
        """Raises ExpressionWrong for what is no expression, is too long, or names what there is not."""
        _refuse_long(source)
        try:
            program = _library().compile(source)
        except ValueError as error:
            raise ExpressionWrong(f"cannot be read: {_reason(str(error))}") from error
        own = [name for _, name in _MACRO.findall(source)]
        used = tuple(name for name in program.variables() if name not in own or name in names)
        unknown = [name for name in used if name not in names]
        if unknown:
            raise ExpressionWrong(f"names {unknown[0]!r}, which is neither a parameter nor derived")
        # Operators are functions to the library: "_+_".
        called = [name for name in program.functions() if name[0].isalpha() and name not in _CALLABLE]
        if called:
            raise ExpressionWrong(f"calls {called[0]!r}, which is not among the functions")
        own_functions = {name: FUNCTIONS[name] for name in program.functions() if name in FUNCTIONS}
        return cls(source, used, program, own_functions)

    def value(self, values: Mapping[str, Any]) -> Any:
        """What it is worth with these values by name. Raises ExpressionWrong."""
        try:
            known = values if isinstance(values, Known) else Known(values)
            value = self._program.execute(known.for_library(self.names, self._functions))
        except Exception as error:
            # The library raises whatever its callbacks raise, and several kinds of its own.
            raise ExpressionWrong(f"has no value: {_reason(str(error))}") from error
        _refuse_endless(value)
        return value


#: CEL's own, as its specification lists them.
_CALLABLE = frozenset(
    {
        *FUNCTIONS,
        "bool", "contains", "double", "endsWith", "has", "int", "matches", "max", "min", "optional.none",
        "optional.of", "size", "startsWith", "string", "uint",
    }
)  # fmt: skip


def _refuse_long(source: str) -> None:
    if len(source) > MOST_CHARS:
        raise ExpressionWrong(f"is longer than {MOST_CHARS} characters")
    bare = _TEXT.sub("''", source)
    _refuse_brackets(bare)
    if len(_SIGN.findall(bare)) > _MOST_SIGNS:
        raise ExpressionWrong(f"has more than {_MOST_SIGNS} signs; put parts of it into [derived]")
    _refuse_deep_loops(bare)


def _refuse_deep_loops(bare: str) -> None:
    macros = list(_MACRO.finditer(bare))
    if len(macros) > _MOST_MACROS:
        raise ExpressionWrong(
            f"goes through lists more than {_MOST_MACROS} times; put parts of it into [derived]"
        )
    spans = [(one[1], one.start(), _closed(bare, bare.index("(", one.start()))) for one in macros]
    for name, start, _ in spans:
        around = [other for other, begin, end in spans if begin < start < end]
        if len(around) > _MOST_INSIDE or (around and name == _MAKES):
            raise ExpressionWrong(
                f"goes through a list inside of a list with {name!r}; put it into [derived]"
            )


def _closed(bare: str, opened: int) -> int:
    """Where the bracket is closed; all are, which was seen before."""
    depth = 0
    for place in range(opened, len(bare)):
        depth += (bare[place] in _BRACKETS) - (bare[place] in _BRACKETS.values())
        if depth == 0:
            return place
    return len(bare)


def _refuse_brackets(bare: str) -> None:
    """The parser goes on behind a bracket that fits nothing, deeper and deeper."""
    opened: list[str] = []
    for sign in bare:
        if sign in _BRACKETS:
            opened.append(_BRACKETS[sign])
        elif sign in _BRACKETS.values() and (not opened or opened.pop() != sign):
            raise ExpressionWrong(f"cannot be read: its {sign!r} closes nothing")
        if len(opened) > _MOST_DEPTH:
            raise ExpressionWrong(f"has brackets more than {_MOST_DEPTH} deep")
    if opened:
        raise ExpressionWrong(f"cannot be read: a {opened[-1]!r} is missing")


def _refuse_endless(value: Any) -> None:
    if isinstance(value, float):
        if not math.isfinite(value):
            raise ExpressionWrong("has no value: it divides by zero or is too large")
        return
    if isinstance(value, str) and len(value) > MOST_VALUE_CHARS:
        raise ExpressionWrong(f"makes a text of more than {MOST_VALUE_CHARS} characters")
    if isinstance(value, list | dict):
        if _count(value) > MOST_ITEMS:
            raise ExpressionWrong(f"makes more than {MOST_ITEMS} values")
        for part in value.values() if isinstance(value, dict) else value:
            _refuse_endless(part)


def _count(value: Any) -> int:
    if isinstance(value, dict):
        return sum(map(_count, value.values()))
    return sum(map(_count, value)) if isinstance(value, list) else 1


def _reason(said: str) -> str:
    """The library's first sentence, without the expression and the advice around it."""
    said = re.sub(
        r"Failed to parse expression '.*?': ERROR: <input>:1:", "at character ", said, flags=re.DOTALL
    )
    said = re.sub(r"^Function '(\w+)' error: Python function call failed: (\w+): ", r"\1: ", said)
    return re.split(r"\n| expecting |\. Check |\. CEL does not", said)[0].rstrip(". ")
