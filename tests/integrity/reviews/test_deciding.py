"""What a decision needs, and that none is ever overwritten."""

from datetime import timedelta

import pytest
from pytest_django import Settings

from integrity.inspections.domain.requests import request_again
from integrity.reviews.domain.decisions import (
    NothingToDecide,
    ReopenRefused,
    UndoRefused,
    decide,
    reopen,
    undo,
)
from integrity.reviews.domain.drafts import Judged, Typed, draft_of, keep_draft
from integrity.reviews.domain.evidence import FindingUnknown, findings_of, note_opened, opened_by
from integrity.reviews.domain.faults import DecisionRefused, Fault
from integrity.reviews.domain.leases import LeaseLost
from integrity.reviews.domain.standing import attach, in_effect, standing
from integrity.reviews.models import Case, CaseState, Decision, EvidenceOpened, Passing, PassingKind, Verdict
from tests.integrity.reviews.cases import (
    CUT,
    GAP,
    SHOWN,
    a_case,
    a_minute_passes,
    all_as,
    decided,
    fresh,
    handed_in,
    store_report,
    taken,
    typed_and_opened,
)
from tests.integrity.rows import a_user
from workers.report import Outcome

pytestmark = pytest.mark.django_db


def faults_of(case: Case, typed: Typed) -> set[Fault]:
    keep_draft(case, a_user("rosa"), typed)
    with pytest.raises(DecisionRefused) as refused:
        decide(taken(case))
    assert not Decision.objects.exists()
    return set(refused.value.faults)


def test_every_finding_that_asks_for_a_look_is_decided() -> None:
    case = a_case()
    typed = Typed(verdict=Verdict.DISMISSED, findings={SHOWN.id: Judged(verdict=Verdict.DISMISSED)})
    assert faults_of(case, typed) == {Fault("undecided", CUT.id)}


def test_a_case_without_its_own_verdict_is_not_decided() -> None:
    typed = all_as(case := a_case(), Verdict.DISMISSED)
    assert faults_of(case, Typed(findings=typed.findings)) == {Fault("verdict")}


def test_nothing_is_upheld_before_its_evidence_was_opened() -> None:
    case = a_case()
    note_opened(case, a_user("rosa"), SHOWN.id)
    typed = all_as(case, Verdict.UPHELD, policy="Rule 4", reason="Seen.")
    assert faults_of(case, typed) == {Fault("unopened", CUT.id), Fault("unopened", GAP.id)}


def test_what_somebody_else_opened_does_not_count() -> None:
    case = a_case(SHOWN)
    note_opened(case, a_user("rob"), SHOWN.id)
    typed = all_as(case, Verdict.UPHELD, policy="Rule 4", reason="Seen.")
    assert faults_of(case, typed) == {Fault("unopened", SHOWN.id)}


def test_what_is_upheld_needs_its_policy_and_its_reason() -> None:
    case = a_case(SHOWN)
    note_opened(case, a_user("rosa"), SHOWN.id)
    blank = all_as(case, Verdict.UPHELD, policy=" ", about_case=Verdict.DISMISSED)
    assert faults_of(case, blank) == {Fault("policy"), Fault("reason")}


def test_a_case_is_not_upheld_without_a_finding_that_is() -> None:
    case = a_case()
    typed = all_as(case, Verdict.CANNOT_TELL, policy="Rule 4", reason="A feeling.", about_case=Verdict.UPHELD)
    assert faults_of(case, typed) == {Fault("nothing_upheld")}


@pytest.mark.parametrize("verdict", [Verdict.DISMISSED, Verdict.CANNOT_TELL])
def test_nothing_held_against_anybody_needs_no_opened_evidence_and_ends_the_case(verdict: Verdict) -> None:
    case = a_case()
    keep_draft(case, a_user("rosa"), all_as(case, verdict))
    decision = decide(taken(case))
    assert (decision.verdict, decision.reply_until) == (verdict, None)
    ended = fresh(case)
    assert (ended.state, ended.holder, ended.due_at) == (CaseState.DECIDED, None, None)


def test_what_is_held_against_somebody_is_told_first_with_a_week_to_reply() -> None:
    case = a_case()
    decision = decided(case, Verdict.UPHELD)
    assert decision.undo_until - decision.at == timedelta(minutes=1)
    assert decision.reply_until is not None
    assert decision.reply_until - decision.undo_until == timedelta(days=7)
    told = fresh(case)
    assert (told.state, told.due_at, told.holder) == (CaseState.NOTIFIED, decision.reply_until, None)


