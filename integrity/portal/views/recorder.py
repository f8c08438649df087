"""The recorder: a page of its own for an assignment, and a small transfer that is timed."""

from uuid import UUID

from csp.decorators import csp_update
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from integrity.courses.models import Assignment, Role
from integrity.courses.queries import assignments_as
from integrity.lib.headers import allow_capture
from integrity.portal.kept import kept_in
from integrity.portal.own_task import task_of
from integrity.portal.processing_words import looks_at_faces, processed_by
from integrity.portal.recorder_words import recorder_words
from integrity.portal.requests import SignedIn
from variants.errors import VariantError
from workers.errors import BriefInvalid


# What was recorded is watched in this page before anything is handed in.
@csp_update({"media-src": ["blob:"]})  # type: ignore[arg-type]  # it knows views of any request only
@require_safe
def record(request: SignedIn, assignment_id: UUID) -> HttpResponse:
    shown = get_object_or_404(assignments_as(request.user, Role.STUDENT), pk=assignment_id)
    try:
        task = task_of(shown, request.user)
    except VariantError:
        return render(request, "portal/no_variant.html", {"assignment": shown}, status=503)
    except BriefInvalid as error:
        raise Http404 from error
    context = task | {
        "assignment": shown,
        "processed": processed_by(task["brief"], faces_basis=shown.course.institution.faces_basis),
        "kept": kept_in(shown.course),
        "wants_camera": looks_at_faces(task["brief"]),
        "words": recorder_words(),
        "setup": _setup(request, shown),
    }
    response = render(request, "portal/record.html", context)
    allow_capture(response)
    return response


@require_POST
def speed(request: SignedIn, assignment_id: UUID) -> HttpResponse:
    """Takes what is sent (at most DATA_UPLOAD_MAX_MEMORY_SIZE), keeps nothing, and tells the time."""
    get_object_or_404(assignments_as(request.user, Role.STUDENT), pk=assignment_id)
    return JsonResponse({"bytes": len(request.body), "clock": timezone.now().isoformat()})


def _setup(request: SignedIn, shown: Assignment) -> dict[str, object]:
    return {
        "person": request.user.pk,
        "assignment": str(shown.pk),
        "takes": reverse("portal:begin-take", args=[shown.pk]),
        "speed": reverse("portal:upload-speed", args=[shown.pk]),
        "file_name": "recording",
    }
