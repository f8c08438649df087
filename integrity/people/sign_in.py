"""Sign-in by name and password."""

import ipaddress
from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.http import HttpRequest
from django.http.request import split_domain_port

from integrity.people.models import User


class PasswordBackend(ModelBackend):
    """Django's own, except that a demo's sign-in works on loopback only."""

    def authenticate(
        self,
        request: HttpRequest | None,
        username: str | None = None,
        password: str | None = None,
        **kwargs: Any,
    ) -> User | None:
        user = super().authenticate(request, username=username, password=password, **kwargs)
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
