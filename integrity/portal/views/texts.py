"""What was said and what stood on the screen: a part of the report's page that is fetched when it is looked at."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from integrity.inspections.domain.shown import texts_for, texts_for_student
from integrity.inspections.queries import newest_report
from integrity.portal.requests import SignedIn
from integrity.submissions.queries import inspected_for
from workers.render.context import texts_context
from workers.render.page import render_part


@require_safe
def texts_page(request: SignedIn, submission_id: UUID) -> HttpResponse:
    """The panes alone where `?fragment` asks for them, else on a page of their own."""
    shown = get_object_or_404(inspected_for(request.user), pk=submission_id)
    stored = newest_report(shown)
    is_own = shown.is_work_of(request.user)
    texts = texts_for_student(stored) if is_own else texts_for(stored)
    context = texts_context(texts, language=get_language() or "en")
    # The renderer's own templates escape what they are given; it is tested there.
    part = mark_safe(render_part("texts", context))  # noqa: S308 -- see above
    if "fragment" in request.GET:
        return HttpResponse(part)
    return render(request, "portal/texts_page.html", {"submission": shown, "part": part})
