"""When and how often something may be handed in, and what single people were given beyond that."""

from datetime import datetime
from uuid import UUID

from django.db.models import Q
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from integrity.courses.domain.deadlines import Terms, TermsRefused, extend, set_terms
from integrity.courses.models import Assignment, Role
from integrity.courses.queries import assignments_as
from integrity.people.models import User
from integrity.portal.requests import SignedIn, text_in


class _NotUnderstood(Exception):
    """A field says something that is no time or no number."""


@require_http_methods(["GET", "HEAD", "POST"])
def terms(request: SignedIn, assignment_id: UUID) -> HttpResponse:
    shown = _taught(request, assignment_id)
    if request.method != "POST":
        return _page(request, shown)
    try:
        set_terms(shown, request.user, _terms_in(request.POST), late_policy=text_in(request, "late_policy"))
    except _NotUnderstood:
        return _page(request, shown, problem=_refusals()["understood"])
    except TermsRefused as refusal:
        return _page(request, shown, problem=_refusals()[refusal.code])
    return redirect("portal:assignment", shown.pk)


@require_POST
def extension(request: SignedIn, assignment_id: UUID) -> HttpResponse:
    shown = _taught(request, assignment_id)
    try:
        extend(
            shown,
            _student(shown, request.POST.get("person", "")),
            request.user,
            due_at=_time(request.POST, "due_at"),
            closes_at=_time(request.POST, "closes_at"),
            more_attempts=_number(request.POST, "more_attempts") or 0,
        )
    except _NotUnderstood:
        return _page(request, shown, problem=_refusals()["understood"])
    except TermsRefused as refusal:
        return _page(request, shown, problem=_refusals()[refusal.code])
    return redirect("portal:terms", shown.pk)


def _terms_in(fields: QueryDict) -> Terms:
    return Terms(
        opens_at=_time(fields, "opens_at"),
        due_at=_time(fields, "due_at"),
        closes_at=_time(fields, "closes_at"),
        attempts=_number(fields, "attempts"),
    )


def _time(fields: QueryDict, name: str) -> datetime | None:
    """In the site's time zone; None where nothing is typed. Raises _NotUnderstood."""
    text = fields.get(name, "").strip()
    if not text:
        return None
    try:
        time = datetime.fromisoformat(text)
        return timezone.make_aware(time) if timezone.is_naive(time) else time
    except (ValueError, OverflowError) as error:
        raise _NotUnderstood from error


def _number(fields: QueryDict, name: str) -> int | None:
    text = fields.get(name, "").strip()
    if not text:
        return None
    if not text.isascii() or not text.isdecimal() or len(text) > 6:
        raise _NotUnderstood
    return int(text)


def _student(shown: Assignment, text: str) -> User:
    """By login or address. Raises TermsRefused."""
    wanted = text.replace("\0", "").strip()
    is_meant = Q(username=wanted) | Q(email__iexact=wanted)
    course = Q(memberships__course=shown.course_id, memberships__role=Role.STUDENT)
    found = list(User.objects.filter(is_meant, course)[:2]) if wanted else []
    if len(found) != 1:
        raise TermsRefused("student")
    return found[0]


def _page(request: SignedIn, shown: Assignment, *, problem: str = "") -> HttpResponse:
    newest = {one.user_id: one for one in shown.extensions.select_related("user", "by")}
    context = {
        "assignment": shown,
        "extensions": newest.values(),
        "zone": timezone.get_current_timezone_name(),
        "problem": problem,
        "typed": request.POST,
    }
    return render(request, "portal/terms.html", context, status=400 if problem else 200)


def _taught(request: SignedIn, assignment_id: UUID) -> Assignment:
    return get_object_or_404(assignments_as(request.user, Role.INSTRUCTOR), pk=assignment_id)


def _refusals() -> dict[str, str]:
    return {
        "understood": _("A time or a number is not understood. Nothing was changed."),
        "order": _("These times are not in order: it opens, then it is due, then it closes."),
        "attempts": _("The number of attempts is from 1 to 100."),
        "policy": _("The text about being late is too long."),
        "student": _("No one student of this course has this login or address."),
    }
