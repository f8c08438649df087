"""Who is signed out is led to the page to sign in; a page's scripts, pictures and players are told so instead."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _

from integrity.portal.scripted import in_words

#: What a browser loads to show it as a page. Browsers that do not say get the page.
_PAGES = frozenset({"document", "iframe", "frame"})


class SignInMiddleware(LoginRequiredMiddleware):
    """A page to sign in that stands in the middle of another, or is played as a video, helps nobody."""

    def handle_no_permission(  # type: ignore[override]  # Django's promises a redirect
        self, request: HttpRequest, view_func: Callable[..., Any]
    ) -> HttpResponseBase:
        if is_a_page(request):
            return super().handle_no_permission(request, view_func)
        return in_words(
            _("You are signed out. Sign in again in another tab, and go on here."), HTTPStatus.UNAUTHORIZED
        )


def is_a_page(request: HttpRequest) -> bool:
    is_fragment = request.headers.get("HX-Request") == "true"
    return not is_fragment and request.headers.get("Sec-Fetch-Dest", "document") in _PAGES
