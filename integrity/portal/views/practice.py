"""Practising with decided cases, and choosing them."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from integrity.courses.models import Role
from integrity.courses.queries import STAFF, courses_as
from integrity.portal.practice_page import practice_page
from integrity.portal.requests import SignedIn, text_in
from integrity.portal.review_words import practice_refusals
from integrity.portal.views.cases import case_of, page_of_case
from integrity.reviews.domain.practice import PracticeRefused, answer, plant, retire, right_answers
from integrity.reviews.models import KnownCase, PracticeAnswer
from integrity.reviews.queries import known_cases_for


@require_safe
def practice(request: SignedIn, course_id: UUID) -> HttpResponse:
    course = get_object_or_404(courses_as(request.user, *STAFF), pk=course_id)
    known = known_cases_for(request.user).filter(case__course=course)
    answered = PracticeAnswer.objects.filter(user=request.user, known__in=known)
    context = {
        "course": course,
        "known": known.select_related("case__submission__assignment").order_by("at"),
        "answered": set(answered.values_list("known_id", flat=True)),
    }
    return render(request, "portal/practice.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def practise(request: SignedIn, known_id: int) -> HttpResponse:
    known = get_object_or_404(known_cases_for(request.user), pk=known_id)
    if request.method != "POST":
        return _page(request, known)
    verdicts = {key: request.POST.get(f"verdict-{key}", "") for key in right_answers(known)}
    try:
        answer(known, request.user, verdicts)
    except PracticeRefused as refusal:
        problem = practice_refusals()[refusal.code]
        return _page(request, known, chosen=verdicts, problem=problem, status=400)
    return redirect("portal:practise", known.pk)


@require_POST
def plant_case(request: SignedIn, case_id: UUID) -> HttpResponse:
    """Chosen by an instructor, or taken out of practice again."""
    shown = case_of(request, case_id)
    if not courses_as(request.user, Role.INSTRUCTOR).filter(pk=shown.course_id).exists():
        raise Http404
    known = KnownCase.objects.filter(case=shown, retired=False).first()
    if known is not None and "retire" in request.POST:
        retire(known, request.user)
        return redirect("portal:case", case_id)
    try:
        plant(shown, request.user, text_in(request, "note"))
    except PracticeRefused as refusal:
        return page_of_case(request, shown, problem=practice_refusals()[refusal.code], status=400)
    return redirect("portal:practice", shown.course_id)


def _page(
    request: SignedIn,
    known: KnownCase,
    *,
    chosen: dict[str, str] | None = None,
    problem: str = "",
    status: int = 200,
) -> HttpResponse:
    context = practice_page(known, request.user, chosen or {}) | {"problem": problem}
    return render(request, "portal/practise.html", context, status=status)
