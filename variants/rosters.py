"""The people of a course in the order in which they came: a list that only grows."""

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass

from variants.errors import RosterInvalid
from variants.seeds import normal
from variants.template import LANGUAGES, Accommodation

MOST_BYTES = 50_000_000
_KNOWN = ("person", "language", "accommodations")


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """`place`: from 0; it stays a person's own even when others leave."""

    person: str
    place: int
    language: str | None = None
    accommodations: frozenset[Accommodation] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Roster:
    members: tuple[Member, ...]
    by_person: Mapping[str, Member]

    def of(self, person: str) -> Member:
        """Raises RosterInvalid for somebody who is not there."""
        found = self.by_person.get(normal(person))
        if found is None:
            raise RosterInvalid(f"The roster has no person {person!r}.")
        return found

    def at(self, place: int) -> Member | None:
        return self.members[place] if place < len(self.members) else None


def read_roster(content: bytes) -> Roster:
    """A CSV file with a column `person` (an id of at most 200 characters, each once), and perhaps `language` and
    `accommodations` (several apart by blanks). Other columns are left alone. Raises RosterInvalid with one
    sentence.
    """
    if len(content) > MOST_BYTES:
        raise RosterInvalid(f"The roster is larger than {MOST_BYTES // 1_000_000} MB.")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise RosterInvalid("The roster is not UTF-8 text.") from error
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), dialect=_dialect(text), strict=True))
    except csv.Error as error:
        raise RosterInvalid(f"The roster is no CSV file: {error}.") from error
    # What a spreadsheet leaves behind the last person counts for nobody.
    while rows and not any(map(str.strip, rows[-1])):
        rows.pop()
    columns = _columns(rows)
    members = tuple(
        _member(dict(zip(columns, row, strict=False)), place) for place, row in enumerate(rows[1:])
    )
    return Roster(members=members, by_person=_by_person(members))


def _dialect(text: str) -> type[csv.Dialect]:
    """Spreadsheets in some countries write semicolons."""
    head = text.partition("\n")[0]

    class Dialect(csv.excel):
        delimiter = max(",;\t", key=head.count)

    return Dialect


def _columns(rows: list[list[str]]) -> list[str]:
    columns = [name.strip().lower() for name in rows[0]] if rows else []
    if "person" not in columns:
        raise RosterInvalid("The roster's first line must name its columns, and one of them 'person'.")
    for name in _KNOWN:
        if columns.count(name) > 1:
            raise RosterInvalid(f"The roster has two columns {name!r}.")
    return columns


def _member(row: Mapping[str, str], place: int) -> Member:
    """An empty row would move everybody behind it to another place, so it is nobody's but an error."""
    line = place + 2
    person = normal(row.get("person", ""))
    if not person or len(person) > 200 or not person.isprintable():
        raise RosterInvalid(
            f"Row {line} of the roster names no person: an id of 1 to 200 characters is wanted. Places are counted by "
            "rows, so leave who is gone where they are."
        )
    language = row.get("language", "").strip().lower() or None
    if language is not None and language not in LANGUAGES:
        raise RosterInvalid(
            f"Row {line} of the roster says language {language!r}; there are {', '.join(LANGUAGES)}."
        )
    return Member(person=person, place=place, language=language, accommodations=_ways(row, line))


def _ways(row: Mapping[str, str], line: int) -> frozenset[Accommodation]:
    named = row.get("accommodations", "").replace(",", " ").replace(";", " ").split()
    for name in named:
        if name not in list(Accommodation):
            known = ", ".join(Accommodation)
            raise RosterInvalid(f"Row {line} of the roster says {name!r}; the accommodations are {known}.")
    return frozenset(map(Accommodation, named))


def _by_person(members: tuple[Member, ...]) -> Mapping[str, Member]:
    found: dict[str, Member] = {}
    for member in members:
        if member.person in found:
            raise RosterInvalid(
                f"The roster names {member.person!r} twice: as number {found[member.person].place + 1} and "
                f"{member.place + 1}."
            )
        found[member.person] = member
    return found
