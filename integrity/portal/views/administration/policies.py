"""What the site was set up to do, and where each of it is changed."""

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from integrity.portal.administrators import administrators_only
from integrity.portal.requests import SignedIn
from integrity.stewardship.models import WorkerNote


@require_safe
@administrators_only
def policies(request: SignedIn) -> HttpResponse:
    context = {"workers": WorkerNote.objects.all(), "settings": _settings()}
    return render(request, "portal/administration/policies.html", context)


def _settings() -> list[tuple[str, str, str]]:
    """What it says, its value, and the variable that sets it."""
    megabytes = settings.CANDOR_MAX_UPLOAD_BYTES / 1024 / 1024
    return [
        (_("The largest file that is taken"), f"{megabytes:g} {_('MB')}", "CANDOR_MAX_UPLOAD_MB"),
        (_("Time to reply before a decision takes effect"), _days(settings.CANDOR_REPLY_DAYS), "CANDOR_REPLY_DAYS"),
        (_("Time to appeal afterwards"), _days(settings.CANDOR_APPEAL_DAYS), "CANDOR_APPEAL_DAYS"),
        (_("Share of clear submissions that a person looks at"), f"{settings.CANDOR_REVIEW_SAMPLE:.1%}", "CANDOR_REVIEW_SAMPLE"),
        (_("How long a case stays in idle hands"), _seconds(settings.CANDOR_REVIEW_LEASE_S), "CANDOR_REVIEW_LEASE_S"),
        (_("How long a decision can be undone"), _seconds(settings.CANDOR_UNDO_S), "CANDOR_UNDO_S"),
        (_("An inspection beyond it is ended"), _seconds(settings.CANDOR_INSPECTION_LIMIT_S), "CANDOR_INSPECTION_LIMIT_S"),
    ]  # fmt: skip


def _days(days: float) -> str:
    return f"{days:g} {_('days')}"


def _seconds(seconds: float) -> str:
    return f"{seconds:g} {_('s')}"