def test_a_decision_keeps_each_finding_as_it_was() -> None:
    decision = decided(a_case(), Verdict.UPHELD)
    rows = {row.finding_id: row for row in decision.findings.all()}
    assert set(rows) == {SHOWN.id, CUT.id, GAP.id}
    assert rows[SHOWN.id].finding["start_s"] == 42.0
    assert rows[SHOWN.id].finding["evidence"][0]["text"] == "Ask ChatGPT anything"


def test_what_a_clear_report_missed_is_kept_and_held_against_nobody(settings: Settings) -> None:
    settings.CANDOR_REVIEW_SAMPLE = 1.0
    store_report(handed_in().runs.get(), outcome=Outcome.CLEAR)
    case = Case.objects.get()
    typed = Typed(verdict=Verdict.DISMISSED, missed=" At 1:30 a page of ChatGPT. ")
    keep_draft(case, a_user("rosa"), typed)
    assert draft_of(case, a_user("rosa")) == typed
    decision = decide(taken(case))
    assert (decision.missed, decision.reply_until) == ("At 1:30 a page of ChatGPT.", None)
    assert fresh(case).state == CaseState.DECIDED


def test_what_is_no_verdict_is_none() -> None:
    case = a_case(SHOWN)
    keep_draft(case, a_user("rosa"), Typed(verdict="guilty", findings={SHOWN.id: Judged(verdict="guilty")}))
    assert draft_of(case, a_user("rosa")) == Typed(findings={SHOWN.id: Judged()})


def test_a_draft_keeps_what_was_typed_of_findings_that_are_not_sent() -> None:
    case = a_case()
    rosa = a_user("rosa")
    keep_draft(case, rosa, Typed(findings={SHOWN.id: Judged(verdict=Verdict.UPHELD, note="There.")}))
    keep_draft(case, rosa, Typed(findings={CUT.id: Judged(verdict=Verdict.DISMISSED)}))
    assert draft_of(case, rosa).findings == {
        SHOWN.id: Judged(verdict=Verdict.UPHELD, note="There."),
        CUT.id: Judged(verdict=Verdict.DISMISSED),
    }


def test_a_draft_is_text_of_a_bounded_length_without_nul() -> None:
    case = a_case(SHOWN)
    keep_draft(case, a_user("rosa"), Typed(reason="a\0b" + "c" * 5000))
    assert draft_of(case, a_user("rosa")).reason == "ab" + "c" * 3998


def test_evidence_is_noted_once_for_each_person_and_only_of_findings_that_are_there() -> None:
    case = a_case()
    for who in ("rosa", "rosa", "rob"):
        note_opened(case, a_user(who), SHOWN.id)
    assert EvidenceOpened.objects.count() == 2
    assert opened_by(case, a_user("rosa")) == {SHOWN.id}
    with pytest.raises(FindingUnknown):
        note_opened(case, a_user("rosa"), "f" * 16)


def test_a_decision_is_undone_within_a_minute_and_stays_to_be_read() -> None:
    case = a_case()
    decision = decided(case, Verdict.UPHELD)
    undo(decision, a_user("rosa"))
    undone = fresh(case)
    assert (undone.state, undone.holder, undone.due_at) == (CaseState.WAITING, a_user("rosa"), None)
    assert standing(case) is None
    assert Decision.objects.get().undoing.by == a_user("rosa")
    assert draft_of(case, a_user("rosa")).policy == "Rule 4"


def test_after_an_undoing_the_next_decision_comes_behind_the_first() -> None:
    case = a_case()
    undo(decided(case, Verdict.UPHELD), a_user("rosa"))
    decided(case, Verdict.DISMISSED)
    assert list(case.decisions.values_list("number", "verdict")) == [(1, "upheld"), (2, "dismissed")]
    assert standing(case) == case.decisions.get(number=2)


