"""Which engines the workers have, and what they cost here."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from integrity.portal.administrators import administrators_only
from integrity.portal.requests import SignedIn
from integrity.stewardship.costs import REPORTS, costs
from integrity.stewardship.models import WorkerNote


@require_safe
@administrators_only
def engines(request: SignedIn) -> HttpResponse:
    context = {"workers": WorkerNote.objects.all(), "costs": costs(), "reports": REPORTS}
    return render(request, "portal/administration/engines.html", context)
