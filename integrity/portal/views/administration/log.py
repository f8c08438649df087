"""The audit log: filters, and whether the chain is whole."""

from datetime import date, datetime, time, timedelta

from django.core.paginator import Paginator
from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from integrity.audit.domain import audit
from integrity.people.models import User
from integrity.portal.administrators import administrators_only
from integrity.portal.requests import SignedIn
from integrity.stewardship.history import THE_SITE, Asked, actions, entries, lines_of

PAGE_ROWS = 100
#: Nobody's number: what is asked about somebody unknown finds nothing.
_NOBODY = -1


@require_safe
@administrators_only
def log(request: SignedIn) -> HttpResponse:
    return _page(request, {})


@require_POST
@administrators_only
def verify_log(request: SignedIn) -> HttpResponse:
    broken = audit.first_broken()
    why = _faults().get(broken.why, broken.why) if broken else ""
    return _page(request, {"is_verified": True, "broken": broken, "why": why})


def _page(request: SignedIn, verified: dict[str, object]) -> HttpResponse:
    page = Paginator(entries(asked_in(request.GET)), PAGE_ROWS).get_page(request.GET.get("page"))
    query = request.GET.copy()
    query.pop("page", None)
    context = {
        "page": page,
        "lines": lines_of(page.object_list),
        "actions": actions(),
        "asked": request.GET,
        "query": query.urlencode(),
        "end": audit.head(),
        **verified,
    }
    return render(request, "portal/administration/log.html", context)


def asked_in(fields: QueryDict) -> Asked:
    """What is not understood is not asked for. Days are those of the site's own clock, both included."""
    until = _day(fields.get("until", ""))
    return Asked(
        by=_person(fields.get("by", "").replace("\0", "").strip()),
        action=fields.get("action", "").replace("\0", ""),
        subject=fields.get("subject", "").replace("\0", "").strip(),
        since=_midnight(_day(fields.get("since", ""))),
        until=_midnight(until + timedelta(days=1)) if until else None,
    )


def _person(name: str) -> int | None:
    """By the name they sign in with; `-` is the site itself."""
    if not name:
        return None
    if name == "-":
        return THE_SITE
    return User.objects.filter(username=name).values_list("pk", flat=True).first() or _NOBODY


def _day(text: str) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if 1970 <= day.year <= 9000 else None


def _midnight(day: date | None) -> datetime | None:
    return timezone.make_aware(datetime.combine(day, time.min)) if day else None


def _faults() -> dict[str, str]:
    """As the log's own check names them."""
    return {
        "an entry is missing": _("an entry is missing"),
        "entries are missing at the end": _("entries are missing at the end"),
        "it is not what was written": _("it is not what was written"),
        "its columns say something else than its text": _("its columns say something else than its text"),
    }
