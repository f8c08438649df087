"""The findings of a case: each with what was typed, opened, decided and replied about it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from integrity.people.models import User
from integrity.portal.report_page import PARTS, report_page
from integrity.portal.review_words import fault_sentence, verdict_words
from integrity.reviews.closed import is_second_blind
from integrity.reviews.domain.drafts import Judged, Typed, draft_of
from integrity.reviews.domain.evidence import opened_by
from integrity.reviews.domain.faults import Fault
from integrity.reviews.domain.standing import Attached, attach, standing
from integrity.reviews.models import Case, Decision, FindingDecision, Reply
from workers.render.context import ReportContext
from workers.render.findings import FindingView
from workers.report import Report

#: So many stand on the page as it is loaded; the others are asked for once it is there.
FIRST_ROWS = 8
_NEXT_ROWS = 40
_NOTHING_DECIDED = Attached(decided={}, vanished=(), undecided=())


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """All that is known about the findings of a case, for one reviewer."""

    typed: Typed
    opened: frozenset[str]
    attached: Attached
    replies: tuple[Reply, ...]
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingRow:
    """`decided` is what stands of it already; `faults` are sentences."""

    view: FindingView
    judged: Judged
    is_open: bool
    decided: FindingDecision | None
    is_new: bool
    replies: tuple[Reply, ...]
    faults: tuple[str, ...]


def about_findings(
    case: Case, user: User, report: Report, decision: Decision | None, faults: tuple[Fault, ...] = ()
) -> About:
    findings = {finding.id: finding for finding in report.findings}
    return About(
        typed=draft_of(case, user),
        opened=opened_by(case, user),
        attached=attach(decision, findings) if decision else _NOTHING_DECIDED,
        replies=tuple(case.replies.all()),
        faults=faults,
    )


def views_of(words: ReportContext) -> tuple[FindingView, ...]:
    """In the page's order."""
    return (*words.findings, *words.findings_info)


def finding_rows(views: Iterable[FindingView], about: About) -> list[FindingRow]:
    return [_row(view, about) for view in views]


def finding_row(case: Case, user: User, finding_id: str) -> dict[str, object]:
    """One of them for its template, by an id that the report has."""
    views, about = _words(case, user)
    chosen = [view for view in views if view.id == finding_id]
    return {"row": finding_rows(chosen, about)[0], **_frame(case, user)}


def next_rows(case: Case, user: User, start: int) -> dict[str, object]:
    """Those from `start` on, for the template, and where the ones after them start."""
    views, about = _words(case, user)
    end = start + _NEXT_ROWS
    more = end if end < len(views) else None
    return {"rows": finding_rows(views[start:end], about), "next": more, **_frame(case, user)}


def _words(case: Case, user: User) -> tuple[Sequence[FindingView], About]:
    page = report_page(case.run.report, without=PARTS)
    decision = None if is_second_blind(case, user) else standing(case)
    return views_of(page.words), about_findings(case, user, page.report, decision)


def _frame(case: Case, user: User) -> dict[str, object]:
    return {"case": case, "is_mine": case.holder_id == user.pk, "verdicts": verdict_words()}


def _row(view: FindingView, about: About) -> FindingRow:
    return FindingRow(
        view=view,
        judged=about.typed.findings.get(view.id, Judged()),
        is_open=view.id in about.opened,
        decided=about.attached.decided.get(view.id),
        is_new=view.id in about.attached.undecided,
        replies=tuple(one for one in about.replies if one.finding_id == view.id),
        faults=tuple(_sentences(about.faults, view.id)),
    )


def _sentences(faults: Iterable[Fault], finding_id: str) -> Iterable[str]:
    return (fault_sentence(fault) for fault in faults if fault.finding_id == finding_id)
