"""The student's part: a reply before a decision takes effect, and an appeal after it did."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from integrity.portal.clock import seconds_of
from integrity.portal.requests import SignedIn, text_in
from integrity.portal.review_words import appeal_refusals, reply_refusals
from integrity.portal.views.submissions import page_of_submission
from integrity.reviews.domain.appeals import AppealRefused
from integrity.reviews.domain.appeals import appeal as appeal_against
from integrity.reviews.domain.hearings import ReplyRefused
from integrity.reviews.domain.hearings import reply as say
from integrity.submissions.models import Submission
from integrity.submissions.queries import submissions_for


@require_POST
def reply(request: SignedIn, submission_id: UUID) -> HttpResponse:
    shown = _own(request, submission_id)
    text = text_in(request, "text")
    try:
        at_s = seconds_of(request.POST.get("at", ""))
        about = request.POST.get("finding", "")
        say(shown, request.user, text, at_s=at_s, finding_id=about, is_all="is_all" in request.POST)
    except ReplyRefused as refusal:
        return page_of_submission(
            request, shown, problem=reply_refusals()[refusal.code], text=text, status=400
        )
    return redirect("portal:submission", submission_id)


@require_POST
def appeal(request: SignedIn, submission_id: UUID) -> HttpResponse:
    shown = _own(request, submission_id)
    text = text_in(request, "text")
    try:
        appeal_against(shown, request.user, text)
    except AppealRefused as refusal:
        return page_of_submission(
            request, shown, problem=appeal_refusals()[refusal.code], text=text, status=400
        )
    return redirect("portal:submission", submission_id)


def _own(request: SignedIn, submission_id: UUID) -> Submission:
    return get_object_or_404(submissions_for(request.user).filter(student=request.user), pk=submission_id)
