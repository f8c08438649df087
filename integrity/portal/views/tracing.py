"""Whose variant it is."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from integrity.courses.domain.tracing import Traced, trace_code, trace_note, trace_values
from integrity.courses.models import Assignment
from integrity.courses.queries import STAFF, templated_as
from integrity.portal.requests import SignedIn

_FIELDS = ("code", "note", "values")
#: Of a value that half the course has, nobody reads every name.
MOST_SHOWN = 100


@require_safe
def trace(request: SignedIn, assignment_id: UUID) -> HttpResponse:
    """Asked by GET, so that a report can link here with a code."""
    shown = get_object_or_404(templated_as(request.user, *STAFF), pk=assignment_id)
    asked = {name: _asked(request, name) for name in _FIELDS}
    found = _found(shown, asked)
    context = {
        "assignment": shown,
        "asked": asked,
        "is_asked": any(asked.values()),
        "found": found[:MOST_SHOWN],
        "left_off": max(0, len(found) - MOST_SHOWN),
        "not_understood": bool(asked["values"]) and not _pairs(asked["values"]),
    }
    return render(request, "portal/trace.html", context)


def _asked(request: HttpRequest, name: str) -> str:
    return request.GET.get(name, "").replace("\0", "").strip()


def _found(shown: Assignment, asked: dict[str, str]) -> list[Traced]:
    """By the first of the fields that says something."""
    if asked["code"]:
        return trace_code(shown, asked["code"])
    if asked["note"]:
        return trace_note(shown, asked["note"])
    wanted = _pairs(asked["values"])
    return trace_values(shown, wanted) if wanted else []


def _pairs(text: str) -> dict[str, str]:
    """`count=10; level=95` as names with their values; empty where a part is no pair."""
    parts = [part.partition("=") for part in text.split(";") if part.strip()]
    if not all(name.strip() and equals and value.strip() for name, equals, value in parts):
        return {}
    return {name.strip(): value.strip() for name, _, value in parts}
