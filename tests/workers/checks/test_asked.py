"""What a model's answers amount to, and that a step is judged by them like any other."""

from dataclasses import replace

import pytest

from tests.factories.judged import a_line, a_recording, a_source, a_step, a_task, steps
from workers.brief import Step
from workers.checks.asked import doubt_about, holding
from workers.checks.base import Judgement
from workers.checks.instructions import InstructionsCheck
from workers.report import CheckStatus, EngineUsed, EvidenceKind, StepOutcome
from workers.spans import Span
from workers.tracks.answers import AnswersTrack, Asked, Asking, StepAnswers, Value

VLM = EngineUsed(kind="vlm", name="openai", model="small-vl", version="127.0.0.1:8000")
COOK = Step(id="cook", instruction="Stir the soup")
WHOLE = Span(start_s=0.0, end_s=60.0)
YES, NO, CANNOT_TELL = Value.YES, Value.NO, Value.CANNOT_TELL


def asked(
    value: Value, asking: Asking = Asking.WINDOW, *, of: Span = WHOLE, time_s: float = 20.0, **overrides
) -> Asked:
    values = {
        "asking": asking,
        "of": of,
        "frames_s": (0.0, 20.0),
        "value": value,
        "confidence": 0.8,
        "time_s": time_s if value is YES else None,
        "seen": "a pot" if value is YES else "",
        "prompt": "Is it done?",
        "tokens": 9,
        "abstained": None,
    }
    return Asked(**(values | overrides))


def answers(*given: Asked, instruction: str = COOK.instruction) -> StepAnswers:
    return StepAnswers(instruction=instruction, asked=given)


def a_tested_yes(masked: Value, control: Value | None, **overrides) -> StepAnswers:
    """A yes, and what its tests gave."""
    tests = [asked(masked, Asking.MASKED, **overrides)]
    if control is not None:
        tests.append(asked(control, Asking.CONTROL, **overrides))
    return answers(asked(YES, **overrides), *tests)


HELD = a_tested_yes(YES, NO)


def judged(
    track: AnswersTrack | StepAnswers | None, *given: Step, ordered: bool = False, lines=(), **recording
) -> Judgement:
    if isinstance(track, StepAnswers):
        track = AnswersTrack(engine=VLM, steps=(track,))
    tracks = a_recording(lines, answers=track, **recording)
    return InstructionsCheck().judge(tracks, a_task(instructions=steps(*(given or (COOK,)), ordered=ordered)))


@pytest.mark.parametrize("control", [NO, CANNOT_TELL])
def test_a_yes_holds_that_is_the_same_without_the_text_and_not_the_same_elsewhere(control):
    assert [one.time_s for one in holding(a_tested_yes(YES, control))] == [20.0]


def test_a_yes_whose_test_was_not_answered_does_not_hold():
    unanswered = asked(CANNOT_TELL, Asking.CONTROL, abstained="It was away.")
    assert holding(answers(asked(YES), asked(YES, Asking.MASKED), unanswered)) == []


@pytest.mark.parametrize(
    ("masked", "control"),
    [(NO, NO), (CANNOT_TELL, NO), (YES, YES), (YES, None), (NO, YES)],
)
def test_a_yes_that_fails_a_test_does_not_hold_and_is_not_a_no(masked, control):
    assert holding(a_tested_yes(masked, control)) == []
    assert doubt_about(a_tested_yes(masked, control)) == "unstable"


def test_the_tests_of_another_window_do_not_count():
    later = Span(start_s=30.0, end_s=60.0)
    mixed = answers(asked(YES), asked(YES, Asking.MASKED, of=later), asked(NO, Asking.CONTROL, of=later))
    assert holding(mixed) == []


@pytest.mark.parametrize(
    ("given", "doubt"),
    [
        (answers(asked(NO)), ""),
        (answers(asked(NO), asked(NO, confidence=0.5)), ""),
        (answers(asked(NO), asked(NO, confidence=0.4)), "cannot_tell"),
        (answers(asked(NO), asked(CANNOT_TELL)), "cannot_tell"),
        (answers(asked(NO), asked(CANNOT_TELL, abstained="It was away.")), "not_answered"),
        (answers(asked(YES), asked(CANNOT_TELL, Asking.MASKED, abstained="It was away.")), "not_answered"),
        (answers(), "not_answered"),
        (None, "not_asked"),
    ],
)
def test_a_no_is_one_only_where_every_window_was_answered_surely(given, doubt):
    assert doubt_about(given) == doubt


