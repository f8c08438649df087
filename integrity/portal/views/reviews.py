"""The queue: what waits for a person, and taking the next of it."""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from integrity.courses.queries import STAFF, assignments_as, courses_as
from integrity.portal.requests import SignedIn
from integrity.portal.review_words import age_words, shelf_words
from integrity.reviews.domain.leases import take
from integrity.reviews.shelves import Shelf, Wanted, page_of, queue_for

PAGE_ROWS = 50
#: Of those that are being taken by others just now, so many are passed over.
_TRIES = 10


@require_safe
def to_review(request: SignedIn) -> HttpResponse:
    courses = list(courses_as(request.user, *STAFF).order_by("title"))
    if not courses:
        raise PermissionDenied
    wanted, number = wanted_in(request.GET), _number(request.GET.get("page", ""), at_most=100_000) or 1
    rows = page_of(request.user, wanted, number=number, rows=PAGE_ROWS)
    context = {
        "cases": rows[:PAGE_ROWS],
        "wanted": wanted,
        "number": number,
        "more": len(rows) > PAGE_ROWS,
        "shelves": shelf_words(),
        "ages": age_words(),
        "courses": courses,
        "assignments": assignments_as(request.user, *STAFF).order_by("course__title", "title"),
        "query": _query_of(request.GET),
    }
    return render(request, "portal/reviews.html", context)


@require_POST
def next_case(request: SignedIn) -> HttpResponse:
    """The oldest that waits is taken; back to the queue where there is none."""
    if not courses_as(request.user, *STAFF).exists():
        raise Http404
    waiting = queue_for(request.user, wanted_in(request.POST)).values_list("pk", flat=True)
    for case_id in list(waiting[:_TRIES]):
        if take(case_id, request.user):
            return redirect("portal:case", case_id)
    return redirect("portal:reviews")


def wanted_in(fields: QueryDict) -> Wanted:
    """What is not understood is not asked for."""
    shelf = fields.get("shelf", "")
    return Wanted(
        shelf=Shelf(shelf) if shelf in set(Shelf) else Shelf.WAITING,
        course_id=_uuid(fields.get("course", "")),
        assignment_id=_uuid(fields.get("assignment", "")),
        older_than_days=_number(fields.get("older", ""), at_most=3650),
    )


def _query_of(fields: QueryDict) -> str:
    """The address's question without the page."""
    kept = fields.copy()
    kept.pop("page", None)
    return kept.urlencode()


def _number(text: str, *, at_most: int) -> int:
    return min(int(text), at_most) if text.isascii() and text.isdecimal() and len(text) < 9 else 0


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
