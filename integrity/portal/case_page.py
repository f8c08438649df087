"""A case for its page: who has it, its decisions, and its findings."""

from collections.abc import Iterable
from datetime import datetime

from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import get_language

from integrity.courses.models import Membership, Role
from integrity.inspections.domain.shown import drawing_for
from integrity.people.models import User
from integrity.portal.case_findings import FIRST_ROWS, about_findings, finding_rows, views_of
from integrity.portal.quality_words import share_words
from integrity.portal.report_page import is_gentle, report_page
from integrity.portal.review_words import fault_sentence, verdict_words
from integrity.portal.viewing import viewing_of
from integrity.reviews.closed import is_second_blind
from integrity.reviews.domain.appeals import APPEALED
from integrity.reviews.domain.caps import is_enough_for_today
from integrity.reviews.domain.faults import Fault
from integrity.reviews.domain.hearings import may_release
from integrity.reviews.domain.looks import marks_shown_to
from integrity.reviews.domain.planted_answers import planted_answers, share_of
from integrity.reviews.domain.practice import KNOWN_STATES
from integrity.reviews.domain.standing import standing
from integrity.reviews.models import Appeal, Case, CaseState, Decision, KnownCase
from integrity.reviews.policies import policy_of
from integrity.reviews.queries import cases_to_take, reviewers_of
from workers.render.context import unjudged_context
from workers.render.page import render_part


def case_page(
    case: Case, user: User, *, faults: tuple[Fault, ...] = (), is_whole: bool = False
) -> dict[str, object]:
    """For the template. Of many findings the first stand on the page, the others follow (`is_whole`: none do)."""
    page = report_page(case.run.report, without={"findings"})
    # Whoever decides as the second is shown nothing of the first.
    is_blind = is_second_blind(case, user)
    decision = None if is_blind else standing(case)
    about = about_findings(case, user, page.report, decision, faults)
    views = views_of(page.words)
    last = len(views) if is_whole or faults else FIRST_ROWS
    return {
        "case": case,
        "submission": case.submission,
        "page": page,
        "rows": finding_rows(views[:last], about),
        "count": len(views),
        "next": last if last < len(views) else None,
        "typed": about.typed,
        "faults": list(_sentences_of_case(faults)),
        "decision": decision,
        "vanished": about.attached.vanished,
        "replies": [one for one in about.replies if not one.finding_id],
        "appeal": Appeal.objects.filter(case=case).first() if case.state in APPEALED else None,
        "passings": [] if is_blind else list(case.passings.select_related("by", "to")),
        "decisions": list(case.decisions.filter(undoing=None).select_related("by"))
        if case.state == CaseState.SETTLING
        else [],
        "marks": marks_shown_to(case, user, sees_others=not is_blind),
        "is_gentle": is_gentle(page.report),
        "verdicts": verdict_words(),
        **_hands(case, user, decision),
    }


def closed_page(case: Case, user: User) -> dict[str, object]:
    """For the template of a case whose findings are closed to the person as yet: nothing that a check says."""
    stored = case.run.report
    report = stored.read()
    unjudged = unjudged_context(
        drawing_for(stored, report), report.recording.duration_s, language=get_language() or "en"
    )
    return {
        "case": case,
        "submission": case.submission,
        "viewing": viewing_of(case.submission),
        # The renderer's own templates escape what they are given; it is tested there.
        "timeline": mark_safe(render_part("timeline", unjudged)),  # noqa: S308 -- see above
        "is_gentle": is_gentle(report),
        "marks": marks_shown_to(case, user, sees_others=False),
        **_hands(case, user, None),
    }


def _sentences_of_case(faults: Iterable[Fault]) -> Iterable[str]:
    return (fault_sentence(fault) for fault in faults if not fault.finding_id)


def _hands(case: Case, user: User, decision: Decision | None) -> dict[str, object]:
    """Who has the case, and what this person may do with it."""
    now = timezone.now()
    is_held = case.lease_until is not None and case.lease_until > now
    is_mine = case.holder_id == user.pk
    policy = policy_of(case.course)
    planted = hasattr(case, "planted")
    is_settled = decision is not None and now >= decision.undo_until
    teaches = case.state in KNOWN_STATES and not planted and _teaches(case, user)
    return {
        "policy": policy,
        "may_escalate": bool(policy.emergency_contact_id or policy.legal_contact_id),
        "escalations": list(case.escalations.select_related("by", "to")),
        "is_enough": is_enough_for_today(user, case.course),
        "known": KnownCase.objects.filter(case=case, retired=False).first() if teaches else None,
        "may_plant": teaches and decision is not None,
        "is_mine": is_mine,
        "holder": case.holder if is_held and not is_mine else None,
        "reviewers": [one for one in reviewers_of(case) if one != user] if is_mine else [],
        "may_undo": decision is not None and _may_undo(decision, user, now),
        "may_take": not is_mine and cases_to_take(user).filter(pk=case.pk).exists(),
        "may_reopen": case.state == CaseState.DECIDED and is_settled and not planted,
        "planted_words": _planted_words(case) if planted and is_settled else "",
        "may_release": is_mine and may_release(case, decision),
    }


def _planted_words(case: Case) -> str:
    """How many of its findings were decided as they are known."""
    return share_words(share_of(planted_answers(case.course, case)))


def _may_undo(decision: Decision, user: User, now: datetime) -> bool:
    return decision.by_id == user.pk and now < decision.undo_until


def _teaches(case: Case, user: User) -> bool:
    return Membership.objects.filter(course=case.course_id, user=user, role=Role.INSTRUCTOR).exists()
