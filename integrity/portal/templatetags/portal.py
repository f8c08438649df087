"""What templates ask for: the words of outcomes, states and sizes."""

from collections.abc import Mapping

from django import template
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from integrity.courses.queries import STAFF, courses_as
from integrity.inspections.models import Run, RunState
from integrity.portal.review_words import case_words, escalation_words, passing_words, verdict_words
from integrity.portal.roster_words import role_words
from integrity.portal.stages import stage_word
from integrity.portal.stewardship_words import cleared_words
from integrity.portal.template_words import accommodation_words, fact_words
from integrity.submissions.models import Submission
from workers.render.words import words_in
from workers.sentences import clock as clock_of

register = template.Library()


@register.filter
def outcome_word(outcome: str) -> str:
    """The report's own word for an outcome."""
    return words_in(get_language() or "en")(f"outcome.{outcome}")


@register.filter
def report_word(code: str) -> str:
    """A sentence of the report's own, without places to fill in."""
    return words_in(get_language() or "en")(code)


@register.filter
def clock(seconds: float) -> str:
    return clock_of(seconds)


@register.filter
def verdict_word(verdict: str) -> str:
    return verdict_words()[verdict]


@register.filter
def case_word(state: str) -> str:
    return case_words()[state]


@register.filter
def passing_word(kind: str) -> str:
    return passing_words()[kind]


@register.filter
def escalation_word(kind: str) -> str:
    return escalation_words()[kind]


@register.filter
def state_word(run: Run) -> str:
    return run_state_word(run.state)


@register.filter
def run_state_word(state: str) -> str:
    return {
        RunState.QUEUED: _("Waiting to be inspected"),
        RunState.RUNNING: _("Being inspected"),
        RunState.DONE: _("Inspected"),
        RunState.NEEDS_ATTENTION: _("Needs attention"),
    }[RunState(state)]


@register.filter
def role_word(role: str) -> str:
    return role_words()[role]


@register.filter
def stage(run: Run) -> str:
    return stage_word(run.stage)


@register.filter
def percent(fraction: float) -> int:
    return round(100 * min(1.0, max(0.0, fraction)))


@register.filter
def accommodation_word(name: str) -> str:
    return accommodation_words().get(name, name)


@register.filter
def fact_word(name: str) -> str:
    return fact_words().get(name, name)


@register.filter
def figure(value: float | str) -> str:
    """A number to look at, of a very large one its size; a text as it is."""
    if isinstance(value, float):
        return f"{value:.10g}"
    digits = str(value)
    return f"≈ 10^{len(digits) - 1}" if isinstance(value, int) and len(digits) > 9 else digits


@register.filter
def of(table: Mapping[str, object], key: str) -> object:
    """What a table has under a key."""
    return table.get(key)


@register.filter
def newest_run(submission: Submission) -> Run:
    """Of a submission whose runs were fetched with it (queries.with_runs)."""
    return submission.runs.all()[0]


@register.simple_tag(takes_context=True)
def is_staff(context: template.Context) -> bool:
    request: HttpRequest | None = context.get("request")
    if request is None or not request.user.is_authenticated:
        return False
    return courses_as(request.user, *STAFF).exists()


@register.inclusion_tag("portal/cleared.html")
def cleared(submission: Submission) -> dict[str, object]:
    """What of a submission went by the rules of how long things stay."""
    return {"gone": submission.cleared.all()}


@register.filter
def cleared_word(artefact: str) -> str:
    return cleared_words()[artefact]