def test_nobody_undoes_another_s_decision_nor_one_twice_nor_after_the_minute() -> None:
    case = a_case()
    decision = decided(case, Verdict.DISMISSED)
    with pytest.raises(UndoRefused):
        undo(decision, a_user("rob"))
    undo(decision, a_user("rosa"))
    with pytest.raises(UndoRefused):
        undo(decision, a_user("rosa"))
    later = decided(case, Verdict.DISMISSED)
    a_minute_passes(case)
    later.refresh_from_db()
    with pytest.raises(UndoRefused):
        undo(later, a_user("rosa"))


def test_a_decided_case_is_opened_again_with_a_reason_that_is_kept() -> None:
    case = a_case()
    decided(case, Verdict.DISMISSED)
    a_minute_passes(case)
    reopen(case, a_user("rob"), " Another finding came up. ")
    assert fresh(case).state == CaseState.WAITING
    passing = Passing.objects.get()
    assert (passing.kind, passing.by, passing.note) == (
        PassingKind.REOPENED,
        a_user("rob"),
        "Another finding came up.",
    )
    decided(case, Verdict.UPHELD, "rob")
    assert fresh(case).state == CaseState.NOTIFIED
    assert list(case.decisions.values_list("verdict", flat=True)) == ["dismissed", "upheld"]


@pytest.mark.parametrize("state", [state for state in CaseState if state != CaseState.DECIDED])
def test_nothing_else_is_opened_again(state: CaseState) -> None:
    case = a_case()
    decided(case, Verdict.DISMISSED)
    a_minute_passes(case)
    Case.objects.update(state=state)
    with pytest.raises(ReopenRefused, match="state"):
        reopen(case, a_user("rob"), "Because.")


def test_a_case_is_not_opened_again_without_a_word_nor_while_it_can_be_undone() -> None:
    case = a_case()
    decided(case, Verdict.DISMISSED)
    with pytest.raises(ReopenRefused, match="state"):
        reopen(case, a_user("rob"), "Because.")
    a_minute_passes(case)
    with pytest.raises(ReopenRefused, match="note"):
        reopen(case, a_user("rob"), " ")


def test_whoever_left_the_course_decides_nothing_more() -> None:
    case = a_case()
    typed_and_opened(case, all_as(case, Verdict.DISMISSED))
    lease = taken(case)
    case.course.memberships.filter(user=a_user("rosa")).delete()
    with pytest.raises(LeaseLost):
        decide(lease)


def test_a_decision_takes_effect_when_its_minute_is_over() -> None:
    case = a_case()
    decision = decided(case, Verdict.DISMISSED)
    assert in_effect(case) is None
    a_minute_passes(case)
    assert in_effect(case) == decision


def test_a_decided_case_is_not_decided_again() -> None:
    case = a_case()
    lease = taken(case)
    Case.objects.update(state=CaseState.DECIDED)
    with pytest.raises(NothingToDecide):
        decide(lease)


def test_decisions_stay_with_their_findings_when_the_report_is_made_again() -> None:
    case = a_case(SHOWN, CUT)
    decision = decided(case, Verdict.DISMISSED)
    store_report(request_again(case.submission), SHOWN, GAP, outcome=Outcome.NEEDS_REVIEW)
    attached = attach(decision, findings_of(fresh(case)))
    assert set(attached.decided) == {SHOWN.id}
    assert [row.finding_id for row in attached.vanished] == [CUT.id]
    assert attached.vanished[0].finding["code"] == "continuity.cut"
    assert attached.undecided == ()


def test_a_finding_that_is_new_since_is_named() -> None:
    case = a_case(SHOWN)
    decision = decided(case, Verdict.DISMISSED)
    store_report(request_again(case.submission), SHOWN, CUT)
    assert attach(decision, findings_of(fresh(case))).undecided == (CUT.id,)
    assert fresh(case).state == CaseState.DECIDED


@pytest.mark.parametrize("name", ["decision", "finding"])
def test_decisions_are_written_once(name: str) -> None:
    decision = decided(a_case(), Verdict.DISMISSED)
    row = decision if name == "decision" else decision.findings.all()[0]
    with pytest.raises(TypeError, match="is written once"):
        row.save()


def test_a_draft_for_a_finding_that_vanished_is_not_decided() -> None:
    case = a_case(SHOWN, CUT)
    typed_and_opened(case, all_as(case, Verdict.DISMISSED))
    store_report(request_again(case.submission), SHOWN)
    decision = decide(taken(case))
    assert [row.finding_id for row in decision.findings.all()] == [SHOWN.id]
