"""What follows of a long report, and a report taken away: as JSON, as one page, as a PDF, as a signed bundle."""

from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from integrity.inspections.domain.bundles import bundle_of
from integrity.inspections.domain.portable import Portable
from integrity.inspections.models import StoredReport
from integrity.inspections.queries import latest_run
from integrity.lib.signing import signing_key
from integrity.portal.report_page import more_findings
from integrity.portal.requests import SignedIn
from integrity.reviews.closed import is_report_closed
from integrity.submissions.queries import inspected_for
from workers.report import report_to_json


@require_safe
def findings(request: SignedIn, submission_id: UUID, start: int) -> HttpResponse:
    """A fragment: of a report with many findings, those that did not stand on its page at first."""
    stored = _report_of(request, submission_id)
    return HttpResponse(more_findings(stored, start, for_student=_is_own(request, stored)))


@require_safe
def report_json(request: SignedIn, submission_id: UUID) -> HttpResponse:
    taken = _taken_by(request, submission_id)
    return _file(report_to_json(taken.report), "application/json", f"report-{taken.stored.pk}.json")


@require_safe
def report_html(request: SignedIn, submission_id: UUID) -> HttpResponse:
    """Saved, not shown here: it has its own policy for what it may load."""
    taken = _taken_by(request, submission_id)
    return _file(taken.page(), "text/html; charset=utf-8", f"report-{taken.stored.pk}.html")


@require_safe
def report_pdf(request: SignedIn, submission_id: UUID) -> HttpResponse:
    """In the language of whoever reads; its times lead to the report's page here."""
    taken = _taken_by(request, submission_id)
    page = request.build_absolute_uri(reverse("portal:submission", args=[submission_id]))
    content = taken.pdf(language=get_language() or "en", lead=lambda at: f"{page}#t={at.seconds:g}")
    return _file(content, "application/pdf", f"report-{taken.stored.pk}.pdf")


@require_safe
def report_bundle(request: SignedIn, submission_id: UUID) -> HttpResponse:
    stored = _report_of(request, submission_id)
    content = bundle_of(stored, for_student=_is_own(request, stored))
    return _file(content, "application/zip", f"report-{stored.pk}.zip")


@login_not_required
@require_safe
def public_key(_request: HttpRequest) -> HttpResponse:
    """For everybody: whoever gets a bundle compares the key in it with this one."""
    return _file(signing_key().public.pem, "application/x-pem-file", "candor-signing-key.pem")


def _taken_by(request: SignedIn, submission_id: UUID) -> Portable:
    stored = _report_of(request, submission_id)
    return Portable(stored=stored, for_student=_is_own(request, stored))


def _is_own(request: SignedIn, stored: StoredReport) -> bool:
    return stored.run.submission.is_work_of(request.user)


def _report_of(request: SignedIn, submission_id: UUID) -> StoredReport:
    """The newest run's report. Raises Http404 where it has none, or it is closed to the person as yet."""
    shown = get_object_or_404(inspected_for(request.user), pk=submission_id)
    if is_report_closed(shown, request.user):
        raise Http404
    run = latest_run(shown)
    stored = StoredReport.objects.select_related("run__submission").filter(run=run).first()
    if stored is None:
        raise Http404
    return stored


def _file(content: str | bytes, media_type: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=media_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
