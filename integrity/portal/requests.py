"""A request of somebody who is signed in, as views are given it."""

from django.http import HttpRequest

from integrity.people.models import User


class SignedIn(HttpRequest):
    """What LoginRequiredMiddleware lets through."""

    user: User
