"""How long things stay: the rules, and what would go by them today."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from integrity.portal.administrators import administrators_only
from integrity.portal.requests import SignedIn
from integrity.portal.stewardship_words import artefact_words, refusal_words, why_words
from integrity.stewardship.domain.retaining import Due, due, retain
from integrity.stewardship.domain.rules import RuleRefused, read_days, set_rule, site_days
from integrity.stewardship.models import Artefact, RetentionRule


@require_safe
@administrators_only
def keeping(request: SignedIn) -> HttpResponse:
    return _page(request)


@require_POST
@administrators_only
def set_retention(request: SignedIn) -> HttpResponse:
    """All rules at once; only what is different is written, and logged."""
    asked = {artefact: request.POST.get(artefact, "").strip() for artefact in Artefact}
    try:
        wanted = {artefact: read_days(text) for artefact, text in asked.items()}
    except RuleRefused as refusal:
        return _page(request, problem=refusal_words()[refusal.code], asked=asked)
    known = site_days()
    for artefact, days in wanted.items():
        if days != known.get(artefact):
            set_rule(artefact, days, by=request.user)
    return redirect("portal:keeping")


@require_POST
@administrators_only
def delete_due(request: SignedIn) -> HttpResponse:
    """Only with the box that says so."""
    if request.POST.get("sure") != "yes":
        return _page(request, problem=_("Say that you have read what goes: it can't be brought back."))
    retain(by=request.user)
    messages.success(request, _("It is gone."))
    return redirect("portal:keeping")


def _page(request: SignedIn, *, problem: str = "", asked: dict[Artefact, str] | None = None) -> HttpResponse:
    rules = {rule.artefact: rule for rule in RetentionRule.objects.select_related("changed_by")}
    going = {one.artefact: one for one in due()}
    rows = [
        (
            artefact,
            word,
            (asked or {}).get(Artefact(artefact), _days_of(rules.get(artefact))),
            going.get(Artefact(artefact)),
        )
        for artefact, word in artefact_words().items()
    ]
    context = {
        "rows": rows,
        "whys": why_words(),
        "anything": any(_has_something(one) for one in going.values()),
        "problem": problem,
    }
    return render(request, "portal/administration/keeping.html", context, status=400 if problem else 200)


def _days_of(rule: RetentionRule | None) -> str:
    return str(rule.days) if rule else ""


def _has_something(one: Due) -> bool:
    return bool(one.files or one.submissions)
