"""Pages for what went wrong, in the portal's own words."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 -- Django's signature
    return render(request, "portal/error.html", {"status": 403}, status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 -- Django's signature
    return render(request, "portal/error.html", {"status": 404}, status=404)


def failed(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 -- Django's signature
    """Asks nothing of database or session, which may be what failed."""
    return HttpResponse(render_to_string("portal/error_bare.html"), status=500)


def forgery(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 -- Django's signature
    return render(request, "portal/error.html", {"status": "csrf"}, status=403)
