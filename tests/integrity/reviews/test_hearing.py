"""The student is heard before anything takes effect, and appeals to somebody else."""

import math
from datetime import timedelta

import pytest
from django.utils import timezone

from integrity.audit.domain.audit import first_broken
from integrity.audit.models import AuditEntry
from integrity.inspections.domain.requests import request_again
from integrity.reviews.domain.appeals import AppealRefused, appeal, may_appeal
from integrity.reviews.domain.decisions import decide, undo
from integrity.reviews.domain.drafts import Judged, Typed
from integrity.reviews.domain.evidence import findings_of
from integrity.reviews.domain.faults import DecisionRefused, Fault
from integrity.reviews.domain.hearings import (
    ReleaseRefused,
    ReplyRefused,
    may_release,
    may_reply,
    release,
    reply,
)
from integrity.reviews.domain.leases import take
from integrity.reviews.domain.standing import standing
from integrity.reviews.models import Appeal, Case, CaseState, Release, Reply, Verdict
from integrity.reviews.queries import reviewers_of
from tests.integrity.reviews.cases import (
    CUT,
    SHOWN,
    a_case,
    a_minute_passes,
    decided,
    fresh,
    store_report,
    taken,
    the_time_to_reply_passes,
    typed_and_opened,
)
from tests.integrity.rows import a_user
from workers.report import Outcome

pytestmark = pytest.mark.django_db


def say(
    case: Case,
    text: str = "That was my flatmate.",
    who: str = "sam",
    at_s: float | None = 42.0,
    *,
    is_all: bool = False,
) -> Reply:
    return reply(case.submission, a_user(who), text, at_s=at_s, finding_id=SHOWN.id, is_all=is_all)


def a_told_case() -> Case:
    """The student knows that both findings are upheld, and may reply."""
    case = a_case(SHOWN, CUT)
    decided(case, Verdict.UPHELD)
    a_minute_passes(case)
    return fresh(case)


def a_released_case() -> Case:
    case = a_told_case()
    the_time_to_reply_passes(case)
    release(taken(case))
    return fresh(case)


def an_appealed_case() -> Case:
    case = a_released_case()
    appeal(case.submission, a_user("sam"), "Look again.")
    return fresh(case)


def judge(case: Case, who: str, **verdicts: Verdict) -> None:
    """`shown` and `cut`; the case is upheld where one of them is."""
    findings = {SHOWN.id: Judged(verdict=verdicts["shown"]), CUT.id: Judged(verdict=verdicts["cut"])}
    upheld = Verdict.UPHELD in verdicts.values()
    verdict = Verdict.UPHELD if upheld else Verdict.DISMISSED
    typed_and_opened(case, Typed(verdict=verdict, policy="Rule 4", reason="Seen.", findings=findings), who)


def test_a_reply_is_pinned_to_a_time_and_a_finding() -> None:
    said = say(a_told_case())
    assert (said.text, said.at_s, said.finding_id) == ("That was my flatmate.", 42.0, SHOWN.id)


def test_a_student_may_say_more_until_they_say_that_it_is_all() -> None:
    case = a_told_case()
    say(case, "First.")
    say(case, "Second.", is_all=True)
    with pytest.raises(ReplyRefused, match="late"):
        say(case, "Third.")
    assert list(Reply.objects.values_list("text", flat=True)) == ["First.", "Second."]
    assert may_release(fresh(case), standing(case))


def test_the_case_comes_back_when_the_time_is_over() -> None:
    case = a_told_case()
    assert take(case.pk, a_user("rosa")) is None
    assert may_reply(case)
    the_time_to_reply_passes(case)
    assert not may_reply(fresh(case))
    with pytest.raises(ReplyRefused, match="late"):
        say(case)
    taken(case, "rob")


def test_within_the_minute_of_undoing_the_student_is_told_nothing() -> None:
    case = a_case()
    decided(case, Verdict.UPHELD)
    assert not may_reply(fresh(case))
    with pytest.raises(ReplyRefused, match="not_asked"):
        say(case)


