"""Names that expressions and texts can use: of parameters, of derived values, of answers."""

import re

from variants.functions import FUNCTIONS
from variants.reading.table import Table

_NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")
#: What an expression or a text takes for something else.
_RESERVED = frozenset(
    {
        "and", "answers", "as", "break", "const", "continue", "else", "false", "for", "function", "if", "import",
        "in", "is", "let", "loop", "namespace", "none", "not", "null", "or", "package", "return", "true", "var",
        "void", "while",
    }
)  # fmt: skip


def is_name(name: str) -> bool:
    return _NAME.fullmatch(name) is not None and name not in _RESERVED


def refuse_no_name(table: Table, name: str) -> None:
    if name in FUNCTIONS:
        table.refuse(name, "has the name of a function")
    if not is_name(name):
        table.refuse(
            name, "is no name: small letters, digits and '_' are wanted, and no word of the language itself"
        )
