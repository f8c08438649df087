"""Whether a drawn value made the task harder, and what a person decided about it."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from integrity.courses.domain.adjustments import AdjustmentRefused, adjust
from integrity.courses.models import Adjustment, Assignment, Role
from integrity.courses.queries import STAFF, courses_as, templated_as
from integrity.inspections.drift import observed_of
from integrity.portal.requests import SignedIn
from variants.drift import Parameter, drift
from workers.report import Outcome


@require_safe
def drift_page(request: SignedIn, assignment_id: UUID) -> HttpResponse:
    return _page(request, get_object_or_404(templated_as(request.user, *STAFF), pk=assignment_id))


@require_POST
def adjust_value(request: SignedIn, assignment_id: UUID) -> HttpResponse:
    shown = get_object_or_404(templated_as(request.user, Role.INSTRUCTOR), pk=assignment_id)
    name, _sign, value = _said(request, "value").partition("=")
    known = {(parameter.name, row.value) for parameter in _drift(shown) for row in parameter.rows}
    if (name, value) not in known:
        return _page(request, shown, problem=_problems()["value"])
    try:
        adjust(
            shown,
            parameter=name,
            value=value,
            factor=_said(request, "factor"),
            reason=_said(request, "reason"),
            by=request.user,
        )
    except AdjustmentRefused as refusal:
        return _page(request, shown, problem=_problems()[refusal.code])
    return redirect("portal:drift", shown.pk)


def _page(request: SignedIn, shown: Assignment, *, problem: str = "") -> HttpResponse:
    made = list(shown.adjustments.select_related("by"))
    parameters = _drift(shown)
    context = {
        "assignment": shown,
        "answers": _answers(shown),
        "outcomes": list(Outcome),
        "parameters": [(parameter, _with_newest(parameter, made)) for parameter in parameters],
        "adjustments": made,
        "teaches": courses_as(request.user, Role.INSTRUCTOR).filter(pk=shown.course_id).exists(),
        "problem": problem,
        "said": {name: _said(request, name) for name in ("value", "factor", "reason")},
    }
    return render(request, "portal/drift.html", context, status=400 if problem else 200)


def _drift(shown: Assignment) -> tuple[Parameter, ...]:
    return drift(observed_of(shown), _answers(shown))


def _answers(shown: Assignment) -> list[str]:
    """The ids of the questions, as the newest of the variants has them."""
    newest = shown.variants.order_by("-issued_at").values_list("answers", flat=True).first()
    return [data["id"] for data in newest or ()]


def _with_newest(parameter: Parameter, made: list[Adjustment]) -> list[tuple[object, Adjustment | None]]:
    """Each row with the adjustment that counts for it."""
    newest = {one.value: one for one in made if one.parameter == parameter.name}
    return [(row, newest.get(row.value)) for row in parameter.rows]


def _said(request: SignedIn, name: str) -> str:
    return request.POST.get(name, "").replace("\0", "").strip()


def _problems() -> dict[str, str]:
    return {
        "value": _("Choose one of the values in the tables."),
        "factor": _("The factor must be a number from 0.5 to 2."),
        "reason": _("Say why: whoever asks later reads it here."),
    }
