"""The students of a course, and how their variants are issued to them."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from integrity.courses.domain.accommodations import accommodate
from integrity.courses.models import Role
from integrity.courses.queries import courses_as
from integrity.portal.requests import SignedIn
from variants.template import Accommodation

PAGE_ROWS = 50


@require_http_methods(["GET", "HEAD", "POST"])
def people(request: SignedIn, course_id: UUID) -> HttpResponse:
    course = get_object_or_404(courses_as(request.user, Role.INSTRUCTOR), pk=course_id)
    if request.method == "POST":
        person = request.POST.get("person", "")
        if person.isdecimal() and len(person) < 19:
            accommodate(course, int(person), request.POST.getlist("accommodation"))
        return redirect(request.get_full_path())
    students = course.memberships.filter(role=Role.STUDENT).select_related("user")
    ordered = students.order_by("user__last_name", "user__first_name", "user__username")
    page = Paginator(ordered, PAGE_ROWS).get_page(request.GET.get("page"))
    return render(
        request, "portal/people.html", {"course": course, "page": page, "ways": list(Accommodation)}
    )
