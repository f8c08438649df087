"""A class in words: where its submissions stand, and what its steps ask."""

from django.utils.translation import gettext as _

from integrity.courses.models import Assignment
from integrity.gradebook.standing import Decided, Inspected
from integrity.portal.review_words import case_words
from integrity.portal.templatetags.portal import outcome_word, run_state_word
from workers.report import Outcome


def inspected_words() -> dict[str, str]:
    outcomes = {str(one) for one in Outcome}
    return {one: outcome_word(one) if one in outcomes else run_state_word(one) for one in map(str, Inspected)}


def decided_words() -> dict[str, str]:
    known = case_words()
    return {one: known.get(one) or _own_words()[one] for one in Decided}


def _own_words() -> dict[str, str]:
    return {Decided.NOBODY: _("Nobody decided yet"), Decided.ACCEPTED: _("Accepted")}


def instructions_of(assignment: Assignment) -> dict[str, str]:
    """What each step asks; of a template nothing, for it asks everybody something else."""
    if assignment.template_version_id is not None:
        return {}
    return {step.id: step.instruction for step in assignment.brief.steps}
