"""Who may sign in, and who administers the site: superusers of Django's who are active."""

from django.db import transaction
from django.db.models import QuerySet

from integrity.audit.domain import audit
from integrity.lib.refused import Refused
from integrity.people.models import User


class AccountRefused(Refused):
    """The code says why: `last_administrator`."""


def is_administrator(user: User) -> bool:
    return user.is_active and user.is_superuser


def administrators() -> QuerySet[User]:
    return User.objects.filter(is_superuser=True, is_active=True)


def is_last_administrator(person: User) -> bool:
    """Holds until the transaction ends where `administrators` are locked in it."""
    return list(administrators()) == [person]


@transaction.atomic
def set_active(person: User, *, active: bool, by: User) -> None:
    """Whoever is made inactive is signed out with their next request. Raises AccountRefused."""
    _change(person, "is_active", active, "person.made_active" if active else "person.made_inactive", by)


@transaction.atomic
def set_administrator(person: User, *, administrator: bool, by: User) -> None:
    """Raises AccountRefused."""
    action = "administrator.added" if administrator else "administrator.removed"
    _change(person, "is_superuser", administrator, action, by)


def _change(person: User, field: str, value: bool, action: str, by: User) -> None:  # noqa: FBT001 -- the field's new value
    """Nothing is logged where it is so already."""
    list(administrators().select_for_update())
    if not value and is_last_administrator(person):
        raise AccountRefused("last_administrator")
    if User.objects.filter(pk=person.pk).exclude(**{field: value}).update(**{field: value}):
        audit.append(action, subject=f"person:{person.pk}", by=by)
