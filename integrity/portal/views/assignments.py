"""An assignment: for students what to record and where to give it, for staff what was given."""

import logging
from collections.abc import Collection
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from integrity.courses.domain.briefs import change_brief, create_assignment, read_site_brief
from integrity.courses.domain.deadlines import terms_for
from integrity.courses.domain.previews import made_up_briefs
from integrity.courses.domain.removals import without
from integrity.courses.domain.settings import checks_off
from integrity.courses.models import Assignment, Course, Role
from integrity.courses.queries import assignments_as, assignments_for, courses_as, role_in
from integrity.inspections.domain.admission import attempts_among
from integrity.inspections.queries import with_runs
from integrity.portal.brief_words import asked_for
from integrity.portal.example_brief import EXAMPLE_BRIEF
from integrity.portal.kept import kept_in
from integrity.portal.lack_words import lacks_of
from integrity.portal.own_task import task_of
from integrity.portal.processing_words import processed_by
from integrity.portal.receiving import received
from integrity.portal.refusals import sentence_of
from integrity.portal.requests import SignedIn, text_in
from integrity.portal.views.submissions_table import staff_page
from integrity.submissions.models import Submission
from integrity.submissions.queries import arriving_for
from integrity.submissions.refusals import UploadRefused
from integrity.submissions.uploads import max_upload_bytes
from variants.errors import TemplateInvalid, VariantError
from variants.reading.template import read_template
from workers.brief import parse_brief
from workers.errors import BriefInvalid

logger = logging.getLogger(__name__)


@require_safe
def assignment(request: SignedIn, assignment_id: UUID) -> HttpResponse:
    shown = get_object_or_404(assignments_for(request.user), pk=assignment_id)
    role = role_in(shown.course, request.user)
    if role == Role.STUDENT:
        return student_page(request, shown)
    asked = _what_is_asked(shown, checks_off(shown.course))
    return staff_page(request, shown, asked | {"lacks": _lacks_of(shown) if role == Role.INSTRUCTOR else []})


@require_POST
def hand_in_recording(request: SignedIn, assignment_id: UUID) -> HttpResponse:
    shown = get_object_or_404(assignments_as(request.user, Role.STUDENT), pk=assignment_id)
    try:
        submission = received(request, shown)
    except UploadRefused as refusal:
        return student_page(request, shown, problem=sentence_of(refusal.code))
    except VariantError as error:
        return no_variant(request, shown, error)
    return redirect("portal:submission", submission.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: SignedIn, course_id: UUID) -> HttpResponse:
    course = get_object_or_404(courses_as(request.user, Role.INSTRUCTOR), pk=course_id)
    if request.method != "POST":
        return _brief_page(request, course, None, EXAMPLE_BRIEF)
    text = text_in(request, "brief")
    try:
        made = create_assignment(course, text)
    except BriefInvalid as error:
        return _brief_page(request, course, None, text, problem=str(error))
    return redirect("portal:assignment", made.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: SignedIn, assignment_id: UUID) -> HttpResponse:
    shown = get_object_or_404(assignments_as(request.user, Role.INSTRUCTOR), pk=assignment_id)
    if shown.template_version is not None:
        return redirect("portal:template", shown.template_version.template_id)
    if request.method != "POST":
        return _brief_page(request, shown.course, shown, shown.brief_toml)
    text = text_in(request, "brief")
    try:
        change_brief(shown, text)
    except BriefInvalid as error:
        return _brief_page(request, shown.course, shown, text, problem=str(error))
    return redirect("portal:assignment", shown.pk)


@require_POST
def check_brief(request: SignedIn, course_id: UUID) -> HttpResponse:
    """What would become of the brief as it is typed: a fragment for the page."""
    course = get_object_or_404(courses_as(request.user, Role.INSTRUCTOR), pk=course_id)
    try:
        brief = read_site_brief(text_in(request, "brief"))
    except BriefInvalid as error:
        return render(request, "portal/brief_verdict.html", {"problem": str(error)})
    context = {"brief": brief, "asked": asked_for(brief), "lacks": lacks_of(course, brief)}
    return render(request, "portal/brief_verdict.html", context)


def student_page(
    request: SignedIn, shown: Assignment, *, problem: str = "", replaced: str = ""
) -> HttpResponse:
    """`problem`: why a file was refused; `replaced`: why answers were."""
    own = with_runs(Submission.objects.filter(assignment=shown, student=request.user))
    try:
        asked = task_of(shown, request.user)
    except VariantError as error:
        return no_variant(request, shown, error)
    except BriefInvalid as error:
        raise Http404 from error
    context = asked | {"assignment": shown, "submissions": own, "max_bytes": max_upload_bytes()}
    context |= {"terms": terms_for(shown, request.user), "used": attempts_among(own)}
    context |= {"arriving": arriving_for(shown, request.user), "kept": kept_in(shown.course)}
    basis = shown.course.institution.faces_basis
    context["processed"] = processed_by(asked["brief"], faces_basis=basis)
    context |= {"problem": problem, "replaced": replaced}
    return render(request, "portal/assignment.html", context, status=400 if problem or replaced else 200)


def no_variant(request: SignedIn, shown: Assignment, error: VariantError) -> HttpResponse:
    """What is wrong is for the log: the sentence may say more of the task than its page does."""
    logger.error("Assignment %s has no variant for user %s: %s", shown.pk, request.user.pk, error)
    return render(request, "portal/no_variant.html", {"assignment": shown}, status=503)


def _what_is_asked(shown: Assignment, removed: Collection[str] = ()) -> dict[str, object]:
    """`removed`: what of it one person is not asked."""
    if shown.template_version_id:
        return {"assignment": shown}
    try:
        brief = parse_brief(without(shown.brief_toml, removed))
    except BriefInvalid as error:
        # The site keeps valid briefs only; one from an older schema is not shown half-read.
        raise Http404 from error
    return {"assignment": shown, "brief": brief, "asked": asked_for(brief)}


def _lacks_of(shown: Assignment) -> list[str]:
    """What the site cannot do of it; of one that is made from a template also why no variant can be made."""
    version = shown.template_version
    if version is None:
        return lacks_of(shown.course, shown.brief)
    try:
        return lacks_of(shown.course, *made_up_briefs(shown.course, read_template(version.toml)))
    except (TemplateInvalid, BriefInvalid) as error:
        return [str(error)]


def _brief_page(
    request: SignedIn, course: Course, shown: Assignment | None, text: str, *, problem: str = ""
) -> HttpResponse:
    context: dict[str, object] = {"course": course, "assignment": shown, "text": text, "problem": problem}
    if not problem:
        brief = read_site_brief(text)
        context |= {"brief": brief, "asked": asked_for(brief), "lacks": lacks_of(course, brief)}
    return render(request, "portal/edit_brief.html", context, status=400 if problem else 200)
