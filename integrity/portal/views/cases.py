"""A case: its page, taking it, its draft, and opening a finding's evidence."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from integrity.portal.case_findings import finding_row, next_rows
from integrity.portal.case_page import case_page, closed_page
from integrity.portal.requests import SignedIn, number_of, text_in
from integrity.portal.review_words import lost_sentence
from integrity.reviews.closed import is_closed
from integrity.reviews.domain.drafts import Judged, Typed, keep_draft
from integrity.reviews.domain.evidence import FindingUnknown, findings_of, note_opened
from integrity.reviews.domain.faults import Fault
from integrity.reviews.domain.leases import Lease, renew, take
from integrity.reviews.models import Case
from integrity.reviews.queries import cases_for, with_rows

CONFLICT = 409


@require_safe
def case(request: SignedIn, case_id: UUID) -> HttpResponse:
    return page_of_case(request, case_of(request, case_id), is_whole="all" in request.GET)


@require_safe
def more_findings(request: SignedIn, case_id: UUID, start: int) -> HttpResponse:
    """A fragment: of a case with many findings, those that did not stand on the page at first."""
    shown = case_of(request, case_id)
    if is_closed(shown, request.user):
        raise Http404
    return render(request, "portal/case_findings.html", next_rows(shown, request.user, start))


@require_POST
def take_case(request: SignedIn, case_id: UUID) -> HttpResponse:
    """Where somebody was quicker, the page says who has it."""
    take(case_of(request, case_id).pk, request.user)
    return redirect("portal:case", case_id)


@require_POST
def draft(request: SignedIn, case_id: UUID) -> HttpResponse:
    """Kept also where the lease is lost; a fragment for the page as it is typed."""
    shown = case_of(request, case_id)
    kept = keep_typed(request, shown)
    is_held = renew(lease_in(request, shown))
    if not _is_fragment(request):
        return redirect("portal:case", case_id)
    return render(request, "portal/case_kept.html", {"at": kept, "lost": "" if is_held else lost_sentence()})


@require_POST
def open_evidence(request: SignedIn, case_id: UUID, finding_id: str) -> HttpResponse:
    """What was typed is kept on the way: the page may be loaded anew."""
    shown = case_of(request, case_id)
    keep_typed(request, shown)
    renew(lease_in(request, shown))
    try:
        note_opened(shown, request.user, finding_id)
    except FindingUnknown as error:
        raise Http404 from error
    if not _is_fragment(request):
        return redirect(f"{reverse('portal:case', args=[case_id])}?all=1#finding-{finding_id}")
    return render(request, "portal/case_finding.html", finding_row(shown, request.user, finding_id))


def case_of(request: SignedIn, case_id: UUID) -> Case:
    """Raises Http404 where it does not exist for the person."""
    cases = with_rows(cases_for(request.user)).select_related(
        "run__report", "run__submission__recording__viewing_copy", "planted"
    )
    return get_object_or_404(cases, pk=case_id)


def page_of_case(
    request: SignedIn,
    shown: Case,
    *,
    faults: tuple[Fault, ...] = (),
    is_whole: bool = False,
    problem: str = "",
    typed_mark: dict[str, str] | None = None,
    status: int = 200,
) -> HttpResponse:
    """`typed_mark`: one that could not be kept. Where findings are closed to the person, none is on the page."""
    if is_closed(shown, request.user):
        context = closed_page(shown, request.user) | {"problem": problem, "typed": typed_mark or {}}
        return render(request, "portal/case_closed.html", context, status=status)
    context = case_page(shown, request.user, faults=faults, is_whole=is_whole) | {"problem": problem}
    return render(request, "portal/case.html", context, status=status)


def lease_in(request: SignedIn, shown: Case) -> Lease:
    """As the form says; whether it still holds is for the rules to say."""
    return Lease(case_id=shown.pk, user=request.user, token=number_of(request.POST.get("token", "")))


def keep_typed(request: SignedIn, shown: Case) -> object:
    """When it was kept. A form without any of the fields says nothing, and keeps what was typed before."""
    if "token" not in request.POST or "policy" not in request.POST:
        return None
    findings = {key: _judged(request, key) for key in findings_of(shown) if f"note-{key}" in request.POST}
    typed = Typed(
        verdict=request.POST.get("verdict", ""),
        policy=text_in(request, "policy"),
        reason=text_in(request, "reason"),
        missed=text_in(request, "missed"),
        findings=findings,
    )
    return keep_draft(shown, request.user, typed).saved_at


def _judged(request: SignedIn, finding_id: str) -> Judged:
    return Judged(
        verdict=request.POST.get(f"verdict-{finding_id}", ""), note=text_in(request, f"note-{finding_id}")
    )


def _is_fragment(request: SignedIn) -> bool:
    return request.headers.get("HX-Request") == "true"
