"""What waits for a person."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from integrity.courses.queries import STAFF, courses_as
from integrity.portal.requests import SignedIn
from integrity.reviews.queries import reports_to_review


@require_safe
def to_review(request: SignedIn) -> HttpResponse:
    if not courses_as(request.user, *STAFF).exists():
        raise PermissionDenied
    return render(request, "portal/reviews.html", {"reports": reports_to_review(request.user)})
