"""Whose variant it is: by its code, its note, or the values in it."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import QuerySet

from integrity.courses.models import Assignment, IssuedVariant
from integrity.people.models import User

_HALF = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Traced:
    user: User
    attempt: int
    assignment: Assignment
    variant: IssuedVariant


def trace_code(assignment: Assignment, code: str) -> list[Traced]:
    """Of this assignment or another of its course: codes are looked for where a friend may have shown them. Also the
    codes of instructors' demonstrations, which a class may have been shown.
    """
    issued = _read(IssuedVariant.everything.all()).filter(course=assignment.course_id, code=as_shown(code))
    return [_traced(one) for one in issued]


def as_shown(code: str) -> str:
    """A code as it is shown, from however it was typed."""
    symbols = "".join(code.replace("-", "").split()).upper()
    return f"{symbols[:_HALF]}-{symbols[_HALF:]}"


def trace_note(assignment: Assignment, note: str) -> list[Traced]:
    found = _read(IssuedVariant.objects.all()).filter(assignment=assignment, note=note.strip())
    return [_traced(one) for one in found]


def trace_values(assignment: Assignment, wanted: Mapping[str, str]) -> list[Traced]:
    """Whoever has all these values, each as any language writes it."""
    issued = _read(IssuedVariant.objects.all()).filter(assignment=assignment)
    return [_traced(one) for one in issued if _has(one, wanted)]


def _has(variant: IssuedVariant, wanted: Mapping[str, str]) -> bool:
    written = variant.traits["written"]
    return all(text in written.get(name, ()) for name, text in wanted.items())


def _read(issued: QuerySet[IssuedVariant]) -> QuerySet[IssuedVariant]:
    return issued.select_related("user", "assignment").defer("data", "answers", "brief_toml")


def _traced(variant: IssuedVariant) -> Traced:
    return Traced(user=variant.user, attempt=variant.attempt, assignment=variant.assignment, variant=variant)
