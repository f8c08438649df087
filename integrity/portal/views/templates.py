"""A template: its text, what becomes of it as it is typed, and its versions."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from integrity.courses.domain.previews import previews
from integrity.courses.domain.templates import create_template, read_site_template, save_version
from integrity.courses.models import Course, Role, TaskTemplate, TemplateVersion
from integrity.courses.queries import courses_as, templates_of
from integrity.portal.example_template import EXAMPLE_TEMPLATE
from integrity.portal.lack_words import lacks_of
from integrity.portal.requests import SignedIn, text_in
from variants.errors import TemplateInvalid
from workers.errors import BriefInvalid


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: SignedIn, course_id: UUID) -> HttpResponse:
    course = get_object_or_404(courses_as(request.user, Role.INSTRUCTOR), pk=course_id)
    if request.method != "POST":
        return _new_page(request, course, EXAMPLE_TEMPLATE)
    text = text_in(request, "template")
    try:
        made = create_template(course, text, request.user)
    except TemplateInvalid as error:
        return _new_page(request, course, text, problem=str(error))
    return redirect("portal:template", made.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def template(request: SignedIn, template_id: UUID) -> HttpResponse:
    task = get_object_or_404(templates_of(request.user), pk=template_id)
    if request.method != "POST":
        return _template_page(request, task, _version_asked_for(request, task))
    text = text_in(request, "template")
    try:
        save_version(task, text, request.user)
    except TemplateInvalid as error:
        return _template_page(request, task, task.versions.all()[0], text=text, problem=str(error))
    return redirect("portal:template", task.pk)


@require_POST
def check_template(request: SignedIn, course_id: UUID) -> HttpResponse:
    """What would become of the text as it is typed: a fragment for the page."""
    course = get_object_or_404(courses_as(request.user, Role.INSTRUCTOR), pk=course_id)
    return render(request, "portal/template_verdict.html", _verdict(course, text_in(request, "template")))


def _new_page(request: SignedIn, course: Course, text: str, *, problem: str = "") -> HttpResponse:
    context = {"course": course, "text": text} | _verdict(course, text, problem)
    return render(request, "portal/new_template.html", context, status=400 if problem else 200)


def _template_page(
    request: SignedIn, task: TaskTemplate, shown: TemplateVersion, *, text: str = "", problem: str = ""
) -> HttpResponse:
    versions = task.versions.select_related("check_made", "created_by", "released_by")
    context = {
        "task": task,
        "course": task.course,
        "versions": versions,
        "version": versions.get(pk=shown.pk),
        "text": text or shown.toml,
        "assignments": task.course.assignments.filter(template_version__template=task).select_related(
            "template_version"
        ),
    }
    context |= _verdict(task.course, text or shown.toml, problem)
    return render(request, "portal/template.html", context, status=400 if problem else 200)


def _version_asked_for(request: HttpRequest, task: TaskTemplate) -> TemplateVersion:
    """The newest where none is. Raises Http404."""
    number = request.GET.get("version")
    if number is None:
        return task.versions.all()[0]
    if not number.isdecimal() or len(number) > 6:
        raise Http404
    return get_object_or_404(task.versions, number=int(number))


def _verdict(course: Course, text: str, problem: str = "") -> dict[str, object]:
    """A sentence where the text cannot be kept, or where it can and yet gives no variant."""
    if problem:
        return {"problem": problem}
    try:
        read = read_site_template(text)
    except TemplateInvalid as error:
        return {"problem": str(error)}
    try:
        made = previews(course, read)
    except (TemplateInvalid, BriefInvalid) as error:
        return {"no_variant": str(error)}
    return {"previews": made, "lacks": lacks_of(course, *(preview.brief for preview in made))}
