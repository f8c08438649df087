"""Addresses that pages' scripts ask: without a session they answer 401 in words, not with a page to sign in."""

import json
from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.translation import gettext as _

from integrity.portal.requests import SignedIn


class JsonInvalid(Exception):
    """A body is no JSON object; the message says so."""


def scripted(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    @wraps(view)
    def asked(request: SignedIn, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated:
            return view(request, *args, **kwargs)
        return in_words(
            _("You are signed out. Sign in again and go on; what has arrived is kept."),
            HTTPStatus.UNAUTHORIZED,
        )

    return login_not_required(asked)


def in_words(sentence: str, status: int) -> HttpResponse:
    return HttpResponse(sentence, status=status, content_type="text/plain; charset=utf-8")


def object_in(request: HttpRequest) -> dict[str, Any]:
    """A JSON object. Raises JsonInvalid."""
    try:
        said = json.loads(request.body)
    except (ValueError, RecursionError) as error:
        raise JsonInvalid("The body must be JSON.") from error
    if not isinstance(said, dict):
        raise JsonInvalid("The body must be a JSON object.")
    return said
