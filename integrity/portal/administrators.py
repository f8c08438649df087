"""Pages for administrators of the site; for everybody else they do not exist."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import Http404, HttpResponse

from integrity.portal.requests import SignedIn
from integrity.stewardship.domain.accounts import is_administrator

Given = ParamSpec("Given")
View = Callable[Concatenate[SignedIn, Given], HttpResponse]


def administrators_only(view: View[Given]) -> View[Given]:
    @wraps(view)
    def asked(request: SignedIn, /, *args: Given.args, **kwargs: Given.kwargs) -> HttpResponse:
        if not is_administrator(request.user):
            raise Http404
        return view(request, *args, **kwargs)

    return asked
