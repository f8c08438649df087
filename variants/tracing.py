"""Whose variant it is that a code, a note or a set of parameters belongs to."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from variants.draw import for_texts
from variants.issue import Issuer
from variants.rosters import Member, Roster
from variants.shares import Share
from variants.texts import written


@dataclass(frozen=True, slots=True, kw_only=True)
class Traced:
    member: Member
    attempt: int


def trace_code(issuer: Issuer, share: Share, roster: Roster, code: str) -> Traced | None:
    """The one person whose code this is; null where it is nobody's in this roster. Of a variant that was made without
    the roster nobody can be named: another's number may be the same by chance.
    """
    number = issuer.challenges.number(code.strip().upper())
    holder = None if number is None else share.holder(number)
    if holder is None:
        return None
    member = roster.at(holder.place)
    return None if member is None else Traced(member=member, attempt=holder.attempt)


def trace_note(issuer: Issuer, roster: Roster, note: str) -> list[Traced]:
    """Everybody whose variant has this note, of all attempts."""
    return [traced for traced, drawn_note, _ in _every(issuer, roster) if drawn_note == note.strip()]


def trace_parameters(issuer: Issuer, roster: Roster, given: Mapping[str, str]) -> list[Traced]:
    """Everybody whose variant shows these values, each as a text of any language writes it."""
    return [
        traced
        for traced, _, shown in _every(issuer, roster)
        if all(
            value.strip() in _ways(shown.get(name), issuer.template.languages)
            for name, value in given.items()
        )
    ]


def _every(issuer: Issuer, roster: Roster) -> Iterator[tuple[Traced, str, Mapping[str, Any]]]:
    for member in roster.members:
        for attempt in range(1, issuer.template.challenge.attempts + 1):
            drawn = issuer.drawn(member.person, attempt)
            yield Traced(member=member, attempt=attempt), drawn.note, drawn.shown


def _ways(value: Any, languages: tuple[str, ...]) -> set[str]:
    return (
        {str(written(for_texts(value, language), language)) for language in (*languages, "en")}
        if value is not None
        else set()
    )
