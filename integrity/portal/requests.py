"""Requests as views are given them: of somebody who is signed in, and what their forms say."""

from django.http import HttpRequest

from integrity.people.models import User


class SignedIn(HttpRequest):
    """What SignInMiddleware lets through."""

    user: User


def text_in(request: HttpRequest, name: str) -> str:
    """A text of a form, with the line ends that were typed: browsers send CRLF, whatever was."""
    return request.POST.get(name, "").replace("\r\n", "\n")
