"""Deciding a case, undoing that, letting it go, and putting a decision into effect."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from integrity.people.models import User
from integrity.portal.requests import SignedIn, text_in
from integrity.portal.review_words import (
    lost_sentence,
    nothing_to_decide_sentence,
    passing_refusals,
    release_refusals,
    reopen_refusals,
    undo_refused_sentence,
)
from integrity.portal.views.cases import CONFLICT, case_of, keep_typed, lease_in, page_of_case
from integrity.reviews.domain import conflicts, decisions, hearings, passing
from integrity.reviews.domain.decisions import NothingToDecide, ReopenRefused, UndoRefused
from integrity.reviews.domain.faults import DecisionRefused
from integrity.reviews.domain.hearings import ReleaseRefused
from integrity.reviews.domain.leases import Lease, LeaseLost
from integrity.reviews.domain.passing import PassingRefused
from integrity.reviews.models import PassingKind


@require_POST
def decide(request: SignedIn, case_id: UUID) -> HttpResponse:
    shown = case_of(request, case_id)
    keep_typed(request, shown)
    try:
        decisions.decide(lease_in(request, shown))
    except DecisionRefused as refusal:
        return page_of_case(request, shown, faults=refusal.faults, status=400)
    except LeaseLost:
        return page_of_case(request, shown, problem=lost_sentence(), status=CONFLICT)
    except NothingToDecide:
        return page_of_case(request, shown, problem=nothing_to_decide_sentence(), status=CONFLICT)
    return redirect("portal:case", case_id)


@require_POST
def undo(request: SignedIn, case_id: UUID) -> HttpResponse:
    shown = case_of(request, case_id)
    try:
        decisions.undo_last(shown, request.user)
    except UndoRefused:
        return page_of_case(request, shown, problem=undo_refused_sentence(), status=CONFLICT)
    return redirect("portal:case", case_id)


@require_POST
def reopen(request: SignedIn, case_id: UUID) -> HttpResponse:
    shown = case_of(request, case_id)
    try:
        decisions.reopen(shown, request.user, text_in(request, "note"))
    except ReopenRefused as refusal:
        return page_of_case(request, shown, problem=reopen_refusals()[refusal.code], status=400)
    return redirect("portal:case", case_id)


@require_POST
def pass_case(request: SignedIn, case_id: UUID) -> HttpResponse:
    """On hold, handed over or skipped; then back to the queue."""
    shown = case_of(request, case_id)
    try:
        _pass(request, lease_in(request, shown))
    except PassingRefused as refusal:
        return page_of_case(request, shown, problem=passing_refusals()[refusal.code], status=400)
    except LeaseLost:
        return page_of_case(request, shown, problem=lost_sentence(), status=CONFLICT)
    return redirect("portal:reviews")


@require_POST
def release(request: SignedIn, case_id: UUID) -> HttpResponse:
    shown = case_of(request, case_id)
    try:
        hearings.release(lease_in(request, shown))
    except ReleaseRefused as refusal:
        return page_of_case(request, shown, problem=release_refusals()[refusal.code], status=400)
    except LeaseLost:
        return page_of_case(request, shown, problem=lost_sentence(), status=CONFLICT)
    return redirect("portal:case", case_id)


def _pass(request: SignedIn, lease: Lease) -> None:
    note = text_in(request, "note")
    match request.POST.get("kind", ""):
        case PassingKind.HELD:
            passing.hold(lease, note)
        case PassingKind.HANDED_OVER:
            passing.hand_over(lease, _somebody(request.POST.get("to", "")), note)
        case PassingKind.CONFLICT if request.POST.get("reach", "") in set(conflicts.Reach):
            conflicts.declare(lease, note, conflicts.Reach(request.POST["reach"]))
        case kind:
            passing.skip(lease, note, conflict=kind == PassingKind.CONFLICT)


def _somebody(number: str) -> User:
    """Whether it may be they is for the rules to say. Raises PassingRefused where there is nobody."""
    known = User.objects.filter(pk=int(number)).first() if number.isdecimal() and len(number) < 18 else None
    if known is None:
        raise PassingRefused("to")
    return known
