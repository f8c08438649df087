"""Which decision counts, and what it says of the findings that the newest report has."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils import timezone

from integrity.reviews.models import Case, CaseState, Decision, FindingDecision, Verdict
from workers.report import Finding, Severity


@dataclass(frozen=True, slots=True, kw_only=True)
class Attached:
    """A decision laid over a report: by the ids of findings.

    `vanished`: decided, but the report has the finding no more; `undecided`: new since.
    """

    decided: Mapping[str, FindingDecision]
    vanished: tuple[FindingDecision, ...]
    undecided: tuple[str, ...]


def standing(case: Case) -> Decision | None:
    """The newest that was not undone, also while it still can be."""
    return case.decisions.filter(undoing=None).last()


def in_effect(case: Case) -> Decision | None:
    """The newest that can no longer be undone: what the student is told of. Nothing, while a second person looks."""
    if case.state in {CaseState.SECOND, CaseState.SETTLING}:
        return None
    return case.decisions.filter(undoing=None, undo_until__lte=timezone.now()).last()


def upheld_by(decision: Decision) -> frozenset[str]:
    """Ids of findings."""
    upheld = decision.findings.filter(verdict=Verdict.UPHELD)
    return frozenset(upheld.values_list("finding_id", flat=True))


def attach(decision: Decision, findings: Mapping[str, Finding]) -> Attached:
    rows = {row.finding_id: row for row in decision.findings.all()}
    asking = (key for key, finding in findings.items() if finding.severity is not Severity.INFO)
    return Attached(
        decided={key: row for key, row in rows.items() if key in findings},
        vanished=tuple(row for key, row in rows.items() if key not in findings),
        undecided=tuple(key for key in asking if key not in rows),
    )