@pytest.mark.parametrize("who", ["kim", "rosa", "ines"])
def test_nobody_replies_for_somebody_else(who: str) -> None:
    with pytest.raises(ReplyRefused, match="not_asked"):
        say(a_told_case(), who=who)


@pytest.mark.parametrize(("text", "code"), [("", "empty"), (" \0 ", "empty")])
def test_a_reply_says_something(text: str, code: str) -> None:
    with pytest.raises(ReplyRefused, match=code):
        say(a_told_case(), text)


@pytest.mark.parametrize("at_s", [-1.0, 120.5, math.inf, math.nan])
def test_a_reply_is_about_a_moment_of_the_recording(at_s: float) -> None:
    with pytest.raises(ReplyRefused, match="time"):
        say(a_told_case(), at_s=at_s)


def test_a_reply_about_the_whole_has_no_time() -> None:
    assert say(a_told_case(), at_s=None).at_s is None


def test_nothing_is_released_while_the_student_may_reply() -> None:
    case = a_case(SHOWN)
    lease = taken(case)
    decided(case, Verdict.UPHELD)
    a_minute_passes(case)
    Case.objects.update(holder=a_user("rosa"), token=lease.token)
    with pytest.raises(ReleaseRefused, match="early"):
        release(lease)
    assert not Release.objects.exists()


def test_a_person_releases_a_decision_and_nothing_does_so_by_itself() -> None:
    case = a_told_case()
    the_time_to_reply_passes(case)
    assert fresh(case).state == CaseState.NOTIFIED
    released = release(taken(case, "rob"))
    after = fresh(case)
    assert (released.by, after.state, after.holder) == (a_user("rob"), CaseState.RELEASED, None)
    assert after.appeal_until is not None
    assert timedelta(days=13, hours=23) < after.appeal_until - timezone.now() <= timedelta(days=14)


def test_after_a_reply_the_decision_may_be_another() -> None:
    case = a_told_case()
    say(case, is_all=True)
    judge(case, "rosa", shown=Verdict.DISMISSED, cut=Verdict.DISMISSED)
    decide(taken(case))
    assert fresh(case).state == CaseState.DECIDED
    assert list(case.decisions.values_list("verdict", flat=True)) == ["upheld", "dismissed"]


def test_less_than_what_the_student_was_told_needs_no_new_week() -> None:
    case = a_told_case()
    say(case, is_all=True)
    judge(case, "rosa", shown=Verdict.UPHELD, cut=Verdict.DISMISSED)
    assert decide(taken(case)).reply_until is None
    assert not may_release(fresh(case), standing(case))
    the_time_to_reply_passes(case)
    assert may_release(fresh(case), standing(case))


def test_more_than_what_the_student_was_told_needs_a_new_week() -> None:
    case = a_case(SHOWN, CUT)
    judge(case, "rosa", shown=Verdict.UPHELD, cut=Verdict.DISMISSED)
    decide(taken(case))
    the_time_to_reply_passes(case)
    judge(case, "rosa", shown=Verdict.UPHELD, cut=Verdict.UPHELD)
    decision = decide(taken(case))
    assert decision.reply_until == fresh(case).due_at
    a_minute_passes(case)
    assert may_reply(fresh(case))


def test_a_revision_that_is_undone_leaves_the_case_due() -> None:
    case = a_told_case()
    the_time_to_reply_passes(case)
    undo(decided(case, Verdict.DISMISSED), a_user("rosa"))
    assert fresh(case).state == CaseState.NOTIFIED
    assert may_release(fresh(case), standing(case))


def test_an_appeal_goes_to_somebody_who_has_not_decided() -> None:
    case = an_appealed_case()
    assert (case.state, case.appeal.text) == (CaseState.APPEALED, "Look again.")
    assert take(case.pk, a_user("rosa")) is None
    assert set(reviewers_of(case)) == {a_user("rob"), a_user("ines")}
    taken(case, "rob")


