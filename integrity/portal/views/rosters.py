"""A roster as a file: what it would change is shown first, and a person confirms just that."""

from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from integrity.courses.domain.roster.applying import NotAsPlanned, apply_roster
from integrity.courses.domain.roster.planning import Kind, plan_roster
from integrity.courses.domain.roster.reading import (
    MAX_BYTES,
    RosterUnreadable,
    decoded,
    read_roster,
)
from integrity.courses.models import Course, Role
from integrity.courses.queries import courses_as
from integrity.portal.requests import SignedIn, text_in
from integrity.portal.roster_words import problem_sentence, role_words, unreadable_sentence

#: Of each kind so many people are listed; the rest are counted.
_LISTED = 200


@require_http_methods(["GET", "HEAD", "POST"])
def roster(request: SignedIn, course_id: UUID) -> HttpResponse:
    course = _taught(request, course_id)
    if request.method != "POST":
        return render(request, "portal/roster.html", {"course": course})
    try:
        return _preview(request, course, _text(request))
    except RosterUnreadable as error:
        return _refused(request, course, error)


@require_POST
def apply(request: SignedIn, course_id: UUID) -> HttpResponse:
    course = _taught(request, course_id)
    text = text_in(request, "text")
    remove = {int(one) for one in request.POST.getlist("remove") if one.isdecimal() and len(one) < 19}
    try:
        apply_roster(course, text, request.user, digest=request.POST.get("digest", ""), remove=remove)
    except NotAsPlanned:
        problem = _("Meanwhile something changed, so nothing was done. This is what would change now.")
        return _preview(request, course, text, problem=problem)
    except RosterUnreadable as error:
        return _refused(request, course, error)
    return redirect("portal:people", course.pk)


def _text(request: SignedIn) -> str:
    """Of the file, or of what was pasted. Raises RosterUnreadable."""
    upload = request.FILES.get("roster")
    if isinstance(upload, UploadedFile):
        return decoded(upload.read(MAX_BYTES + 1))
    text = text_in(request, "text")
    if not text.strip():
        raise RosterUnreadable("none")
    return decoded(text.encode())


def _preview(request: SignedIn, course: Course, text: str, *, problem: str = "") -> HttpResponse:
    plan = plan_roster(course, read_roster(text))
    kinds = {kind.value: plan.of_kind(kind) for kind in Kind}
    context = {
        "course": course,
        "text": text,
        "plan": plan,
        "counts": {kind: len(entries) for kind, entries in kinds.items()},
        "shown": {kind: entries[:_LISTED] for kind, entries in kinds.items()},
        "problems": [(one.line, problem_sentence(one)) for one in plan.problems],
        "roles": role_words(),
        "problem": problem,
    }
    return render(request, "portal/roster_preview.html", context, status=409 if problem else 200)


def _refused(request: SignedIn, course: Course, error: RosterUnreadable) -> HttpResponse:
    context = {"course": course, "problem": unreadable_sentence(error.code), "text": text_in(request, "text")}
    return render(request, "portal/roster.html", context, status=400)


def _taught(request: SignedIn, course_id: UUID) -> Course:
    return get_object_or_404(courses_as(request.user, Role.INSTRUCTOR), pk=course_id)
