"""What was handed in to an assignment, for staff: a table to search, and clear ones accepted together."""

from collections.abc import Mapping
from dataclasses import replace
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from integrity.courses.domain.deadlines import terms_by_person, terms_of
from integrity.courses.models import Assignment, Role
from integrity.courses.queries import STAFF_AND_ASSISTANTS, assignments_as, role_in
from integrity.gradebook.class_view import class_view
from integrity.gradebook.domain.accepting import (
    NotAsShown,
    NothingToAccept,
    UndoRefused,
    accept_clear,
    acceptable,
    acceptable_of,
    undo_acceptance,
    undoable,
)
from integrity.gradebook.models import Acceptance
from integrity.gradebook.standing import Decided, Inspected, standings
from integrity.gradebook.table import Order, Wanted, figures_of, found
from integrity.portal.class_words import decided_words, inspected_words, instructions_of
from integrity.portal.late_words import late_words
from integrity.portal.requests import SignedIn
from integrity.reviews.closed import are_outcomes_closed
from integrity.submissions.queries import submissions_for

PAGE_ROWS = 50


def staff_page(request: SignedIn, shown: Assignment, asked: Mapping[str, object]) -> HttpResponse:
    """`asked`: what students are asked for, for the template."""
    closed = are_outcomes_closed(shown.course, request.user)
    wanted = without_outcomes(wanted_in(request.GET)) if closed else wanted_in(request.GET)
    rows = standings(submissions_for(request.user).filter(assignment=shown))
    page = Paginator(found(rows, wanted), PAGE_ROWS).get_page(request.GET.get("page"))
    role = role_in(shown.course, request.user)
    teaches = role == Role.INSTRUCTOR
    own_terms, for_all = terms_by_person(shown), terms_of(shown)
    context = {
        "page": page,
        "late": {
            one.id: late_words(own_terms.get(one.student.pk, for_all).late_by(one.counts_at)) for one in page
        },
        "wanted": wanted,
        "figures": figures_of(rows),
        "query": _without(request.GET, "page"),
        "query_unordered": _without(request.GET, "page", "order"),
        "inspected_words": inspected_words(),
        "decided_words": decided_words(),
        "clear": len(acceptable_of(rows).runs) if teaches else 0,
        "undoable": undoable(shown) if teaches else None,
        "may_edit": teaches,
        "assists": role == Role.ASSISTANT,
        "version": shown.template_version,
        "outcomes_closed": closed,
    }
    return render(request, "portal/submissions.html", {**asked, **context})


@require_safe
def class_page(request: SignedIn, assignment_id: UUID) -> HttpResponse:
    shown = get_object_or_404(assignments_as(request.user, *STAFF_AND_ASSISTANTS), pk=assignment_id)
    if are_outcomes_closed(shown.course, request.user):
        raise Http404
    submissions = submissions_for(request.user).filter(assignment=shown)
    context = {
        "assignment": shown,
        "seen": class_view(submissions),
        "instructions": instructions_of(shown),
    }
    return render(request, "portal/class_view.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def accept(request: SignedIn, assignment_id: UUID) -> HttpResponse:
    """One confirmation that says how many and what it does; what it confirms is what it showed."""
    shown = get_object_or_404(assignments_as(request.user, Role.INSTRUCTOR), pk=assignment_id)
    if request.method != "POST":
        return _confirmation(request, shown)
    try:
        accept_clear(shown, request.user, digest=request.POST.get("digest", ""))
    except NothingToAccept:
        return redirect("portal:assignment", shown.pk)
    except NotAsShown:
        problem = _("Meanwhile there are others than you were shown. Nothing was accepted; look again.")
        return _confirmation(request, shown, problem=problem)
    return redirect("portal:assignment", shown.pk)


@require_POST
def undo_accept(request: SignedIn, assignment_id: UUID) -> HttpResponse:
    shown = get_object_or_404(assignments_as(request.user, Role.INSTRUCTOR), pk=assignment_id)
    made = Acceptance.objects.filter(assignment=shown).first()
    try:
        if made is not None:
            undo_acceptance(made, request.user)
    except UndoRefused:
        context = {"assignment": shown, "made": made}
        return render(request, "portal/accept_stands.html", context, status=409)
    return redirect("portal:assignment", shown.pk)


def wanted_in(fields: QueryDict) -> Wanted:
    """What is not understood is not asked for."""
    inspected, decided, order = (fields.get(name, "") for name in ("inspected", "decided", "order"))
    return Wanted(
        name=fields.get("q", "").replace("\0", "").strip()[:200],
        inspected=Inspected(inspected) if inspected in set(Inspected) else None,
        decided=Decided(decided) if decided in set(Decided) else None,
        order=Order(order) if order in set(Order) else Order.NEWEST,
    )


def without_outcomes(wanted: Wanted) -> Wanted:
    """For whoever looks first: neither what the machine found nor what others decided."""
    order = Order.NEWEST if wanted.order is Order.OUTCOME else wanted.order
    return replace(wanted, inspected=None, decided=None, order=order)


def _confirmation(request: SignedIn, shown: Assignment, *, problem: str = "") -> HttpResponse:
    context = {"assignment": shown, "clear": acceptable(shown), "problem": problem}
    return render(request, "portal/accept.html", context, status=409 if problem else 200)


def _without(fields: QueryDict, *names: str) -> str:
    """The address's question without some of its parts."""
    kept = fields.copy()
    for name in names:
        kept.pop(name, None)
    return kept.urlencode()
