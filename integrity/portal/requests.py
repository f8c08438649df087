"""Requests as views are given them: of somebody who is signed in, and what their forms say."""

from django.http import HttpRequest

from integrity.people.models import User


class SignedIn(HttpRequest):
    """What SignInMiddleware lets through."""

    user: User


def text_in(request: HttpRequest, name: str) -> str:
    """A text of a form, with the line ends that were typed: browsers send CRLF, whatever was."""
    return request.POST.get(name, "").replace("\r\n", "\n")


def line_in(request: HttpRequest, name: str) -> str:
    """A text of one line, without what databases refuse and what stands around it."""
    return request.POST.get(name, "").replace("\0", "").strip()


def number_of(text: str) -> int:
    """The number of a row, as a form names it; 0, which none has, where it is no number."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 18 else 0
