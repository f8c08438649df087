"""Keeping a way of narrowing the queue under a name."""

from integrity.lib.refused import Refused
from integrity.people.models import User
from integrity.reviews.models import SavedView

MAX_VIEWS = 30


class ViewRefused(Refused):
    """The code says why (`name`, `many`); the page says it in words."""


def save_view(user: User, name: str, query: str) -> SavedView:
    """In place of one of the same name. Raises ViewRefused."""
    called = name.replace("\0", "").strip()[:60]
    if not called:
        raise ViewRefused("name")
    if SavedView.objects.filter(user=user).exclude(name=called).count() >= MAX_VIEWS:
        raise ViewRefused("many")
    view, _ = SavedView.objects.update_or_create(user=user, name=called, defaults={"query": query[:400]})
    return view


def forget_view(user: User, number: int) -> None:
    SavedView.objects.filter(user=user, pk=number).delete()
