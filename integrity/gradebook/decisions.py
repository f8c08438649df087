"""What people's decisions mean for a gradebook: nothing before they stand."""

from enum import StrEnum
from uuid import UUID

from django.utils import timezone

from integrity.courses.models import Assignment
from integrity.gradebook.models import Accepted
from integrity.reviews.models import Case, CaseState, Decision, Verdict


class Effect(StrEnum):
    #: Nothing was handed in.
    NONE = "none"
    #: Nobody decided yet, or what was decided does not stand yet: no page of grades says which.
    OPEN = "open"
    #: A person accepted it, or looked and holds nothing against the student.
    NOTHING_HELD = "nothing_held"
    #: Upheld, told to the student, their time to reply over, released by a person, and no appeal open.
    UPHELD = "upheld"


def effects(assignment: Assignment) -> dict[UUID, Effect]:
    """Of each submission about which a decision stands. In three queries."""
    found = dict.fromkeys(_accepted(assignment), Effect.NOTHING_HELD)
    verdicts = _standing_verdicts(assignment)
    cases = Case.objects.filter(submission__assignment=assignment)
    for number, submission, state in cases.values_list("pk", "submission", "state"):
        effect = _effect(state, verdicts.get(number))
        if effect is not None:
            found[submission] = effect
    return found


def _effect(state: str, verdict: str | None) -> Effect | None:
    """None where the case says nothing about an acceptance."""
    if state in {CaseState.NOTIFIED, CaseState.APPEALED}:
        return Effect.OPEN
    if verdict is None or state not in {CaseState.DECIDED, CaseState.RELEASED, CaseState.CLOSED}:
        return None
    return Effect.UPHELD if verdict == Verdict.UPHELD else Effect.NOTHING_HELD


def _accepted(assignment: Assignment) -> list[UUID]:
    accepted = Accepted.objects.in_effect().filter(submission__assignment=assignment)
    return list(accepted.values_list("submission", flat=True))


def _standing_verdicts(assignment: Assignment) -> dict[UUID, str]:
    """Of each case the newest decision that can no longer be undone."""
    decisions = Decision.objects.filter(
        case__submission__assignment=assignment, undoing=None, undo_until__lte=timezone.now()
    )
    return dict(decisions.order_by("number").values_list("case", "verdict"))