def test_an_appeal_does_not_go_to_whoever_released_the_decision() -> None:
    case = a_told_case()
    the_time_to_reply_passes(case)
    release(taken(case, "rob"))
    appeal(case.submission, a_user("sam"), "Look again.")
    assert take(case.pk, a_user("rob")) is None
    assert set(reviewers_of(fresh(case))) == {a_user("ines")}


@pytest.mark.parametrize("verdict", [Verdict.UPHELD, Verdict.DISMISSED])
def test_an_appeal_is_decided_once_and_for_all(verdict: Verdict) -> None:
    case = an_appealed_case()
    judge(case, "rob", shown=verdict, cut=Verdict.DISMISSED)
    decide(taken(case, "rob"))
    assert fresh(case).state == CaseState.CLOSED
    assert not may_appeal(fresh(case))


def test_an_appeal_makes_nothing_worse() -> None:
    case = a_case(SHOWN, CUT)
    judge(case, "rosa", shown=Verdict.UPHELD, cut=Verdict.DISMISSED)
    decide(taken(case))
    the_time_to_reply_passes(case)
    release(taken(case))
    appeal(case.submission, a_user("sam"), "Look again.")
    judge(case, "rob", shown=Verdict.UPHELD, cut=Verdict.UPHELD)
    with pytest.raises(DecisionRefused) as refused:
        decide(taken(case, "rob"))
    assert refused.value.faults == (Fault("worse", CUT.id),)


def test_an_appeal_is_the_student_s_own_once_in_time_and_says_something() -> None:
    case = a_released_case()
    for who, text, code in (("kim", "Look.", "nothing"), ("sam", " ", "empty")):
        with pytest.raises(AppealRefused, match=code):
            appeal(case.submission, a_user(who), text)
    Case.objects.update(appeal_until=timezone.now() - timedelta(seconds=1))
    with pytest.raises(AppealRefused, match="late"):
        appeal(case.submission, a_user("sam"), "Look.")
    Case.objects.update(appeal_until=timezone.now() + timedelta(days=1))
    appeal(case.submission, a_user("sam"), "Look.")
    with pytest.raises(AppealRefused, match="nothing"):
        appeal(case.submission, a_user("sam"), "Look again.")
    assert Appeal.objects.count() == 1


def test_what_is_not_released_is_not_appealed() -> None:
    with pytest.raises(AppealRefused, match="nothing"):
        appeal(a_told_case().submission, a_user("sam"), "Already now.")


def test_the_whole_way_stands_in_the_log() -> None:
    case = a_told_case()
    say(case, is_all=True)
    release(taken(case))
    appeal(case.submission, a_user("sam"), "Look again.")
    judge(case, "rob", shown=Verdict.DISMISSED, cut=Verdict.DISMISSED)
    decide(taken(case, "rob"))
    entries = AuditEntry.objects.filter(subject=f"case:{case.pk}").order_by("number")
    assert [entry.entry.split('"', 4)[3] for entry in entries] == [
        "case.opened",
        "evidence.opened",
        "evidence.opened",
        "case.taken",
        "case.decided",
        "case.replied",
        "case.taken",
        "case.released",
        "case.appealed",
        "evidence.opened",
        "evidence.opened",
        "case.taken",
        "case.decided",
    ]
    assert first_broken() is None


def test_an_appeal_is_about_the_evidence_that_was_decided_about() -> None:
    case = a_case(SHOWN, CUT)
    decided(case, Verdict.UPHELD)
    the_time_to_reply_passes(case)
    release(taken(case, "rob"))
    before = case.run_id
    store_report(request_again(case.submission), SHOWN)
    assert fresh(case).run_id != before
    appeal(case.submission, a_user("sam"), "Look again.")
    assert fresh(case).run_id == before
    store_report(request_again(case.submission), outcome=Outcome.CLEAR)
    frozen = fresh(case)
    assert (frozen.run_id, frozen.state) == (before, CaseState.APPEALED)
    assert set(findings_of(frozen)) == {SHOWN.id, CUT.id}
