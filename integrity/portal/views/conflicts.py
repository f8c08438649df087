"""Who is kept away from whose cases in a course, for its instructors."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from integrity.courses.models import Course, Group, Role
from integrity.courses.queries import courses_as
from integrity.people.models import User
from integrity.portal.requests import SignedIn, number_of, text_in
from integrity.portal.review_words import conflict_refusals
from integrity.reviews.domain.conflicts import ConflictRefused, keep_away
from integrity.reviews.domain.conflicts import end as end_it
from integrity.reviews.models import Conflict
from integrity.reviews.queries import staff_of


@require_http_methods(["GET", "HEAD", "POST"])
def conflicts(request: SignedIn, course_id: UUID) -> HttpResponse:
    course = get_object_or_404(courses_as(request.user, Role.INSTRUCTOR), pk=course_id)
    if request.method != "POST":
        return _page(request, course)
    user = User.objects.filter(pk=number_of(request.POST.get("user", ""))).first()
    try:
        keep_away(course, user, _group(request), text_in(request, "why"), by=request.user)
    except ConflictRefused as refusal:
        return _page(request, course, problem=conflict_refusals()[refusal.code], status=400)
    return redirect("portal:conflicts", course.pk)


@require_POST
def end_conflict(request: SignedIn, conflict_id: int) -> HttpResponse:
    taught = courses_as(request.user, Role.INSTRUCTOR)
    conflict = get_object_or_404(Conflict.objects.filter(course__in=taught), pk=conflict_id)
    end_it(conflict, by=request.user)
    return redirect("portal:conflicts", conflict.course_id)


def _page(request: SignedIn, course: Course, *, problem: str = "", status: int = 200) -> HttpResponse:
    standing = Conflict.objects.filter(course=course, ended_at=None)
    context = {
        "course": course,
        "standing": standing.select_related("user", "student", "group", "said_by"),
        "people": staff_of(course),
        "groups": course.groups.all(),
        "typed": request.POST,
        "problem": problem,
    }
    return render(request, "portal/conflicts.html", context, status=status)


def _group(request: SignedIn) -> Group | None:
    """Raises ConflictRefused where one is named that is none."""
    if not request.POST.get("group"):
        return None
    found = Group.objects.filter(pk=number_of(request.POST["group"])).first()
    if found is None:
        raise ConflictRefused("group")
    return found
