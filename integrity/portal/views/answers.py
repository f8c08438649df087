"""Answers that a student types."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from integrity.courses.domain.answers import VariantReplaced, give_answers
from integrity.courses.domain.issuing import current_variant
from integrity.courses.models import Role
from integrity.courses.queries import templated_as
from integrity.inspections.queries import is_reported
from integrity.portal.requests import SignedIn
from integrity.portal.views.assignments import student_page


@require_POST
def answer(request: SignedIn, assignment_id: UUID) -> HttpResponse:
    shown = get_object_or_404(templated_as(request.user, Role.STUDENT), pk=assignment_id)
    variant = current_variant(shown, request.user)
    if variant is None or request.POST.get("variant") != str(variant.pk):
        return student_page(request, shown, replaced=_replaced())
    if is_reported(variant):
        return student_page(request, shown, replaced=_too_late())
    texts = {data["id"]: request.POST.get(f"answer-{data['id']}") for data in variant.data["questions"]}
    try:
        give_answers(variant, {name: text for name, text in texts.items() if text is not None})
    except VariantReplaced:
        return student_page(request, shown, replaced=_replaced())
    return redirect(f"{reverse('portal:assignment', args=[shown.pk])}#answers")


def _too_late() -> str:
    return _("The report of your recording is there, so your answers stand as they are. Nothing was stored.")


def _replaced() -> str:
    return _("You were given another variant in the meantime. Nothing was stored; this is the new one.")
