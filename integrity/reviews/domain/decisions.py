"""Deciding a case, and undoing that within its minute. Decisions are appended, never overwritten."""

from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from integrity.audit.domain import audit
from integrity.lib.refused import Refused
from integrity.people.models import User
from integrity.reviews.closed import is_closed
from integrity.reviews.domain.cases import subject_of
from integrity.reviews.domain.drafts import Typed, draft_of
from integrity.reviews.domain.evidence import findings_of, opened_by
from integrity.reviews.domain.faults import DecisionRefused, Fault, refuse_faulty, upheld_in
from integrity.reviews.domain.leases import Lease, held_case, let_go
from integrity.reviews.domain.seconds import state_after
from integrity.reviews.domain.standing import standing, upheld_by
from integrity.reviews.models import (
    Case,
    CaseState,
    Decision,
    FindingDecision,
    Passing,
    PassingKind,
    Undoing,
)
from integrity.reviews.queries import cases_to_take, is_planted
from integrity.reviews.terms import lease_time, reply_time, undo_time
from workers.report import Finding

#: States in which a case waits for a time.
_DUE = frozenset({CaseState.NOTIFIED, CaseState.SECOND, CaseState.SETTLING})


class NothingToDecide(Exception):
    """The case needs nobody at the moment."""


class ReopenRefused(Refused):
    """The code says why (`state`, `note`); the page says it in words."""


class UndoRefused(Exception):
    """The minute is over, or it is not the person's decision, or it was undone already."""


@transaction.atomic
def decide(lease: Lease) -> Decision:
    """As the draft of whoever holds the case says. Raises LeaseLost, NothingToDecide and DecisionRefused."""
    case = held_case(lease)
    if not cases_to_take(lease.user).filter(pk=case.pk).exists():
        raise NothingToDecide
    typed, findings = draft_of(case, lease.user), findings_of(case)
    if is_closed(case, lease.user):
        raise DecisionRefused((Fault("unmarked"),))
    opened = opened_by(case, lease.user)
    refuse_faulty(typed, findings, opened=opened, may_uphold=_may_uphold(case))
    after = state_after(case, lease.user, typed, findings)
    decision = _append(case, lease.user, typed, findings, after)
    _move_on(case, decision, after)
    audit.append("case.decided", subject=subject_of(case), by=lease.user, **_told(decision))
    return decision


@transaction.atomic
def undo(decision: Decision, user: User) -> None:
    """The case is in the person's hands again, as it was. Raises UndoRefused."""
    case = Case.objects.select_for_update().get(pk=decision.case_id)
    now = timezone.now()
    if decision.by_id != user.pk or now >= decision.undo_until or standing(case) != decision:
        raise UndoRefused
    Undoing.objects.create(decision=decision, by=user)
    case.state = decision.stage
    case.due_at = now if decision.stage in _DUE else None
    case.holder, case.lease_until, case.token = user, now + lease_time(), case.token + 1
    case.save(update_fields=["state", "due_at", "holder", "lease_until", "token"])
    audit.append("decision.undone", subject=subject_of(case), by=user, decision=decision.number)


@transaction.atomic
def reopen(case: Case, user: User, why: str) -> None:
    """A case in which nothing was held against anybody waits again. Raises ReopenRefused."""
    locked = Case.objects.select_for_update().get(pk=case.pk)
    decision = standing(locked)
    is_over = locked.state != CaseState.DECIDED or is_planted(locked)
    if is_over or decision is None or timezone.now() < decision.undo_until:
        raise ReopenRefused("state")
    if not why.strip():
        raise ReopenRefused("note")
    locked.state, locked.token = CaseState.WAITING, locked.token + 1
    locked.save(update_fields=["state", "token"])
    Passing.objects.create(case=locked, by=user, kind=PassingKind.REOPENED, note=why.strip())
    audit.append("case.reopened", subject=subject_of(case), by=user, note_sha256=audit.digest_of(why.strip()))


def undo_last(case: Case, user: User) -> None:
    """Raises UndoRefused, also where nothing is decided."""
    decision = standing(case)
    if decision is None:
        raise UndoRefused
    undo(decision, user)


def _may_uphold(case: Case) -> frozenset[str] | None:
    """An appeal makes nothing worse."""
    return upheld_by(case.appeal.decision) if case.state == CaseState.APPEALED else None


def _append(case: Case, user: User, typed: Typed, findings: dict[str, Finding], after: CaseState) -> Decision:
    now = timezone.now()
    undo_until = now + undo_time()
    decision = Decision.objects.create(
        case=case,
        number=case.decisions.count() + 1,
        by=user,
        run=case.run,
        stage=case.state,
        verdict=typed.verdict,
        policy=typed.policy.strip(),
        reason=typed.reason.strip(),
        missed=typed.missed.strip(),
        at=now,
        undo_until=undo_until,
        reply_until=_reply_until(case, typed, findings, undo_until) if after == CaseState.NOTIFIED else None,
    )
    FindingDecision.objects.bulk_create(_finding_decisions(decision, typed, findings))
    return decision


def _finding_decisions(
    decision: Decision, typed: Typed, findings: dict[str, Finding]
) -> list[FindingDecision]:
    return [
        FindingDecision(
            decision=decision,
            finding_id=key,
            verdict=judged.verdict,
            note=judged.note.strip(),
            finding=asdict(findings[key]),
        )
        for key, judged in typed.findings.items()
        if judged.verdict and key in findings
    ]


def _reply_until(
    case: Case, typed: Typed, findings: dict[str, Finding], undo_until: datetime
) -> datetime | None:
    """Of what is held against the student; null where it is nothing that they have not been told already."""
    before = standing(case) if case.state == CaseState.NOTIFIED else None
    if before is not None and upheld_in(typed, findings) <= upheld_by(before):
        return None
    return undo_until + reply_time()


def _move_on(case: Case, decision: Decision, after: CaseState) -> None:
    case.state = after
    case.due_at = (decision.reply_until or decision.undo_until) if after in _DUE else None
    let_go(case)
    case.save(update_fields=["state", "due_at", "holder", "lease_until", "token"])


def _told(decision: Decision) -> dict[str, Any]:
    rows = decision.findings.all()
    texts = (decision.policy, decision.reason, decision.missed, *(row.note for row in rows))
    return {
        "decision": decision.number,
        "run": str(decision.run_id),
        "verdict": decision.verdict,
        "findings": {row.finding_id: row.verdict for row in rows},
        "texts_sha256": audit.digest_of("\n".join(texts)),
    }
