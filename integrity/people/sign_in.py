"""Sign-in by name or address and password."""

import ipaddress
from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.http import HttpRequest
from django.http.request import split_domain_port

from integrity.people.models import User


def person_called(text: str) -> User | None:
    """By the name that they sign in with, else by their address; in whatever capitals, where that means one person."""
    typed = text.strip()
    for wanted in ({"username": typed}, {"username__iexact": typed}, {"email__iexact": typed}):
        found = list(User.objects.filter(**wanted)[:2]) if typed else []
        if found:
            return found[0] if len(found) == 1 else None
    return None


class PasswordBackend(ModelBackend):
    """Django's own, except that an address does for a name, and that a demo's sign-in works on loopback only."""

    def authenticate(
        self,
        request: HttpRequest | None,
        username: str | None = None,
        password: str | None = None,
        **kwargs: Any,
    ) -> User | None:
        person = person_called(username or "")
        name = person.username if person else username
        user = super().authenticate(request, username=name, password=password, **kwargs)
        assert user is None or isinstance(user, User)
        if user is not None and user.loopback_only and not _is_on_loopback(request):
            return None
        return user


def _is_on_loopback(request: HttpRequest | None) -> bool:
    """Both ends must be loopback: behind a proxy the peer alone would always look so."""
    if request is None:
        return False
    host, _ = split_domain_port(request.get_host())
    return _is_loopback(host.strip("[]")) and _is_loopback(request.META.get("REMOTE_ADDR", ""))


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
