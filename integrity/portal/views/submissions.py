"""A submission, or an instructor's try-out: how far its inspection is, and then the report."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from integrity.courses.models import Role
from integrity.courses.queries import STAFF, courses_as
from integrity.gradebook.models import Accepted
from integrity.inspections.domain.requests import request_again
from integrity.inspections.domain.shown import are_pictures_looked_at
from integrity.inspections.models import Run, RunState
from integrity.inspections.queries import latest_run, latest_run_with_report
from integrity.portal.kept import kept_of
from integrity.portal.report_page import is_gentle, paging_of, report_page
from integrity.portal.requests import SignedIn
from integrity.portal.told import told_of
from integrity.portal.tryout_words import tried
from integrity.reviews.closed import is_report_closed
from integrity.reviews.queries import cases_for
from integrity.submissions.models import Submission
from integrity.submissions.queries import inspected_for, inspected_taught_by
from workers.brief import parse_brief
from workers.report import Report


@require_safe
def submission(request: SignedIn, submission_id: UUID) -> HttpResponse:
    shown = inspected_for(request.user).select_related("recording__viewing_copy")
    return page_of_submission(request, get_object_or_404(shown, pk=submission_id))


def page_of_submission(
    request: SignedIn, shown: Submission, *, problem: str = "", text: str = "", status: int = 200
) -> HttpResponse:
    """`problem`: why what was sent is refused; `text`: what it said."""
    run = latest_run_with_report(shown)
    context = _context(request, shown, run) | {"problem": problem, "text": text}
    if run.state != RunState.DONE:
        context["told"] = told_of(shown, None) if context["is_own"] else None
        return render(request, "portal/submission.html", context, status=status)
    if is_report_closed(shown, request.user):
        return render(request, "portal/report_closed.html", context)
    stored = run.report
    paging = None if "all" in request.GET else paging_of(shown)
    page = report_page(stored, for_student=shown.is_work_of(request.user), paging=paging)
    context["tried"] = tried(parse_brief(run.brief_toml), page.words) if shown.is_tryout else None
    context |= {"page": page, "foreign_codes": _foreign_codes(request, shown, page.report)}
    context["lacks_pictures"] = context["is_own"] and not are_pictures_looked_at(stored)
    context["told"] = told_of(shown, page) if context["is_own"] else None
    context["is_gentle"] = not context["is_own"] and is_gentle(page.report)
    return render(request, "portal/report.html", context, status=status)


@require_safe
def progress(request: SignedIn, submission_id: UUID) -> HttpResponse:
    """The moving part of the page. Once nothing moves any more, the whole page is loaded again."""
    shown = get_object_or_404(inspected_for(request.user), pk=submission_id)
    run = latest_run(shown)
    response = render(request, "portal/progress.html", _context(request, shown, run))
    if run.is_over:
        response.headers["HX-Refresh"] = "true"
    return response


@require_POST
def inspect_again(request: SignedIn, submission_id: UUID) -> HttpResponse:
    shown = get_object_or_404(inspected_taught_by(request.user), pk=submission_id)
    request_again(shown)
    return redirect("portal:submission", shown.pk)


def _context(request: SignedIn, shown: Submission, run: Run) -> dict[str, object]:
    course = shown.assignment.course
    is_own = shown.is_work_of(request.user)
    may_ask = run.is_over and not is_own
    return {
        "submission": shown,
        "run": run,
        "is_own": is_own,
        "may_ask_again": may_ask and courses_as(request.user, Role.INSTRUCTOR).filter(pk=course.pk).exists(),
        "case": None
        if is_own or shown.is_tryout
        else cases_for(request.user).filter(submission=shown).first(),
        "poll": not run.is_over,
        "kept": kept_of(shown) if is_own or shown.is_tryout else None,
        "accepted": _accepted(shown) if is_own else None,
    }


def _accepted(shown: Submission) -> Accepted | None:
    """What a student is told of: not before it can no longer be undone."""
    return Accepted.objects.in_effect().filter(submission=shown).select_related("acceptance").first()


def _foreign_codes(request: SignedIn, shown: Submission, report: Report) -> list[str]:
    """The codes of other variants that were seen, for staff who can ask whose they are."""
    course = shown.assignment.course_id
    if (
        shown.assignment.template_version_id is None
        or not courses_as(request.user, *STAFF).filter(pk=course).exists()
    ):
        return []
    found = (one.params.get("code") for one in report.findings if one.code == "text.foreign_code")
    return list(dict.fromkeys(str(code) for code in found if code))
