"""What could not wait: telling the named person, and their list."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from integrity.courses.queries import STAFF, courses_as
from integrity.portal.requests import SignedIn, text_in
from integrity.portal.review_words import escalation_refusals
from integrity.portal.views.cases import case_of, page_of_case
from integrity.reviews.domain.escalations import EscalationRefused, note_seen, settle
from integrity.reviews.domain.escalations import escalate as tell
from integrity.reviews.queries import escalations_for

#: More than these no list shows; the oldest are in the log.
_ROWS = 200


@require_POST
def escalate(request: SignedIn, case_id: UUID) -> HttpResponse:
    shown = case_of(request, case_id)
    kind = request.POST.get("kind", "")
    try:
        tell(shown, request.user, kind, text_in(request, "note"))
    except EscalationRefused as refusal:
        return page_of_case(request, shown, problem=escalation_refusals()[refusal.code], status=400)
    return redirect("portal:case", case_id)


@require_safe
def escalations(request: SignedIn) -> HttpResponse:
    if not courses_as(request.user, *STAFF).exists():
        raise Http404
    rows = escalations_for(request.user)[:_ROWS]
    return render(request, "portal/escalations.html", {"escalations": rows})


@require_POST
def escalation_seen(request: SignedIn, escalation_id: int) -> HttpResponse:
    note_seen(get_object_or_404(escalations_for(request.user), pk=escalation_id), request.user)
    return redirect("portal:escalations")


@require_POST
def escalation_settled(request: SignedIn, escalation_id: int) -> HttpResponse:
    settle(get_object_or_404(escalations_for(request.user), pk=escalation_id), request.user)
    return redirect("portal:escalations")
