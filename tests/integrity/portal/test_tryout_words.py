"""What an instructor is told to mend, by what came of their own demonstration."""

import pytest

from integrity.portal.tryout_words import Tried, tried
from tests.factories.reports import a_brief, a_finding, a_report, a_step
from workers.brief import Instructions, Step
from workers.render.context import report_context
from workers.report import Finding, StepOutcome, StepResult


def what_is_said(step: Step, result: StepResult | None = None, *findings: Finding) -> Tried:
    brief = a_brief(instructions=Instructions(steps=(step,)))
    report = a_report(steps=(result or a_step(),), findings=findings, checks=())
    words = report_context(
        report, brief=brief, drawing=None, picture_at=str, language="en", recording_name="", seekable=True
    )
    return tried(brief, words)


def a_missed_step(outcome: StepOutcome, message: str = "") -> StepResult:
    return a_step(outcome=outcome, message=message, start_s=None, end_s=None, evidence=())


@pytest.mark.parametrize(
    ("outcome", "says"),
    [
        (StepOutcome.NOT_FOLLOWED, "Step 1 was not seen in your own demonstration."),
        (StepOutcome.UNCLEAR, "Step 1 stayed unclear in your own demonstration."),
        (StepOutcome.NOT_CHECKED, "Step 1 was not looked at in your own demonstration."),
    ],
)
def test_each_way_of_not_being_seen_is_told_apart(outcome: StepOutcome, says: str) -> None:
    (advice,) = what_is_said(Step(id="editor", instruction="Write"), a_missed_step(outcome)).advice
    assert advice.says == says


def test_of_a_step_that_names_texts_and_words_both_are_compared() -> None:
    step = Step(id="editor", instruction="Write", expect_text=("def a", "42 passed"), expect_speech=("done",))
    (advice,) = what_is_said(step, a_missed_step(StepOutcome.NOT_FOLLOWED)).advice
    assert "It is known by “def a”, “42 passed” on the screen, all of it." in advice.mend
    assert "It is known by the words “done”, all of them." in advice.mend


def test_a_finding_about_a_demonstration_is_one_about_the_brief() -> None:
    finding = a_finding("instructions.out_of_order")
    (advice,) = what_is_said(Step(id="editor", instruction="Write"), None, finding).advice
    assert "You did the steps in another order yourself" in advice.mend


def test_of_a_missed_step_it_is_said_once() -> None:
    missing = a_finding("instructions.step_missing")
    step = Step(id="editor", instruction="Write", expect_text=("def a",))
    assert len(what_is_said(step, a_missed_step(StepOutcome.NOT_FOLLOWED), missing).advice) == 1


def test_where_all_was_seen_there_is_nothing_to_mend() -> None:
    said = what_is_said(Step(id="editor", instruction="Write"))
    assert said.advice == ()
    assert [step.outcome_word for step in said.steps] == ["Seen"]
