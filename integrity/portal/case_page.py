"""A case for its page: each finding with what was typed, opened, decided and replied about it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from integrity.people.models import User
from integrity.portal.report_page import report_page
from integrity.portal.review_words import fault_sentence, verdict_words
from integrity.reviews.domain.drafts import Judged, Typed, draft_of
from integrity.reviews.domain.evidence import findings_of, opened_by
from integrity.reviews.domain.faults import Fault
from integrity.reviews.domain.hearings import may_release
from integrity.reviews.domain.standing import Attached, attach, standing
from integrity.reviews.models import Appeal, Case, CaseState, Decision, FindingDecision, Reply
from integrity.reviews.queries import cases_to_take, reviewers_of
from workers.render.findings import FindingView

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


def case_page(case: Case, user: User, *, faults: tuple[Fault, ...] = ()) -> dict[str, object]:
    """For the template."""
    page, decision = report_page(case.run.report), standing(case)
    about = _about(case, user, decision, faults)
    views = [*page.words.findings, *page.words.findings_info]
    return {
        "case": case,
        "submission": case.submission,
        "page": page,
        "rows": [_row(view, about) for view in views],
        "typed": about.typed,
        "faults": [fault_sentence(fault) for fault in faults if not fault.finding_id],
        "decision": decision,
        "vanished": about.attached.vanished,
        "replies": [one for one in about.replies if not one.finding_id],
        "appeal": Appeal.objects.filter(case=case).first(),
        "passings": list(case.passings.select_related("by", "to")),
        "verdicts": verdict_words(),
        **_hands(case, user, decision),
    }


def finding_row(case: Case, user: User, finding_id: str) -> FindingRow:
    """One of them, by an id that the report has."""
    words = report_page(case.run.report).words
    views = {view.id: view for view in (*words.findings, *words.findings_info)}
    return _row(views[finding_id], _about(case, user, standing(case), ()))


def _about(case: Case, user: User, decision: Decision | None, faults: tuple[Fault, ...]) -> About:
    return About(
        typed=draft_of(case, user),
        opened=opened_by(case, user),
        attached=attach(decision, findings_of(case)) if decision else _NOTHING_DECIDED,
        replies=tuple(case.replies.all()),
        faults=faults,
    )


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


def _hands(case: Case, user: User, decision: Decision | None) -> dict[str, object]:
    """Who has the case, and what this person may do with it."""
    now = timezone.now()
    is_held = case.lease_until is not None and case.lease_until > now
    is_mine = case.holder_id == user.pk
    return {
        "is_mine": is_mine,
        "holder": case.holder if is_held and not is_mine else None,
        "reviewers": [one for one in reviewers_of(case) if one != user] if is_mine else [],
        "may_undo": decision is not None and _may_undo(decision, user, now),
        "may_take": cases_to_take(user).filter(pk=case.pk).exists(),
        "may_reopen": case.state == CaseState.DECIDED and decision is not None and now >= decision.undo_until,
        "may_release": is_mine and may_release(case),
    }


def _may_undo(decision: Decision, user: User, now: datetime) -> bool:
    return decision.by_id == user.pk and now < decision.undo_until
