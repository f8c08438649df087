"""An appeal against a released decision: once, in time, and to somebody who has not decided the case."""

from django.db import transaction
from django.utils import timezone

from integrity.audit.domain import audit
from integrity.lib.refused import Refused
from integrity.people.models import User
from integrity.reviews.domain.cases import subject_of
from integrity.reviews.domain.drafts import MAX_CHARS
from integrity.reviews.domain.standing import standing
from integrity.reviews.models import Appeal, Case, CaseState
from integrity.submissions.models import Submission

#: Before these there is no appeal.
APPEALED = frozenset({CaseState.APPEALED, CaseState.CLOSED})


class AppealRefused(Refused):
    """The code says why (`nothing`, `late`, `empty`); the page says it in words."""


@transaction.atomic
def appeal(submission: Submission, student: User, text: str) -> Appeal:
    """Raises AppealRefused."""
    case = Case.objects.select_for_update().filter(submission=submission, student=student).first()
    decision = standing(case) if case else None
    said = text.replace("\0", "").strip()[:MAX_CHARS]
    if case is None or decision is None:
        raise AppealRefused("nothing")
    _refuse(case, said)
    made = Appeal.objects.create(case=case, decision=decision, text=said)
    # The evidence is frozen: the report that was decided about, whatever was inspected since.
    Case.objects.filter(pk=case.pk).update(
        state=CaseState.APPEALED, run=decision.run, reserved_for=None, on_hold=False
    )
    told = {"decision": decision.number, "text_sha256": audit.digest_of(said)}
    audit.append("case.appealed", subject=subject_of(case), by=student, **told)
    return made


def may_appeal(case: Case) -> bool:
    in_time = case.appeal_until is not None and case.appeal_until > timezone.now()
    return case.state == CaseState.RELEASED and in_time


def _refuse(case: Case, text: str) -> None:
    if case.state != CaseState.RELEASED:
        raise AppealRefused("nothing")
    if not may_appeal(case):
        raise AppealRefused("late")
    if not text:
        raise AppealRefused("empty")
