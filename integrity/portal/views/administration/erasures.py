"""Erasing a person, and legal holds that keep them."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from integrity.people.models import User
from integrity.portal.administrators import administrators_only
from integrity.portal.requests import SignedIn
from integrity.portal.stewardship_words import refusal_words, why_words
from integrity.portal.views.administration.accounts import page_of_account
from integrity.stewardship.domain.erasing import ErasureRefused, erase, plan_for
from integrity.stewardship.domain.holds import hold, lift
from integrity.stewardship.people import people


@require_http_methods(["GET", "HEAD", "POST"])
@administrators_only
def erase_person(request: SignedIn, person_id: int) -> HttpResponse:
    """The dry run; with the person's own name typed under it, the erasure."""
    person = get_object_or_404(User, pk=person_id)
    if request.method != "POST":
        return _page(request, person)
    if request.POST.get("name", "").strip() != person.username:
        return _page(request, person, problem="name")
    try:
        erase(person, by=request.user)
    except ErasureRefused as refusal:
        return _page(request, person, problem=refusal.code)
    messages.success(request, _("It is gone."))
    return redirect("portal:account", person.pk)


@require_POST
@administrators_only
def hold_person(request: SignedIn, person_id: int) -> HttpResponse:
    """With a reason a hold begins; without one where there is one it is lifted."""
    person = get_object_or_404(people(), pk=person_id)
    if request.POST.get("order") == "lift":
        lift(person, by=request.user)
        return redirect("portal:account", person.pk)
    reason = request.POST.get("reason", "").replace("\0", "").strip()
    if not reason:
        return page_of_account(request, person, problem=refusal_words()["reason"])
    hold(person, reason, by=request.user)
    return redirect("portal:account", person.pk)


def _page(request: SignedIn, person: User, *, problem: str = "") -> HttpResponse:
    context = {"person": person, "problem": refusal_words().get(problem, ""), "whys": why_words()}
    try:
        context["plan"] = plan_for(person)
    except ErasureRefused as refusal:
        context["refusal"] = refusal_words()[refusal.code]
    return render(request, "portal/administration/erase.html", context, status=400 if problem else 200)
