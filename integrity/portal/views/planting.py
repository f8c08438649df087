"""Planted cases: putting a double of a known case into the queue, and taking it out again."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from integrity.courses.models import Role
from integrity.courses.queries import assignments_as, courses_as
from integrity.portal.requests import SignedIn, number_of, text_in
from integrity.portal.review_words import planting_refusals
from integrity.portal.views.quality import page_of_quality
from integrity.reviews.domain import planting
from integrity.reviews.domain.planting import PlantingRefused
from integrity.reviews.models import PlantedCase
from integrity.reviews.queries import known_to_plant


@require_POST
def plant_double(request: SignedIn, course_id: UUID) -> HttpResponse:
    """By somebody who teaches the course, of what is known in courses that they teach."""
    course = get_object_or_404(courses_as(request.user, Role.INSTRUCTOR), pk=course_id)
    typed = {name: text_in(request, name) for name in ("known", "assignment", "name", "agreed")}
    known = known_to_plant(request.user).filter(pk=number_of(typed["known"])).first()
    assignments = assignments_as(request.user, Role.INSTRUCTOR).filter(course=course)
    assignment = next((one for one in assignments if str(one.pk) == typed["assignment"]), None)
    if known is None or assignment is None:
        return page_of_quality(request, course, problem=planting_refusals()["known"], typed=typed, status=400)
    try:
        planting.plant_double(known, assignment, request.user, name=typed["name"], agreed=typed["agreed"])
    except PlantingRefused as refusal:
        problem = planting_refusals()[refusal.code]
        return page_of_quality(request, course, problem=problem, typed=typed, status=400)
    return redirect("portal:review-quality", course_id)


@require_POST
def withdraw_planted(request: SignedIn, planted_id: int) -> HttpResponse:
    taught = PlantedCase.objects.filter(case__course__in=courses_as(request.user, Role.INSTRUCTOR))
    planted = get_object_or_404(taught.select_related("case__course"), pk=planted_id)
    try:
        planting.withdraw(planted, request.user)
    except PlantingRefused as refusal:
        problem = planting_refusals()[refusal.code]
        return page_of_quality(request, planted.case.course, problem=problem, status=409)
    return redirect("portal:review-quality", planted.case.course_id)
