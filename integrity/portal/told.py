"""What a student is told of a decision, and what they may answer."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from integrity.portal.report_page import ReportPage
from integrity.reviews.domain.appeals import APPEALED, may_appeal
from integrity.reviews.domain.hearings import may_reply
from integrity.reviews.domain.standing import in_effect
from integrity.reviews.models import Appeal, Case, CaseState, Decision, FindingDecision, Release, Verdict
from integrity.submissions.models import Submission
from workers.others import Others
from workers.redaction import without
from workers.render.findings import FindingView


class Phase(StrEnum):
    #: Nothing is held against them.
    NOTHING = "nothing"
    #: Something is to be, and they are heard first.
    PROPOSED = "proposed"
    RELEASED = "released"
    ON_APPEAL = "on_appeal"


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldFinding:
    """`is_there`: the report that is shown has it."""

    id: str
    message: str
    verdict: str
    note: str
    is_there: bool


def told_of(submission: Submission, page: ReportPage | None) -> dict[str, object] | None:
    """For the template; None where there is nothing to tell. Who decided is not told."""
    case = Case.objects.filter(submission=submission).first()
    decision = in_effect(case) if case else None
    if case is None or decision is None:
        return None
    return {
        "decision": decision,
        "phase": _phase(decision),
        "findings": _findings(decision, page),
        "replies": list(case.replies.all()),
        "may_reply": may_reply(case),
        "may_appeal": may_appeal(case),
        "appeal_until": case.appeal_until,
        "appeal": Appeal.objects.filter(case=case).first() if case.state in APPEALED else None,
        "is_appealed": case.state == CaseState.APPEALED,
    }


def _phase(decision: Decision) -> Phase:
    if decision.stage == CaseState.APPEALED:
        return Phase.ON_APPEAL
    if decision.verdict != Verdict.UPHELD:
        return Phase.NOTHING
    is_released = Release.objects.filter(decision=decision).exists()
    return Phase.RELEASED if is_released else Phase.PROPOSED


def _findings(decision: Decision, page: ReportPage | None) -> list[ToldFinding]:
    views = [*page.words.findings, *page.words.findings_info] if page else []
    shown = {view.id: view for view in views}
    return [_finding(row, shown.get(row.finding_id)) for row in decision.findings.all()]


def _finding(row: FindingDecision, shown: FindingView | None) -> ToldFinding:
    """One that the report has no more is told in the words of the report that had it."""
    return ToldFinding(
        id=row.finding_id,
        message=shown.message if shown else _of_before(row.finding),
        verdict=row.verdict,
        note=row.note,
        is_there=shown is not None,
    )


def _of_before(finding: Mapping[str, Any]) -> str:
    code = str(finding.get("params", {}).get("code", ""))
    return without(finding["message"], Others(codes=(code,) if code else ()))
