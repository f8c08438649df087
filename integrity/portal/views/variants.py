"""Who has which variant of an assignment; one variant for staff to look at; and its page to print."""

from uuid import UUID

from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from integrity.courses.domain.answers import answered
from integrity.courses.domain.arrangements import removed_as_told, removed_for
from integrity.courses.domain.issuing import ReasonMissing, reissue
from integrity.courses.domain.removals import without
from integrity.courses.models import Assignment, IssuedVariant, Role
from integrity.courses.queries import STAFF, courses_as, templated_as, variants_as, variants_for
from integrity.portal.brief_words import asked_for
from integrity.portal.requests import SignedIn
from integrity.portal.variants_table import as_csv
from variants.errors import VariantError
from workers.brief import parse_brief

PAGE_ROWS = 50
#: What a list shows none of, and of which each row has much.
_LONG = ("data", "answers", "traits", "brief_toml")


@require_safe
def variants(request: SignedIn, assignment_id: UUID) -> HttpResponse:
    shown = get_object_or_404(templated_as(request.user, *STAFF), pk=assignment_id)
    wanted = request.GET.get("q", "").replace("\0", "").strip()
    found = _found(shown.variants.defer(*_LONG).select_related("user", "version"), wanted)
    context = {
        "assignment": shown,
        "page": Paginator(found, PAGE_ROWS).get_page(request.GET.get("page")),
        "wanted": wanted,
        "opened": shown.variants.filter(superseded_at=None).count(),
        "students": shown.course.memberships.filter(role=Role.STUDENT).count(),
        "newer": _newer_version(shown),
        "teaches": _teaches(request, shown),
    }
    return render(request, "portal/variants.html", context)


@require_safe
def variants_csv(request: SignedIn, assignment_id: UUID) -> HttpResponse:
    shown = get_object_or_404(templated_as(request.user, *STAFF), pk=assignment_id)
    rows = shown.variants.select_related("user", "version").defer("answers", "traits", "brief_toml")
    response = HttpResponse(as_csv(rows), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="variants-{shown.pk}.csv"'
    response.headers["Cache-Control"] = "private, no-store"
    return response


@require_safe
def variant(request: SignedIn, variant_id: UUID) -> HttpResponse:
    return _variant_page(request, get_object_or_404(variants_as(request.user, *STAFF), pk=variant_id))


@require_safe
def sheet(request: SignedIn, variant_id: UUID) -> HttpResponse:
    """The variant on paper: what its student sees, and nobody else's anything."""
    shown = get_object_or_404(variants_for(request.user), pk=variant_id)
    removed_of = removed_for if shown.user_id == request.user.pk else removed_as_told
    brief = parse_brief(without(shown.brief_toml, removed_of(shown.assignment.course, shown.user_id)))
    context = {"variant": shown, "assignment": shown.assignment, "brief": brief, "asked": asked_for(brief)}
    return render(request, "portal/variant_sheet.html", context)


@require_POST
def reissue_variant(request: SignedIn, variant_id: UUID) -> HttpResponse:
    shown = get_object_or_404(variants_as(request.user, Role.INSTRUCTOR), pk=variant_id)
    reason = request.POST.get("reason", "").replace("\0", "")
    try:
        made = reissue(shown, by=request.user, reason=reason)
    except ReasonMissing:
        return _variant_page(request, shown, problem=_("Say why this person gets another variant."))
    except VariantError as error:
        return _variant_page(request, shown, problem=str(error))
    return redirect("portal:variant", made.pk)


def _variant_page(request: SignedIn, shown: IssuedVariant, *, problem: str = "") -> HttpResponse:
    given = answered(shown)
    others = IssuedVariant.objects.filter(assignment=shown.assignment_id, user=shown.user_id)
    context = {
        "variant": shown,
        "assignment": shown.assignment,
        "answers": [(data, given[data["id"]]) for data in shown.answers],
        "given": list(shown.given.all()),
        "attempts": others.exclude(pk=shown.pk).defer(*_LONG),
        "submissions": shown.submissions.all(),
        "teaches": _teaches(request, shown.assignment),
        "problem": problem,
    }
    return render(request, "portal/variant.html", context, status=400 if problem else 200)


def _found(rows: QuerySet[IssuedVariant], wanted: str) -> QuerySet[IssuedVariant]:
    if not wanted:
        return rows
    return rows.filter(
        Q(user__username__icontains=wanted)
        | Q(user__first_name__icontains=wanted)
        | Q(user__last_name__icontains=wanted)
        | Q(code__icontains=wanted)
        | Q(note__icontains=wanted)
    )


def _newer_version(shown: Assignment) -> int | None:
    """The number of the newest released version, where the assignment has an older one."""
    assert shown.template_version is not None
    newer = shown.template_version.template.versions.filter(
        released_at__isnull=False, number__gt=shown.template_version.number
    )
    return newer.values_list("number", flat=True).first()


def _teaches(request: SignedIn, shown: Assignment) -> bool:
    return courses_as(request.user, Role.INSTRUCTOR).filter(pk=shown.course_id).exists()
