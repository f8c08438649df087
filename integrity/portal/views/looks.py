"""Blind first: what a reviewer saw themselves, before the findings are opened."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from integrity.portal.clock import seconds_of
from integrity.portal.requests import SignedIn, text_in
from integrity.portal.review_words import lost_sentence, mark_refusals
from integrity.portal.views.cases import CONFLICT, case_of, lease_in, page_of_case
from integrity.reviews.domain import looks
from integrity.reviews.domain.leases import LeaseLost
from integrity.reviews.domain.looks import MarkRefused


@require_POST
def mark(request: SignedIn, case_id: UUID) -> HttpResponse:
    """What could not be kept stays in its fields."""
    shown = case_of(request, case_id)
    typed = {name: text_in(request, name) for name in ("text", "start", "end")}
    start_s, end_s = seconds_of(typed["start"]), seconds_of(typed["end"])
    try:
        looks.mark(lease_in(request, shown), typed["text"], start_s=start_s, end_s=end_s)
    except MarkRefused as refusal:
        problem = mark_refusals()[refusal.code]
        return page_of_case(request, shown, problem=problem, typed_mark=typed, status=400)
    except LeaseLost:
        return page_of_case(request, shown, problem=lost_sentence(), typed_mark=typed, status=CONFLICT)
    return redirect("portal:case", case_id)


@require_POST
def finish_looking(request: SignedIn, case_id: UUID) -> HttpResponse:
    shown = case_of(request, case_id)
    try:
        looks.finish_looking(lease_in(request, shown))
    except LeaseLost:
        return page_of_case(request, shown, problem=lost_sentence(), status=CONFLICT)
    return redirect("portal:case", case_id)
