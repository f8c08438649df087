"""Whose variant it is: by its code, its note, or the values in it."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import QuerySet

from integrity.courses.domain.issuers import issuer_of
from integrity.courses.models import Assignment, IssuedVariant, RosterPlace
from integrity.people.models import User

_HALF = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Traced:
    """`variant` is null where the code is kept for the person and was never given out."""

    user: User
    attempt: int
    assignment: Assignment
    variant: IssuedVariant | None


def trace_code(assignment: Assignment, code: str) -> list[Traced]:
    """Of this assignment or another of its course: codes are looked for where a friend may have shown them."""
    shown = as_shown(code)
    issued = _issued().filter(assignment__course=assignment.course_id, code=shown)
    return [_traced(one) for one in issued] or _kept_for(assignment, shown)


def as_shown(code: str) -> str:
    """A code as it is shown, from however it was typed."""
    symbols = "".join(code.replace("-", "").split()).upper()
    return f"{symbols[:_HALF]}-{symbols[_HALF:]}"


def _kept_for(assignment: Assignment, code: str) -> list[Traced]:
    holder = issuer_of(assignment).challenges.holder(code)
    if holder is None:
        return []
    places = RosterPlace.objects.filter(course=assignment.course_id, place=holder.place)
    return [
        Traced(user=place.user, attempt=holder.attempt, assignment=assignment, variant=None)
        for place in places.select_related("user")
    ]


def trace_note(assignment: Assignment, note: str) -> list[Traced]:
    found = _issued().filter(assignment=assignment, note=note.strip())
    return [_traced(one) for one in found]


def trace_values(assignment: Assignment, wanted: Mapping[str, str]) -> list[Traced]:
    """Whoever has all these values, each as any language writes it."""
    return [_traced(one) for one in _issued().filter(assignment=assignment) if _has(one, wanted)]


def _has(variant: IssuedVariant, wanted: Mapping[str, str]) -> bool:
    written = variant.traits["written"]
    return all(text in written.get(name, ()) for name, text in wanted.items())


def _issued() -> QuerySet[IssuedVariant]:
    return IssuedVariant.objects.select_related("user", "assignment").defer("data", "answers", "brief_toml")


def _traced(variant: IssuedVariant) -> Traced:
    return Traced(user=variant.user, attempt=variant.attempt, assignment=variant.assignment, variant=variant)
