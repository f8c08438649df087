"""Finding people by what somebody types of their names, and putting them in order."""

import unicodedata

from integrity.people.models import User


def is_named(person: User, wanted: str) -> bool:
    """Whether every word is found in names, sign-in or address, whatever its case and script.

    Not asked of the database: SQLite knows capitals of ASCII only.
    """
    if not wanted:
        return True
    known = folded(f"{person.first_name} {person.last_name} {person.username} {person.email}")
    return all(word in known for word in folded(wanted).split())


def by_name(person: User) -> tuple[str, str, str]:
    """What people are sorted by."""
    return folded(person.last_name), folded(person.first_name), person.username


def folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()
