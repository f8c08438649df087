"""The gradebook as a file: one row a person, facts and people's decisions, never what a machine suspects."""

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from integrity.courses.domain.deadlines import Terms, terms_by_person, terms_of
from integrity.courses.models import Assignment, Membership, Role
from integrity.gradebook.decisions import Effect, effects
from integrity.gradebook.standing import Inspected, Standing, newest_of_each, standings
from integrity.people.models import User
from integrity.people.names import by_name
from integrity.submissions.models import Submission
from variants.listing import safe_cell

Cell = str | int | datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One person. `standing`: of the newest recording; None where nothing was handed in."""

    person: User
    groups: tuple[str, ...]
    standing: Standing | None
    handed_in: int
    terms: Terms
    effect: Effect


def rows_of(assignment: Assignment, submissions: Iterable[Standing]) -> list[Row]:
    """Everybody who learns in the course, and whoever handed in and left, by name."""
    every = list(submissions)
    newest = {one.student.pk: one for one in newest_of_each(every)}
    counts = {pk: max(one.attempt for one in every if one.student.pk == pk) for pk in newest}
    people, groups = _people(assignment, newest)
    own_terms, for_all = terms_by_person(assignment), terms_of(assignment)
    decided = effects(assignment)
    return [
        Row(
            person=person,
            groups=groups.get(person.pk, ()),
            standing=newest.get(person.pk),
            handed_in=counts.get(person.pk, 0),
            terms=own_terms.get(person.pk, for_all),
            effect=_effect(newest.get(person.pk), decided),
        )
        for person in sorted(people, key=by_name)
    ]


def standings_of(assignment: Assignment) -> list[Standing]:
    return standings(Submission.objects.filter(assignment=assignment))


def _people(
    assignment: Assignment, newest: Mapping[int, Standing]
) -> tuple[list[User], dict[int, tuple[str, ...]]]:
    members = Membership.objects.filter(course=assignment.course_id, role=Role.STUDENT)
    members = members.select_related("user").prefetch_related("groups")
    learning = {one.user_id: one.user for one in members}
    groups = {one.user_id: tuple(sorted(group.name for group in one.groups.all())) for one in members}
    left = [one.student for pk, one in newest.items() if pk not in learning]
    return [*learning.values(), *left], groups


def _effect(standing: Standing | None, decided: Mapping[Any, Effect]) -> Effect:
    if standing is None:
        return Effect.NONE
    return decided.get(standing.id, Effect.OPEN)


def late_minutes(row: Row) -> int | None:
    """None where there is nothing to be late with; 0 in time."""
    if row.standing is None or row.terms.due_at is None:
        return None
    late = row.terms.late_by(row.standing.counts_at) or timedelta()
    return -(-int(late.total_seconds()) // 60)


def cells_of(row: Row, words: Mapping[str, str]) -> tuple[Cell, ...]:
    """In the order of COLUMNS. `words`: of states and effects, in the reader's language."""
    standing = row.standing
    return (
        row.person.username,
        row.person.get_full_name(),
        row.person.email,
        ", ".join(row.groups),
        row.handed_in,
        standing.counts_at if standing else None,
        row.terms.due_at,
        late_minutes(row),
        words[_state(standing)],
        words[row.effect],
    )


#: Names that no other column of a gradebook has; what they mean stands beside them (portal/gradebook_words.py).
COLUMNS = (
    "login", "name", "email", "group", "recordings", "recorded_at", "due_at", "minutes_late", "inspection",
    "decision",
)  # fmt: skip


def _state(standing: Standing | None) -> str:
    """How far the inspection is; never what it came to."""
    if standing is None:
        return "nothing"
    if standing.inspected in {Inspected.QUEUED, Inspected.RUNNING}:
        return "under_way"
    is_open = standing.inspected in {Inspected.NEEDS_ATTENTION, Inspected.INCOMPLETE}
    return "not_completed" if is_open else "completed"


def as_csv(table: Iterable[tuple[Cell, ...]], meanings: Mapping[str, str]) -> str:
    """With a mark in front, by which spreadsheets know that it is UTF-8; each heading says what it means."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow([f"{name} ({meanings[name]})" for name in COLUMNS])
    writer.writerows([_as_text(cell) for cell in cells] for cells in table)
    return "\ufeff" + text.getvalue()


def as_workbook(
    table: Iterable[tuple[Cell, ...]], meanings: Mapping[str, str], titles: tuple[str, str]
) -> bytes:
    """Texts are written as texts: nothing in them is computed. `titles`: of the two sheets."""
    import xlsxwriter  # noqa: PLC0415 -- takes long to import, and few ask for it

    buffer = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "remove_timezone": True,
    }
    with xlsxwriter.Workbook(buffer, options) as book:
        head, time = book.add_format({"bold": True}), book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
        grades, explained = book.add_worksheet(titles[0]), book.add_worksheet(titles[1])
        grades.write_row(0, 0, COLUMNS, head)
        grades.freeze_panes(1, 2)
        grades.set_column(0, len(COLUMNS) - 1, 18)
        for number, cells in enumerate(table, start=1):
            for column, cell in enumerate(cells):
                _write(grades, number, column, cell, time)
        explained.set_column(0, 0, 18)
        explained.set_column(1, 1, 90)
        for number, name in enumerate(COLUMNS):
            explained.write_string(number, 0, name, head)
            explained.write_string(number, 1, meanings[name])
    return buffer.getvalue()


def _write(sheet: Any, row: int, column: int, cell: Cell, time: Any) -> None:
    if isinstance(cell, datetime):
        sheet.write_datetime(row, column, cell, time)
    elif isinstance(cell, int):
        sheet.write_number(row, column, cell)
    elif cell:
        sheet.write_string(row, column, safe_cell(cell))


def _as_text(cell: Cell) -> str:
    if cell is None:
        return ""
    return cell.isoformat(timespec="minutes") if isinstance(cell, datetime) else safe_cell(str(cell))
