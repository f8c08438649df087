"""How good a course's reviews are, for its instructors."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from integrity.courses.models import Role
from integrity.courses.queries import courses_as
from integrity.portal.quality_words import quality_page
from integrity.portal.requests import SignedIn
from integrity.reviews.domain.quality import quality_of
from integrity.reviews.policies import policy_of


@require_safe
def review_quality(request: SignedIn, course_id: UUID) -> HttpResponse:
    course = get_object_or_404(courses_as(request.user, Role.INSTRUCTOR), pk=course_id)
    context = {"course": course, "policy": policy_of(course), **quality_page(quality_of(course))}
    return render(request, "portal/review_quality.html", context)
