"""Trying an assignment out: an instructor's own demonstration, inspected as a student's would be."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from integrity.courses.models import Assignment, Role
from integrity.courses.queries import assignments_as
from integrity.inspections.queries import with_runs
from integrity.portal.kept import kept_in
from integrity.portal.own_task import tryout_task_of
from integrity.portal.receiving import received
from integrity.portal.refusals import sentence_of
from integrity.portal.requests import SignedIn
from integrity.portal.views.assignments import no_variant
from integrity.portal.views.submissions import page_of_submission
from integrity.stewardship.domain.reasons import Why
from integrity.stewardship.domain.tryouts import DeletionRefused, delete_tryout
from integrity.submissions.queries import arriving_for, tryouts_for
from integrity.submissions.refusals import UploadRefused
from integrity.submissions.uploads import max_upload_bytes
from variants.errors import VariantError
from workers.errors import BriefInvalid


@require_http_methods(["GET", "HEAD", "POST"])
def tryouts(request: SignedIn, assignment_id: UUID) -> HttpResponse:
    taught = assignments_as(request.user, Role.INSTRUCTOR).select_related("template_version__template")
    shown = get_object_or_404(taught, pk=assignment_id)
    try:
        if request.method != "POST":
            return _page(request, shown)
        tried = received(request, shown, is_tryout=True)
    except UploadRefused as refusal:
        return _page(request, shown, problem=sentence_of(refusal.code))
    except VariantError as error:
        return no_variant(request, shown, error)
    return redirect("portal:submission", tried.pk)


@require_POST
def drop_tryout(request: SignedIn, submission_id: UUID) -> HttpResponse:
    tried = get_object_or_404(
        tryouts_for(request.user).select_related("recording__viewing_copy"), pk=submission_id
    )
    try:
        delete_tryout(tried, by=request.user)
    except DeletionRefused as refusal:
        return page_of_submission(request, tried, problem=_refusals()[refusal.why], status=409)
    return redirect("portal:tryouts", tried.assignment_id)


def _refusals() -> dict[Why, str]:
    return {
        Why.INSPECTION: _("It is being inspected just now. Delete it once that is over."),
        Why.HOLD: _(
            "It has to stay for now: the administrator of the site keeps everything of whoever made it."
        ),
    }


def _page(request: SignedIn, shown: Assignment, *, problem: str = "") -> HttpResponse:
    """Raises VariantError."""
    try:
        task = tryout_task_of(shown, request.user)
    except BriefInvalid as error:
        raise Http404 from error
    context = task | {
        "assignment": shown,
        "tryouts": with_runs(tryouts_for(request.user).filter(assignment=shown)),
        "arriving": arriving_for(shown, request.user),
        "kept": kept_in(shown.course),
        "max_bytes": max_upload_bytes(),
        "problem": problem,
        "is_tryout": True,
    }
    return render(request, "portal/tryouts.html", context, status=400 if problem else 200)
