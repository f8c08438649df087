"""Why something of a submission may not go yet."""

from collections.abc import Iterable
from enum import StrEnum
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from integrity.inspections.models import Run, RunState
from integrity.reviews.models import Case, CaseState, Escalation
from integrity.stewardship.models import LegalHold
from integrity.submissions.models import Submission


class Why(StrEnum):
    #: A legal hold on the person.
    HOLD = "hold"
    #: Something in it that the law asks to report, or an emergency, and its named person has not settled it.
    ESCALATION = "escalation"
    #: Appealed, or the time to appeal is not over.
    APPEAL = "appeal"
    #: A person has to look, or the student may still reply.
    REVIEW = "review"
    #: A worker is writing just now.
    INSPECTION = "inspection"
    #: Another submission that stays has the same recording.
    SHARED = "shared"


#: Nothing follows in these, but that a released decision may be appealed for a while.
_SETTLED = (CaseState.WITHDRAWN, CaseState.DECIDED, CaseState.RELEASED, CaseState.CLOSED)


def reasons_for(submissions: QuerySet[Submission]) -> dict[UUID, Why]:
    """By submission, the weightiest reason; those that may go are not in it."""
    open_cases = Case.objects.filter(submission__in=submissions)
    reasons: dict[UUID, Why] = {}
    running = Run.objects.filter(submission__in=submissions, state=RunState.RUNNING)
    _note(reasons, running.values_list("submission", flat=True), Why.INSPECTION)
    waiting = open_cases.exclude(state__in=_SETTLED)
    _note(reasons, waiting.values_list("submission", flat=True), Why.REVIEW)
    may_appeal = Q(state=CaseState.RELEASED, appeal_until__gt=timezone.now())
    appealed = open_cases.filter(Q(state=CaseState.APPEALED) | may_appeal)
    _note(reasons, appealed.values_list("submission", flat=True), Why.APPEAL)
    escalated = open_cases.filter(Exists(Escalation.objects.filter(case=OuterRef("pk"), settled_at=None)))
    _note(reasons, escalated.values_list("submission", flat=True), Why.ESCALATION)
    held = submissions.filter(student__in=held_people())
    _note(reasons, held.order_by().values_list("pk", flat=True), Why.HOLD)
    return reasons


def held_people() -> QuerySet[LegalHold, int]:
    """The numbers of those under a legal hold."""
    return LegalHold.objects.filter(lifted_at=None).order_by().values_list("person", flat=True)


def _note(reasons: dict[UUID, Why], submissions: Iterable[UUID], why: Why) -> None:
    reasons.update(dict.fromkeys(submissions, why))