def test_a_step_that_the_model_saw_is_followed_from_the_still_that_shows_it():
    judgement = judged(HELD)
    (step,) = judgement.steps
    assert (step.outcome, step.start_s, step.end_s, step.confidence) == (
        StepOutcome.FOLLOWED,
        20.0,
        60.0,
        0.8,
    )
    (shown,) = step.evidence
    assert (shown.kind, shown.start_s, shown.text) == (EvidenceKind.FRAME, 20.0, "a pot")
    assert judgement.status is CheckStatus.COMPLETED
    assert judgement.engines == (VLM,)


def test_a_step_that_no_window_shows_is_missing_as_surely_as_the_least_sure_answer():
    judgement = judged(answers(asked(NO, confidence=0.9), asked(NO, confidence=0.7)))
    (finding,) = judgement.findings
    assert (finding.code, finding.confidence) == ("instructions.step_missing", 0.7)
    assert judgement.steps[0].outcome is StepOutcome.NOT_FOLLOWED
    assert finding.evidence[0].kind is EvidenceKind.FRAME


@pytest.mark.parametrize(
    ("track", "message"),
    [
        (a_tested_yes(NO, NO), "step.unstable"),
        (answers(asked(CANNOT_TELL)), "step.cannot_tell"),
        (answers(asked(CANNOT_TELL, abstained="It was away.")), "step.not_answered"),
        (answers(asked(YES), instruction="Wash the pot"), "step.not_asked"),
    ],
)
def test_a_step_that_stays_open_says_why_and_is_never_missing(track, message):
    judgement = judged(track)
    assert [(step.outcome, step.message) for step in judgement.steps] == [(StepOutcome.UNCLEAR, message)]
    assert judgement.findings == ()
    assert judgement.status is CheckStatus.INCONCLUSIVE


def test_a_step_that_nobody_was_asked_about_is_not_checked():
    judgement = judged(None)
    assert [(step.outcome, step.message) for step in judgement.steps] == [
        (StepOutcome.NOT_CHECKED, "step.no_ground")
    ]


@pytest.mark.parametrize("track", [None, HELD])
def test_an_empty_step_is_not_checked_and_says_that_nobody_knows_what_it_is(track):
    judgement = judged(track, replace(COOK, instruction=" "))
    assert [(step.outcome, step.message) for step in judgement.steps] == [
        (StepOutcome.NOT_CHECKED, "step.empty")
    ]


@pytest.mark.parametrize("track", [None, HELD])
def test_a_step_about_feelings_is_not_judged_whatever_a_model_said(track):
    judgement = judged(track, replace(COOK, instruction="The student is not nervous"))
    assert [(step.outcome, step.message) for step in judgement.steps] == [
        (StepOutcome.NOT_CHECKED, "step.not_judged")
    ]
    assert (judgement.status, judgement.reason) == (CheckStatus.INCONCLUSIVE, "instructions.not_judged")


def test_a_no_about_a_recording_that_breaks_off_is_no_missing_step():
    judgement = judged(answers(asked(NO)), source=a_source(truncated=True))
    assert [step.message for step in judgement.steps] == ["step.poor_coverage"]
    assert judgement.findings == ()


def test_order_is_decided_over_times_whoever_saw_the_step():
    run = a_step("run", "Average")
    lines = [a_line("Average", (5.0, 50.0))]
    judgement = judged(HELD, COOK, run, ordered=True, lines=lines)
    assert [finding.code for finding in judgement.findings] == ["instructions.out_of_order"]
    assert judged(HELD, run, replace(COOK, after=("run",)), lines=lines).findings == ()


def test_a_step_that_names_its_text_is_judged_by_it_alone():
    step = a_step("cook", "Average", instruction=COOK.instruction)
    judgement = judged(answers(asked(NO)), step, lines=[a_line("Average", (5.0, 50.0))])
    assert judgement.steps[0].outcome is StepOutcome.FOLLOWED
    assert VLM not in judgement.engines
