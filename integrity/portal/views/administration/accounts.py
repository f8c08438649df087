"""Who may sign in, and who administers."""

from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from integrity.people.models import Institution, User
from integrity.portal.administrators import administrators_only, institution_in
from integrity.portal.requests import SignedIn, line_in
from integrity.portal.stewardship_words import refusal_words
from integrity.stewardship.domain.accounts import AccountRefused, set_active, set_administrator
from integrity.stewardship.domain.people import add_person, link_for
from integrity.stewardship.people import people

PAGE_ROWS = 50


@require_safe
@administrators_only
def accounts(request: SignedIn) -> HttpResponse:
    return _list(request)


def _list(request: SignedIn, *, problem: str = "") -> HttpResponse:
    words = request.GET.get("q", "").replace("\0", "").strip()
    only = request.GET.get("only", "")
    page = Paginator(people(words, only=only), PAGE_ROWS).get_page(request.GET.get("page"))
    query = urlencode({"q": words, "only": only})
    context = {"page": page, "words": words, "only": only, "kinds": _kinds(), "query": query}
    context |= {
        "problem": problem,
        "typed": request.POST,
        "institutions": Institution.objects.order_by("name"),
    }
    return render(request, "portal/administration/accounts.html", context, status=400 if problem else 200)


@require_POST
@administrators_only
def new_person(request: SignedIn) -> HttpResponse:
    username, name, email = (line_in(request, field) for field in ("username", "name", "email"))
    try:
        person = add_person(username, name, email, institution_in(request), by=request.user)
    except AccountRefused as refusal:
        return _list(request, problem=refusal_words()[refusal.code])
    return redirect("portal:account", person.pk)


@require_POST
@administrators_only
def sign_in_link(request: SignedIn, person_id: int) -> HttpResponse:
    """Shown once, for the administrator to pass on; nothing is sent from here."""
    person = get_object_or_404(people(), pk=person_id)
    try:
        parts = link_for(person, by=request.user)
    except AccountRefused as refusal:
        return page_of_account(request, person, problem=refusal_words()[refusal.code])
    link = request.build_absolute_uri(reverse("portal:new-password", args=parts))
    return page_of_account(request, person, link=link)


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


def page_of_account(request: SignedIn, person: User, *, problem: str = "", link: str = "") -> HttpResponse:
    holds = person.holds.filter(lifted_at=None).select_related("by")
    context = {"person": person, "problem": problem, "holds": holds, "link": link}
    response = render(request, "portal/administration/account.html", context, status=400 if problem else 200)
    if link:
        response.headers["Cache-Control"] = "private, no-store"
    return response


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
