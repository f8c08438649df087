"""Institutions and courses, and ways to sign in for those of a course who have none."""

import csv
import io
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from integrity.courses.models import Course
from integrity.people.models import Institution
from integrity.portal.administrators import administrators_only, institution_in
from integrity.portal.requests import SignedIn, line_in
from integrity.portal.stewardship_words import course_refusals
from integrity.stewardship.domain.courses import CourseRefused, add_course, add_institution
from integrity.stewardship.domain.courses import courses as all_courses
from integrity.stewardship.domain.people import links_for
from variants.listing import safe_cell

PAGE_ROWS = 50


@require_safe
@administrators_only
def courses(request: SignedIn) -> HttpResponse:
    return _page(request)


@require_POST
@administrators_only
def new_institution(request: SignedIn) -> HttpResponse:
    try:
        add_institution(line_in(request, "name"), by=request.user)
    except CourseRefused as refusal:
        return _page(request, problem=refusal.code)
    return redirect("portal:all-courses")


@require_POST
@administrators_only
def new_course(request: SignedIn) -> HttpResponse:
    title, instructor = line_in(request, "title"), line_in(request, "instructor")
    try:
        add_course(institution_in(request), title, instructor, by=request.user)
    except CourseRefused as refusal:
        return _page(request, problem=refusal.code)
    return redirect("portal:all-courses")


@require_POST
@administrators_only
def sign_in_links(request: SignedIn, course_id: UUID) -> HttpResponse:
    """A table for whoever passes the links on: each is for one person, and good once."""
    course = get_object_or_404(Course, pk=course_id)
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow((_("Name"), _("Sign-in"), _("Address"), _("Link")))
    for person, parts in links_for(course, by=request.user):
        link = request.build_absolute_uri(reverse("portal:new-password", args=parts))
        writer.writerow([safe_cell(cell) for cell in (str(person), person.username, person.email, link)])
    response = HttpResponse("\ufeff" + text.getvalue(), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="sign-in-{course.pk}.csv"'
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _page(request: SignedIn, *, problem: str = "") -> HttpResponse:
    context = {
        "page": Paginator(all_courses(), PAGE_ROWS).get_page(request.GET.get("page")),
        "institutions": Institution.objects.order_by("name"),
        "problem": course_refusals().get(problem, ""),
        "typed": request.POST,
    }
    return render(request, "portal/administration/courses.html", context, status=400 if problem else 200)
