"""The first page, and a course with its assignments and templates."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from integrity.courses.domain.arrangements import institutions_of
from integrity.courses.models import Role
from integrity.courses.queries import courses_of, role_in, with_numbers
from integrity.inspections.queries import with_runs
from integrity.portal.naming_words import unattended_sentences
from integrity.portal.requests import SignedIn
from integrity.reviews.domain.naming import unattended_in
from integrity.submissions.models import Submission


@require_safe
def home(request: SignedIn) -> HttpResponse:
    courses = courses_of(request.user).select_related("institution").order_by("title")
    is_office = institutions_of(request.user).exists()
    return render(request, "portal/home.html", {"courses": courses, "is_office": is_office})


@require_safe
def course(request: SignedIn, course_id: UUID) -> HttpResponse:
    shown = get_object_or_404(courses_of(request.user), pk=course_id)
    role = role_in(shown, request.user)
    assignments = shown.assignments.all()
    own = with_runs(Submission.objects.filter(student=request.user, assignment__course=shown))
    own_by_assignment = {submission.assignment_id: submission for submission in reversed(own)}
    rows = [(assignment, own_by_assignment.get(assignment.pk)) for assignment in assignments]
    context = {"course": shown, "role": role, "rows": rows, "Role": Role}
    if role == Role.INSTRUCTOR:
        context["templates"] = with_numbers(shown.templates.all())
        context["unattended"] = unattended_sentences(unattended_in(shown))
    return render(request, "portal/course.html", context)
