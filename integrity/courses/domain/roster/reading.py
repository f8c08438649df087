"""A roster's file → its rows. Whatever cannot be used is a problem with its line, and never guessed at."""

import csv
import io
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from integrity.courses.models import Role
from integrity.lib.refused import Refused

MAX_BYTES = 400_000
MAX_ROWS = 5000
_MAX_NAME, _MAX_LOGIN, _MAX_GROUP = 150, 150, 80
#: Between several groups in one cell.
_BETWEEN_GROUPS = "|"
#: Letters of no width turn the order of those around them: a name could pass for another.
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")

#: The columns by what people call them, in English and Russian.
_COLUMNS: Mapping[str, str] = {
    "name": "name", "full name": "name", "имя": "name", "фио": "name", "имя и фамилия": "name",
    "email": "email", "e-mail": "email", "mail": "email", "почта": "email", "эл. почта": "email",
    "электронная почта": "email",
    "login": "login", "username": "login", "person": "login", "логин": "login",
    "role": "role", "роль": "role",
    "group": "groups", "groups": "groups", "группа": "groups", "группы": "groups",
}  # fmt: skip
_ROLES: Mapping[str, Role] = {
    "student": Role.STUDENT, "студент": Role.STUDENT, "студентка": Role.STUDENT,
    "assistant": Role.ASSISTANT, "ассистент": Role.ASSISTANT, "ассистентка": Role.ASSISTANT,
    "reviewer": Role.REVIEWER, "проверяющий": Role.REVIEWER, "проверяющая": Role.REVIEWER,
    "instructor": Role.INSTRUCTOR, "преподаватель": Role.INSTRUCTOR,
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """What is wrong in a line, counted from 1. The code says what; `text` is what stands there."""

    line: int
    code: str
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterRow:
    """One person of a file. None: the file says nothing about it."""

    line: int
    name: str
    email: str
    login: str
    role: Role | None
    groups: tuple[str, ...] | None

    @property
    def key(self) -> str:
        """By which the person signs in, where they are new."""
        return self.login or self.email


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterFile:
    rows: tuple[RosterRow, ...]
    problems: tuple[Problem, ...]


class RosterUnreadable(Refused):
    """The whole file cannot be used; the code says why: `encoding`, `large`, `empty`, `columns`, `rows`."""


class _Wrong(Exception):
    def __init__(self, code: str, text: str = "") -> None:
        super().__init__(code)
        self.code, self.text = code, text


def decoded(content: bytes) -> str:
    """The text of a file. Raises RosterUnreadable."""
    if len(content) > MAX_BYTES:
        raise RosterUnreadable("large")
    is_utf_16 = content[:2] in {b"\xff\xfe", b"\xfe\xff"}
    try:
        return content.decode("utf-16" if is_utf_16 else "utf-8-sig")
    except UnicodeDecodeError as error:
        raise RosterUnreadable("encoding") from error


def read_roster(text: str) -> RosterFile:
    """Raises RosterUnreadable."""
    lines = list(_cells(text))
    if not lines:
        raise RosterUnreadable("empty")
    if len(lines) > MAX_ROWS + 1:
        raise RosterUnreadable("rows")
    columns = _columns(lines[0][1])
    rows: list[RosterRow] = []
    problems: list[Problem] = []
    lines_of: dict[str, int] = {}
    for line, cells in lines[1:]:
        try:
            row = _row(line, columns, cells)
            _refuse_second(row, lines_of)
        except _Wrong as wrong:
            problems.append(Problem(line=line, code=wrong.code, text=wrong.text))
        else:
            rows.append(row)
    return RosterFile(rows=tuple(rows), problems=tuple(problems))


def _cells(text: str) -> Iterator[tuple[int, list[str]]]:
    """The lines that have something in them, each with the number of its first line."""
    reader = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=_delimiter(text))
    start = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield start, [unicodedata.normalize("NFC", cell).strip() for cell in cells]
            start = reader.line_num + 1
    except csv.Error as error:
        raise RosterUnreadable("columns") from error


def _delimiter(text: str) -> str:
    """What parts the first line most often: spreadsheets write semicolons where a comma is a decimal point."""
    head = text.lstrip().partition("\n")[0]
    return max(",;\t", key=head.count)


def _columns(head: Sequence[str]) -> list[str]:
    """The column of each cell; empty for one that is not read."""
    columns = [_COLUMNS.get(cell.casefold(), "") for cell in head]
    named = [column for column in columns if column]
    if len(named) != len(set(named)) or not {"email", "login"} & set(named):
        raise RosterUnreadable("columns")
    return columns


def _row(line: int, columns: Sequence[str], cells: Sequence[str]) -> RosterRow:
    if any(cells[len(columns) :]):
        raise _Wrong("cells")
    said = {column: cell for column, cell in zip(columns, cells, strict=False) if column}
    for cell in said.values():
        _refuse_unseen(cell)
    row = RosterRow(
        line=line,
        name=_short(said.get("name", ""), _MAX_NAME, "name"),
        email=_email(said.get("email", "")),
        login=_short(said.get("login", ""), _MAX_LOGIN, "login"),
        role=_role(said.get("role", "")),
        groups=_groups(said["groups"]) if "groups" in said else None,
    )
    if not row.key:
        raise _Wrong("nobody")
    return row


def _refuse_unseen(cell: str) -> None:
    for letter in cell:
        if letter in _TURNING or unicodedata.category(letter) == "Cc":
            raise _Wrong("unseen", f"U+{ord(letter):04X}")


def _refuse_second(row: RosterRow, lines_of: dict[str, int]) -> None:
    """A person stands in one line."""
    for key in {row.login.casefold(), row.email} - {""}:
        first = lines_of.setdefault(key, row.line)
        if first != row.line:
            raise _Wrong("twice", str(first))


def _short(text: str, most: int, code: str) -> str:
    if len(text) > most:
        raise _Wrong(f"{code}_long", text[:40])
    return text


def _email(text: str) -> str:
    """In small letters: capitals make no other address."""
    if not text:
        return ""
    try:
        validate_email(text)
    except ValidationError as error:
        raise _Wrong("email", text[:80]) from error
    return _short(text.lower(), _MAX_LOGIN, "email")


def _role(text: str) -> Role | None:
    if text and text.casefold() not in _ROLES:
        raise _Wrong("role", text[:40])
    return _ROLES.get(text.casefold())


def _groups(cell: str) -> tuple[str, ...]:
    names = [name.strip() for name in cell.split(_BETWEEN_GROUPS)]
    return tuple(dict.fromkeys(_short(name, _MAX_GROUP, "group") for name in names if name))
