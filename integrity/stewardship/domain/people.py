"""New people, and a way to sign in for whoever has none: a link, by which they choose their own password."""

from collections.abc import Iterator

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.contrib.auth.tokens import default_token_generator
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from integrity.audit.domain import audit
from integrity.courses.models import Course
from integrity.people.models import Institution, User
from integrity.stewardship.domain.accounts import AccountRefused

MOST_CHARS = 150
#: Of people who were never given a way to sign in.
WITHOUT_A_WAY = {"password__startswith": UNUSABLE_PASSWORD_PREFIX, "is_active": True}


@transaction.atomic
def add_person(username: str, name: str, email: str, institution: Institution | None, *, by: User) -> User:
    """Who can't sign in yet. Raises AccountRefused (`username`, `taken`, `email`)."""
    _refuse(username, email)
    # As it is written: which part of a name is the family's is not guessed.
    person = User(username=username, last_name=name[:MOST_CHARS], email=email, institution=institution)
    person.set_unusable_password()
    person.save()
    audit.append("person.added", subject=f"person:{person.pk}", by=by)
    return person


@transaction.atomic
def link_for(person: User, *, by: User) -> tuple[str, str]:
    """The two parts of the address by which they choose a password. It is good once, and for a few days.

    Raises AccountRefused (`inactive`).
    """
    if not person.is_active:
        raise AccountRefused("inactive")
    audit.append("person.link_made", subject=f"person:{person.pk}", by=by)
    return _parts(person)


@transaction.atomic
def links_for(course: Course, *, by: User) -> list[tuple[User, tuple[str, str]]]:
    """For everybody in the course who was never given a way to sign in."""
    members = User.objects.filter(memberships__course=course, **WITHOUT_A_WAY)
    people = list(members.order_by("last_name", "first_name", "username"))
    audit.append("course.links_made", subject=f"course:{course.pk}", by=by, people=len(people))
    return [(person, _parts(person)) for person in people]


def note_password_set(person: User) -> None:
    audit.append("person.password_set", subject=f"person:{person.pk}", by=person)


def _parts(person: User) -> tuple[str, str]:
    return urlsafe_base64_encode(force_bytes(person.pk)), default_token_generator.make_token(person)


def _refuse(username: str, email: str) -> None:
    for code in _faults(username, email):
        raise AccountRefused(code)


def _faults(username: str, email: str) -> Iterator[str]:
    if not username or len(username) > MOST_CHARS or not _is_valid(UnicodeUsernameValidator(), username):
        yield "username"
    if User.objects.filter(username__iexact=username).exists():
        yield "taken"
    if email and not _is_valid(validate_email, email):
        yield "email"


def _is_valid(validator: object, text: str) -> bool:
    assert callable(validator)
    try:
        validator(text)
    except ValidationError:
        return False
    return True
