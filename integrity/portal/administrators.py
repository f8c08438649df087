"""Pages for administrators of the site; for everybody else they do not exist."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import Http404, HttpResponse

from integrity.people.models import Institution
from integrity.portal.requests import SignedIn, line_in
from integrity.stewardship.domain.accounts import is_administrator

Given = ParamSpec("Given")
View = Callable[Concatenate[SignedIn, Given], HttpResponse]


def institution_in(request: SignedIn) -> Institution | None:
    """The one that the form names."""
    named = line_in(request, "institution")
    return next((one for one in Institution.objects.all() if str(one.pk) == named), None)


def administrators_only(view: View[Given]) -> View[Given]:
    @wraps(view)
    def asked(request: SignedIn, /, *args: Given.args, **kwargs: Given.kwargs) -> HttpResponse:
        if not is_administrator(request.user):
            raise Http404
        return view(request, *args, **kwargs)

    return asked
