"""How good a course's reviews are, for its instructors."""

from collections.abc import Mapping
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from integrity.courses.models import Course, Role
from integrity.courses.queries import courses_as
from integrity.portal.quality_words import quality_page
from integrity.portal.requests import SignedIn
from integrity.reviews.domain.quality import quality_of
from integrity.reviews.policies import policy_of
from integrity.reviews.queries import known_to_plant, planted_in


@require_safe
def review_quality(request: SignedIn, course_id: UUID) -> HttpResponse:
    taught = courses_as(request.user, Role.INSTRUCTOR).select_related("review_policy")
    course = get_object_or_404(taught, pk=course_id)
    return page_of_quality(request, course)


def page_of_quality(
    request: SignedIn,
    course: Course,
    *,
    problem: str = "",
    typed: Mapping[str, str] | None = None,
    status: int = 200,
) -> HttpResponse:
    """`problem`: why something could not be planted, or taken out; `typed`: what was sent."""
    context = {
        "course": course,
        "policy": policy_of(course),
        "known": list(known_to_plant(request.user)),
        "assignments": course.assignments.order_by("title"),
        "planted": list(planted_in(course)),
        "problem": problem,
        "typed": typed or {},
        **quality_page(quality_of(course)),
    }
    return render(request, "portal/review_quality.html", context, status=status)
