"""Before a decision against a student takes effect: their time to reply, and then a person's release."""

import math

from django.db import transaction
from django.utils import timezone

from integrity.audit.domain import audit
from integrity.lib.refused import Refused
from integrity.people.models import User
from integrity.reviews.domain.cases import subject_of
from integrity.reviews.domain.drafts import MAX_CHARS
from integrity.reviews.domain.evidence import findings_of
from integrity.reviews.domain.leases import Lease, held_case, let_go
from integrity.reviews.domain.standing import in_effect, standing
from integrity.reviews.models import Case, CaseState, Decision, Release, Reply
from integrity.reviews.terms import appeal_time
from integrity.submissions.models import Submission


class ReplyRefused(Refused):
    """The code says why (`not_asked`, `late`, `empty`, `time`); the page says it in words."""


class ReleaseRefused(Refused):
    """The code says why: `early` while the student may still reply, `nothing` where there is nothing."""


@transaction.atomic
def reply(
    submission: Submission, student: User, text: str, *, at_s: float | None, finding_id: str, is_all: bool
) -> Reply:
    """`at_s`: the moment of the recording. `is_all`: nobody need wait for more. Raises ReplyRefused."""
    case = _asked(submission, student)
    _refuse(case, text, at_s)
    about = finding_id if finding_id in findings_of(case) else ""
    said = Reply.objects.create(case=case, text=_clean(text), at_s=at_s, finding_id=about)
    if is_all:
        Case.objects.filter(pk=case.pk).update(due_at=timezone.now())
    told = {"reply": said.pk, "text_sha256": audit.digest_of(said.text), "is_all": is_all}
    audit.append("case.replied", subject=subject_of(case), by=student, **told)
    return said


@transaction.atomic
def release(lease: Lease) -> Release:
    """The standing decision takes effect. Raises LeaseLost and ReleaseRefused."""
    case = held_case(lease)
    decision = _releasable(case)
    now = timezone.now()
    released = Release.objects.create(decision=decision, by=lease.user, at=now)
    case.state, case.due_at, case.appeal_until = CaseState.RELEASED, None, now + appeal_time()
    let_go(case)
    case.save(update_fields=["state", "due_at", "appeal_until", "holder", "lease_until", "token"])
    audit.append("case.released", subject=subject_of(case), by=lease.user, decision=decision.number)
    return released


def may_reply(case: Case) -> bool:
    """Also while somebody already looks at what was said: it is the student's time."""
    now = timezone.now()
    is_open = case.state == CaseState.NOTIFIED and case.due_at is not None and case.due_at > now
    decision = standing(case) if is_open else None
    return decision is not None and decision.undo_until <= now


def may_release(case: Case, decision: Decision | None) -> bool:
    """`decision`: the one that stands."""
    try:
        _standing_to_release(case, decision)
    except ReleaseRefused:
        return False
    return True


def _asked(submission: Submission, student: User) -> Case:
    case = Case.objects.select_for_update().filter(submission=submission, student=student).first()
    if case is None or case.state != CaseState.NOTIFIED or in_effect(case) is None:
        raise ReplyRefused("not_asked")
    return case


def _refuse(case: Case, text: str, at_s: float | None) -> None:
    if not may_reply(case):
        raise ReplyRefused("late")
    if not _clean(text):
        raise ReplyRefused("empty")
    length_s = case.run.report.read().recording.duration_s
    if at_s is not None and not (math.isfinite(at_s) and 0 <= at_s <= (length_s or 0)):
        raise ReplyRefused("time")


def _releasable(case: Case) -> Decision:
    return _standing_to_release(case, standing(case))


def _standing_to_release(case: Case, decision: Decision | None) -> Decision:
    if case.state != CaseState.NOTIFIED or decision is None or case.due_at is None:
        raise ReleaseRefused("nothing")
    if timezone.now() < max(case.due_at, decision.undo_until):
        raise ReleaseRefused("early")
    return decision


def _clean(text: str) -> str:
    return text.replace("\0", "").strip()[:MAX_CHARS]
