"""Naming who reviews in a course, and saying that oneself is away."""

from datetime import date
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from integrity.courses.models import Role
from integrity.courses.queries import STAFF, courses_as
from integrity.portal.naming_words import naming_refusals
from integrity.portal.requests import SignedIn
from integrity.portal.views.review_policy import page_of_policy
from integrity.portal.views.reviews import queue
from integrity.reviews.domain.naming import NamingRefused, name_reviewers, say_away


@require_POST
def name_course_reviewers(request: SignedIn, course_id: UUID) -> HttpResponse:
    """Everybody who is ticked; nobody is: the common queue."""
    course = get_object_or_404(courses_as(request.user, Role.INSTRUCTOR), pk=course_id)
    ticked = [one for one in request.POST.getlist("reviewer") if one.isdecimal() and len(one) < 18]
    try:
        wanted = {int(one): _day(request.POST.get(f"away-{one}", "")) for one in ticked}
        name_reviewers(course, request.user, wanted)
    except NamingRefused as refusal:
        return page_of_policy(request, course, problem=naming_refusals()[refusal.code], status=400)
    return redirect("portal:review-policy", course.pk)


@require_POST
def away(request: SignedIn) -> HttpResponse:
    """Nothing typed: there again."""
    if not courses_as(request.user, *STAFF).exists():
        raise Http404
    try:
        say_away(request.user, _day(request.POST.get("until", "")))
    except NamingRefused as refusal:
        return queue(request, problem=naming_refusals()[refusal.code], status=400)
    return redirect("portal:reviews")


def _day(text: str) -> date | None:
    """Raises NamingRefused."""
    if not text.strip():
        return None
    try:
        return date.fromisoformat(text.strip())
    except ValueError as error:
        raise NamingRefused("date") from error
