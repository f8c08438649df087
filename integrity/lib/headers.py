"""Response headers that neither Django nor django-csp sets."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

_CAPTURING = ("camera", "microphone", "display-capture")
_NEVER = "geolocation=(), payment=(), usb=()"


class PermissionsPolicyMiddleware:
    """No page uses a camera, a microphone, the screen or a place, but the one that says so; browsers are told."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self._get_response(request)
        response.headers.setdefault("Permissions-Policy", _policy("()"))
        return response


def allow_capture(response: HttpResponse) -> None:
    """Lets this page, and nothing framed in it, use camera, microphone and screen."""
    response.headers["Permissions-Policy"] = _policy("(self)")


def _policy(capture: str) -> str:
    return ", ".join([*(f"{name}={capture}" for name in _CAPTURING), _NEVER])
