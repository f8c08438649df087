"""What is done with a version of a template: it is checked, released, and made an assignment."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from integrity.courses.domain.checks import go_on, start_check
from integrity.courses.domain.templates import (
    NotReleasable,
    assign,
    release,
    use_version,
)
from integrity.courses.models import Role, TemplateVersion
from integrity.courses.queries import templated_as, versions_of
from integrity.portal.requests import SignedIn


@require_POST
def check(request: SignedIn, version_id: int) -> HttpResponse:
    """Examines some more people. A page asks again and again, until all are; whoever comes back goes on."""
    version = get_object_or_404(versions_of(request.user), pk=version_id)
    made = go_on(start_check(version, request.user))
    if "HX-Request" not in request.headers:
        return redirect("portal:template", version.template_id)
    response = render(request, "portal/template_check.html", {"version": version, "check": made})
    if made.is_over:
        response.headers["HX-Refresh"] = "true"
    return response


@require_POST
def release_version(request: SignedIn, version_id: int) -> HttpResponse:
    version = get_object_or_404(versions_of(request.user), pk=version_id)
    try:
        release(version, request.user)
    except NotReleasable:
        return _refused(request, version, _("Only a version that passed its check can be released."))
    return redirect("portal:template", version.template_id)


@require_POST
def assign_version(request: SignedIn, version_id: int) -> HttpResponse:
    version = get_object_or_404(versions_of(request.user), pk=version_id)
    try:
        made = assign(version)
    except NotReleasable:
        return _refused(request, version, _("An assignment is made of a released version."))
    return redirect("portal:assignment", made.pk)


@require_POST
def use(request: SignedIn, assignment_id: UUID) -> HttpResponse:
    """From now on the assignment gives out the template's newest released version."""
    assignment = get_object_or_404(templated_as(request.user, Role.INSTRUCTOR), pk=assignment_id)
    assert assignment.template_version is not None
    version = assignment.template_version.template.versions.filter(released_at__isnull=False)[0]
    use_version(assignment, version)
    return redirect("portal:variants", assignment.pk)


def _refused(request: SignedIn, version: TemplateVersion, sentence: str) -> HttpResponse:
    context = {"task": version.template, "sentence": sentence}
    return render(request, "portal/version_refused.html", context, status=400)
