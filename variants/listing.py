"""Who has what in a course, row by row: for staff."""

from collections.abc import Iterator
from typing import Any

from variants.issue import Issuer, Wish
from variants.rosters import Roster
from variants.shares import Holder, Share

COLUMNS = ("person", "number", "attempt", "code", "phrase", "note", "language", "accommodations", "answers")
#: What a spreadsheet would take for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def rows(issuer: Issuer, share: Share, roster: Roster, attempt: int) -> Iterator[tuple[Any, ...]]:
    """One row a person, under COLUMNS. Raises as `Issuer.issue` and `Share.number` do."""
    for member in roster.members:
        wish = Wish(
            person=member.person,
            number=share.number(Holder(place=member.place, attempt=attempt)),
            attempt=attempt,
            language=member.language,
            accommodations=member.accommodations,
        )
        variant = issuer.issue(wish)
        answers = "; ".join(f"{answer.id} = {answer.value}" for answer in variant.answers)
        ways = " ".join(variant.accommodations)
        cells = (variant.code or "", variant.phrase or "", variant.note, variant.language, ways, answers)
        yield (safe_cell(member.person), member.place + 1, attempt, *map(safe_cell, cells))


def safe_cell(text: str) -> str:
    """The text, with a mark before it where a spreadsheet would compute it."""
    return f"'{text}" if text.startswith(_FORMULA) else text
