"""The queue: what waits for a person, ways of looking at it, and taking the next of it."""

from collections.abc import Iterable
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from integrity.courses.queries import STAFF, assignments_as, courses_as
from integrity.portal.queue_page import queue_page
from integrity.portal.requests import SignedIn
from integrity.portal.review_words import view_refusals
from integrity.reviews.domain.leases import take
from integrity.reviews.domain.views import ViewRefused, forget_view, save_view
from integrity.reviews.models import CaseState
from integrity.reviews.shelves import Shelf, Wanted, page_of, waiting_for
from workers.codes import SEVERITIES
from workers.report import CheckName, Outcome

PAGE_ROWS = 50
#: Of those that are being taken by others just now, so many are passed over.
_TRIES = 10
#: What an address may ask of the queue.
_ASKED = ("shelf", "course", "assignment", "older", "state", "check", "code", "outcome")


@require_safe
def to_review(request: SignedIn) -> HttpResponse:
    return queue(request)


@require_POST
def next_case(request: SignedIn) -> HttpResponse:
    """The oldest that waits is taken; back to the queue where there is none."""
    if not courses_as(request.user, *STAFF).exists():
        raise Http404
    waiting = waiting_for(request.user, wanted_in(request.POST)).values_list("pk", flat=True)
    for case_id in list(waiting[:_TRIES]):
        if take(case_id, request.user):
            return redirect("portal:case", case_id)
    return redirect("portal:reviews")


@require_POST
def keep_view(request: SignedIn) -> HttpResponse:
    """The queue as it is narrowed just now is kept under a name, or a kept view is forgotten."""
    if not courses_as(request.user, *STAFF).exists():
        raise Http404
    forgotten = request.POST.get("forget", "")
    if forgotten.isdecimal() and len(forgotten) < 18:
        forget_view(request.user, int(forgotten))
        return redirect("portal:reviews")
    query = QueryDict(request.POST.get("query", "")[:400])
    try:
        save_view(request.user, request.POST.get("name", ""), _query_of(query))
    except ViewRefused as refusal:
        return queue(request, query, problem=view_refusals()[refusal.code], status=400)
    return redirect(f"{reverse('portal:reviews')}?{_query_of(query)}")


def queue(
    request: SignedIn, fields: QueryDict | None = None, *, problem: str = "", status: int = 200
) -> HttpResponse:
    """`fields`: what is asked of it, where not as the address says."""
    fields = request.GET if fields is None else fields
    courses = list(courses_as(request.user, *STAFF).order_by("title"))
    if not courses:
        raise PermissionDenied
    wanted, number = wanted_in(fields), _number(fields.get("page", ""), at_most=100_000) or 1
    rows = page_of(request.user, wanted, number=number, rows=PAGE_ROWS)
    context = {
        "cases": rows[:PAGE_ROWS],
        "wanted": wanted,
        "number": number,
        "more": len(rows) > PAGE_ROWS,
        "courses": courses,
        "assignments": assignments_as(request.user, *STAFF).order_by("course__title", "title"),
        "query": _query_of(fields),
        "problem": problem,
        **queue_page(request.user, courses, wanted),
    }
    return render(request, "portal/reviews.html", context, status=status)


def wanted_in(fields: QueryDict) -> Wanted:
    """What is not understood is not asked for."""
    return Wanted(
        shelf=Shelf(_one_of(fields, "shelf", Shelf) or Shelf.WAITING),
        course_id=_uuid(fields.get("course", "")),
        assignment_id=_uuid(fields.get("assignment", "")),
        older_than_days=_number(fields.get("older", ""), at_most=3650),
        state=_one_of(fields, "state", CaseState.values),
        check=_one_of(fields, "check", CheckName),
        code=_one_of(fields, "code", SEVERITIES),
        outcome=_one_of(fields, "outcome", Outcome),
    )


def _one_of(fields: QueryDict, name: str, known: Iterable[str]) -> str:
    text = fields.get(name, "")
    return text if text in set(known) else ""


def _query_of(fields: QueryDict) -> str:
    """The address's question without the page, and without what is not asked."""
    kept = QueryDict(mutable=True)
    for name in _ASKED:
        if value := fields.get(name, ""):
            kept[name] = value
    return kept.urlencode()


def _number(text: str, *, at_most: int) -> int:
    return min(int(text), at_most) if text.isascii() and text.isdecimal() and len(text) < 9 else 0


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
