"""How a course reviews: its instructors' page for it."""

from uuid import UUID

from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from integrity.courses.models import Course, Role
from integrity.courses.queries import courses_as
from integrity.portal.naming_words import unattended_sentences
from integrity.portal.requests import SignedIn
from integrity.portal.review_words import policy_refusals
from integrity.reviews.domain.naming import may_be_named, unattended_in
from integrity.reviews.domain.policies import PolicyRefused, PolicyWanted, set_policy
from integrity.reviews.models import NamedReviewer
from integrity.reviews.policies import policy_of
from integrity.reviews.queries import staff_of


@require_http_methods(["GET", "HEAD", "POST"])
def review_policy(request: SignedIn, course_id: UUID) -> HttpResponse:
    course = get_object_or_404(courses_as(request.user, Role.INSTRUCTOR), pk=course_id)
    if request.method != "POST":
        return page_of_policy(request, course)
    try:
        set_policy(course, request.user, _wanted(request.POST))
    except PolicyRefused as refusal:
        problem = policy_refusals()[refusal.code]
        return page_of_policy(request, course, values=request.POST.dict(), problem=problem, status=400)
    return redirect("portal:review-policy", course.pk)


def page_of_policy(
    request: SignedIn,
    course: Course,
    *,
    values: dict[str, str] | None = None,
    problem: str = "",
    status: int = 200,
) -> HttpResponse:
    """`values`: as typed, where not as stored."""
    named = {one.user_id: one for one in NamedReviewer.objects.filter(course=course)}
    context = {
        "course": course,
        "values": values or _stored(course),
        "people": staff_of(course),
        "reviewers": [(one, named.get(one.pk)) for one in may_be_named(course)],
        "unattended": unattended_sentences(unattended_in(course)),
        "problem": problem,
    }
    return render(request, "portal/review_policy.html", context, status=status)


def _stored(course: Course) -> dict[str, str]:
    """As the form's fields have it."""
    policy = policy_of(course)
    return {
        "blind_first": "1" if policy.blind_first else "",
        "second_percent": f"{100 * policy.second_share:g}",
        "daily_cap": str(policy.daily_cap or ""),
        "emergency_contact": str(policy.emergency_contact_id or ""),
        "legal_contact": str(policy.legal_contact_id or ""),
    }


def _wanted(fields: QueryDict) -> PolicyWanted:
    return PolicyWanted(
        blind_first="blind_first" in fields,
        second_percent=_percent(fields.get("second_percent", "")),
        daily_cap=_whole(fields.get("daily_cap", ""), "cap"),
        emergency_contact=_whole(fields.get("emergency_contact", ""), "contact"),
        legal_contact=_whole(fields.get("legal_contact", ""), "contact"),
    )


def _percent(text: str) -> float:
    """Raises PolicyRefused."""
    try:
        return float(text.strip().replace(",", ".") or 0)
    except ValueError as error:
        raise PolicyRefused("share") from error


def _whole(text: str, code: str) -> int | None:
    """None where nothing is typed. Raises PolicyRefused."""
    typed = text.strip()
    if not typed:
        return None
    if not (typed.isascii() and typed.isdecimal() and len(typed) < 18):
        raise PolicyRefused(code)
    return int(typed)
