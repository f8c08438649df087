"""The people of the site as its administrator looks for them."""

from django.db.models import Prefetch, Q, QuerySet

from integrity.courses.models import Membership
from integrity.people.models import User

_FIELDS = ("username", "first_name", "last_name", "email")
_MOST_WORDS = 6


def people(words: str = "", *, only: str = "") -> QuerySet[User]:
    """By name, with their `memberships`. `only`: `administrators` or `inactive`; all for anything else.

    Every word has to be found in the name, the sign-in or the address.
    """
    found = User.objects.all()
    for word in words.split()[:_MOST_WORDS]:
        found = found.filter(_has(word))
    if only == "administrators":
        found = found.filter(is_superuser=True, is_active=True)
    elif only == "inactive":
        found = found.filter(is_active=False)
    roles = Membership.objects.select_related("course").order_by("course__title")
    ordered = found.order_by("last_name", "first_name", "username")
    return ordered.prefetch_related(Prefetch("memberships", queryset=roles))


def _has(word: str) -> Q:
    """SQLite knows upper and lower case of ASCII alone: the usual ways of writing a name are tried."""
    either = Q()
    for written in {word, word.lower(), word.upper(), word.capitalize()}:
        for field in _FIELDS:
            either |= Q(**{f"{field}__icontains": written})
    return either
