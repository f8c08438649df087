"""A case and the queue, asked for and sent back as their pages do it."""

from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from integrity.reviews.models import Case
from tests.integrity.portal.pages import client_of, text_of
from tests.integrity.reviews.cases import CUT, GAP, SHOWN, fresh


def at(name: str, case: Case, *more: str) -> str:
    return reverse(f"portal:{name}", args=[case.pk, *more])


def page_of(case: Case, who: str = "rosa") -> str:
    return text_of(client_of(who).get(at("case", case)))


def queue(who: str = "rosa", **wanted: str) -> str:
    return text_of(client_of(who).get(reverse("portal:reviews"), wanted))


def form(
    case: Case, *, verdict: str = "", policy: str = "", reason: str = "", **findings: str
) -> dict[str, str]:
    """As the page sends it; findings as `shown`, `cut` and `gap`."""
    ids = {"shown": SHOWN.id, "cut": CUT.id, "gap": GAP.id}
    fields = {"token": str(fresh(case).token), "verdict": verdict, "policy": policy, "reason": reason}
    for name, finding_id in ids.items():
        fields[f"note-{finding_id}"] = ""
        fields |= {f"verdict-{finding_id}": findings[name]} if name in findings else {}
    return fields


def post(name: str, case: Case, fields: dict[str, str], who: str = "rosa", *more: str) -> HttpResponse:
    return client_of(who).post(at(name, case, *more), fields)


def queries_of(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)
