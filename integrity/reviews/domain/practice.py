"""Practising with decided cases. Nothing of it is a decision, and no student hears of it."""

from collections.abc import Mapping

from django.db import transaction

from integrity.audit.domain import audit
from integrity.lib.refused import Refused
from integrity.people.models import User
from integrity.reviews.domain.cases import subject_of
from integrity.reviews.domain.standing import in_effect
from integrity.reviews.models import Case, CaseState, KnownCase, PracticeAnswer, Verdict
from integrity.reviews.queries import is_planted

#: Cases whose decision nothing will change any more, as far as it can be known.
KNOWN_STATES = (CaseState.DECIDED, CaseState.RELEASED, CaseState.CLOSED)


class PracticeRefused(Refused):
    """The code says why (`state`, `own`, `again`, `undecided`); the page says it in words."""


@transaction.atomic
def plant(case: Case, by: User, note: str) -> KnownCase:
    """From now on reviewers of the course may practise with it. Raises PracticeRefused."""
    decision = in_effect(case)
    if case.state not in KNOWN_STATES or decision is None or is_planted(case):
        raise PracticeRefused("state")
    known, _ = KnownCase.objects.update_or_create(
        case=case,
        defaults={
            "decision": decision,
            "by": by,
            "note": note.replace("\0", "").strip()[:4000],
            "retired": False,
        },
    )
    audit.append("case.planted", subject=subject_of(case), by=by)
    return known


@transaction.atomic
def retire(known: KnownCase, by: User) -> None:
    KnownCase.objects.filter(pk=known.pk).update(retired=True)
    audit.append("case.retired", subject=subject_of(known.case), by=by)


@transaction.atomic
def answer(known: KnownCase, user: User, verdicts: Mapping[str, str]) -> PracticeAnswer:
    """Of every finding that was decided one of the three verdicts. Raises PracticeRefused."""
    if known.retired:
        raise PracticeRefused("state")
    if known.decision.by_id == user.pk:
        raise PracticeRefused("own")
    if PracticeAnswer.objects.filter(known=known, user=user).exists():
        raise PracticeRefused("again")
    asked = [row.finding_id for row in known.decision.findings.all()]
    if any(verdicts.get(key) not in Verdict.values for key in asked):
        raise PracticeRefused("undecided")
    return PracticeAnswer.objects.create(
        known=known, user=user, verdicts={key: verdicts[key] for key in asked}
    )


def right_answers(known: KnownCase) -> dict[str, str]:
    """Verdicts by the ids of findings."""
    return {row.finding_id: row.verdict for row in known.decision.findings.all()}
