"""The administrator's first page: what waits, what stopped, and who works."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from integrity.portal.administrators import administrators_only
from integrity.portal.requests import SignedIn
from integrity.stewardship.domain.retrying import retry
from integrity.stewardship.models import WorkerNote
from integrity.stewardship.queues import failed_runs, queues

PAGE_ROWS = 50


@require_safe
@administrators_only
def administration(request: SignedIn) -> HttpResponse:
    page = Paginator(failed_runs(), PAGE_ROWS).get_page(request.GET.get("page"))
    context = {"queues": queues(), "page": page, "workers": WorkerNote.objects.all()}
    return render(request, "portal/administration/queues.html", context)


@require_POST
@administrators_only
def retry_runs(request: SignedIn) -> HttpResponse:
    made = len(retry(_numbers(request.POST.getlist("run")), by=request.user))
    said = ngettext("%(count)s inspection waits again.", "%(count)s inspections wait again.", made)
    messages.success(request, said % {"count": made})
    return redirect("portal:administration")


def _numbers(texts: list[str]) -> list[UUID]:
    """What is no number is passed over, and so is what would be more than a page."""
    known = []
    for text in texts[:PAGE_ROWS]:
        try:
            known.append(UUID(text))
        except ValueError:
            continue
    return known
