"""A known case to practise with: its findings with their evidence, and afterwards what was decided."""

from collections.abc import Mapping
from dataclasses import dataclass

from integrity.people.models import User
from integrity.portal.report_page import PARTS, is_gentle, report_page
from integrity.portal.review_words import verdict_words
from integrity.reviews.models import FindingDecision, KnownCase, PracticeAnswer
from workers.render.findings import FindingView


@dataclass(frozen=True, slots=True, kw_only=True)
class PracticeRow:
    """`said` by the person; `known` is the decision, once they have said."""

    view: FindingView
    said: str
    known: FindingDecision | None


def practice_page(known: KnownCase, user: User, chosen: Mapping[str, str]) -> dict[str, object]:
    """For the template. The findings that were decided, of the report that was decided about."""
    decision = known.decision
    page = report_page(decision.run.report, without=PARTS)
    words = page.words
    decided = {row.finding_id: row for row in decision.findings.all()}
    given = PracticeAnswer.objects.filter(known=known, user=user).first()
    said = given.verdicts if given else chosen
    views = [view for view in (*words.findings, *words.findings_info) if view.id in decided]
    rows = [
        PracticeRow(view=view, said=said.get(view.id, ""), known=decided[view.id] if given else None)
        for view in views
    ]
    return {
        "known": known,
        "case": known.case,
        "submission": known.case.submission,
        "rows": rows,
        "viewing": page.viewing,
        "is_gentle": is_gentle(page.report),
        "verdicts": verdict_words(),
        "is_own": decision.by_id == user.pk,
        "given": given,
        "same": sum(row.known is not None and row.known.verdict == row.said for row in rows),
        "decision": decision if given else None,
    }
