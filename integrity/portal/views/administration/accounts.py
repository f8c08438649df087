"""Who may sign in, and who administers."""

from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from integrity.people.models import User
from integrity.portal.administrators import administrators_only
from integrity.portal.requests import SignedIn
from integrity.portal.stewardship_words import refusal_words
from integrity.stewardship.domain.accounts import AccountRefused, set_active, set_administrator
from integrity.stewardship.people import people

PAGE_ROWS = 50


@require_safe
@administrators_only
def accounts(request: SignedIn) -> HttpResponse:
    words = request.GET.get("q", "").replace("\0", "").strip()
    only = request.GET.get("only", "")
    page = Paginator(people(words, only=only), PAGE_ROWS).get_page(request.GET.get("page"))
    query = urlencode({"q": words, "only": only})
    context = {"page": page, "words": words, "only": only, "kinds": _kinds(), "query": query}
    return render(request, "portal/administration/accounts.html", context)


@require_safe
@administrators_only
def account(request: SignedIn, person_id: int) -> HttpResponse:
    return page_of_account(request, get_object_or_404(people(), pk=person_id))


@require_POST
@administrators_only
def change_account(request: SignedIn, person_id: int) -> HttpResponse:
    person = get_object_or_404(people(), pk=person_id)
    order = request.POST.get("order", "")
    try:
        _carry_out(order, person, request.user)
    except AccountRefused:
        return page_of_account(request, person, problem=refusal_words()["last_administrator"])
    except KeyError:
        return page_of_account(request, person, problem=_("Choose what is to be done."))
    return redirect("portal:account", person.pk)


def page_of_account(request: SignedIn, person: User, *, problem: str = "") -> HttpResponse:
    holds = person.holds.filter(lifted_at=None).select_related("by")
    context = {"person": person, "problem": problem, "holds": holds}
    return render(request, "portal/administration/account.html", context, status=400 if problem else 200)


def _carry_out(order: str, person: User, by: User) -> None:
    """Raises KeyError for what is no order."""
    {
        "activate": lambda: set_active(person, active=True, by=by),
        "deactivate": lambda: set_active(person, active=False, by=by),
        "appoint": lambda: set_administrator(person, administrator=True, by=by),
        "dismiss": lambda: set_administrator(person, administrator=False, by=by),
    }[order]()


def _kinds() -> dict[str, str]:
    return {"": _("Everybody"), "administrators": _("Administrators"), "inactive": _("Inactive")}
