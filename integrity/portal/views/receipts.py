"""The receipt of a submission: a page, and the signed file that anybody can check."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from integrity.lib.signing import signing_key
from integrity.portal.requests import SignedIn
from integrity.submissions.domain.receipts import receipt_of
from integrity.submissions.queries import submissions_for


@require_safe
def receipt(request: SignedIn, submission_id: UUID) -> HttpResponse:
    shown = get_object_or_404(submissions_for(request.user), pk=submission_id)
    context = {
        "submission": shown,
        "is_own": shown.is_work_of(request.user),
        "fingerprint": signing_key().public.fingerprint,
    }
    return render(request, "portal/receipt_page.html", context)


@require_safe
def receipt_json(request: SignedIn, submission_id: UUID) -> HttpResponse:
    shown = get_object_or_404(submissions_for(request.user), pk=submission_id)
    response = HttpResponse(receipt_of(shown).signed_json, content_type="application/json")
    response.headers["Content-Disposition"] = f'attachment; filename="receipt-{shown.pk}.json"'
    return response
