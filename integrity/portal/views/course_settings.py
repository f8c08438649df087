"""What a course does in its own way: which checks run, and how long what is kept."""

from collections.abc import Mapping
from uuid import UUID

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from integrity.courses.domain.removals import REMOVABLE_CHECKS
from integrity.courses.domain.settings import checks_off, set_checks
from integrity.courses.models import Course, Role
from integrity.courses.queries import courses_as
from integrity.portal.requests import SignedIn
from integrity.portal.stewardship_words import artefact_words, refusal_words
from integrity.stewardship.domain.rules import (
    OF_COURSES,
    RuleRefused,
    course_days,
    read_days,
    set_course_rules,
    site_days,
)
from integrity.stewardship.models import Artefact


@require_http_methods(["GET", "HEAD", "POST"])
def settings(request: SignedIn, course_id: UUID) -> HttpResponse:
    shown = get_object_or_404(courses_as(request.user, Role.INSTRUCTOR), pk=course_id)
    if request.method != "POST":
        return _page(request, shown, {name: str(days) for name, days in course_days(shown).items()})
    asked = {one.value: request.POST.get(f"keep-{one}", "").strip() for one in OF_COURSES}
    try:
        with transaction.atomic():
            wanted = {Artefact(one): read_days(text) for one, text in asked.items()}
            set_course_rules(shown, wanted, by=request.user)
            set_checks(shown, request.user, request.POST.getlist("check"))
    except RuleRefused as refusal:
        return _page(request, shown, asked, problem=refusal_words()[refusal.code])
    return redirect("portal:course", shown.pk)


def _page(request: SignedIn, shown: Course, days: Mapping[str, str], *, problem: str = "") -> HttpResponse:
    """`days`: as typed, by artefact."""
    off = set(checks_off(shown))
    if problem:
        off = {check for check in REMOVABLE_CHECKS if check not in request.POST.getlist("check")}
    words, site = artefact_words(), site_days()
    context = {
        "course": shown,
        "checks": [(check, check not in off) for check in REMOVABLE_CHECKS],
        "basis": shown.institution.faces_basis,
        "kept": [(one, words[one], days.get(one, ""), site.get(one)) for one in OF_COURSES],
        "problem": problem,
    }
    return render(request, "portal/course_settings.html", context, status=400 if problem else 200)
