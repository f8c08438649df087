"""Was each step of the task shown, and in the order asked for?"""

from collections.abc import Mapping, Sequence
from typing import ClassVar

from workers.brief import Brief, Instructions, Step
from workers.checks.asked import why_not_answered
from workers.checks.base import Judgement, make_finding
from workers.checks.examined import coverage_of, missing_confidence, screen_evidence, whole_span
from workers.checks.grounds import Ground, Grounds, Moment
from workers.checks.order import Placed, place_steps
from workers.report import (
    CheckName,
    CheckStatus,
    Coverage,
    EngineUsed,
    Finding,
    Gap,
    ParamValue,
    StepOutcome,
    StepResult,
)
from workers.spans import Span
from workers.tracks.recording import RecordingTracks


class InstructionsCheck:
    """A step is shown once everything that it expects has been seen or heard, and it starts then.

    The task page itself shows nothing: it says what is to be done, not that it was. A step that expects
    nothing is shown where a video-language model saw it and its answer held (`asked`).
    """

    NAME: ClassVar[CheckName] = CheckName.INSTRUCTIONS

    def asked_for(self, brief: Brief) -> bool:
        return brief.instructions is not None

    def judge(self, tracks: RecordingTracks, brief: Brief) -> Judgement:
        assert brief.instructions is not None
        looked = Grounds(tracks, brief)
        grounds = {step.id: looked.of(step) for step in brief.steps}
        placed = place_steps(brief.instructions, _shown(grounds))
        coverage = _coverage(tracks, brief.instructions)
        steps = tuple(
            _result(step, grounds[step.id], placed, tracks, coverage)
            if grounds[step.id]
            else _unseen(step, StepOutcome.NOT_CHECKED, _why_not_checked(step, brief))
            for step in brief.steps
        )
        reason = _reason(steps)
        unanswered = why_not_answered(tracks.answers) if reason == "instructions.not_answered" else ""
        return Judgement(
            status=CheckStatus.INCONCLUSIVE if reason else CheckStatus.COMPLETED,
            reason=reason,
            params={"why": unanswered} if unanswered else {},
            coverage=coverage,
            engines=_engines(tracks, brief.instructions),
            findings=(*_missing(brief, steps, grounds, tracks), *_out_of_order(brief, placed, grounds)),
            steps=steps,
        )


def _shown(grounds: Mapping[str, Sequence[Ground]]) -> dict[str, list[list[float]]]:
    """Of each step whose grounds all appeared, the moments at which each did."""
    return {
        step_id: [[moment.span.start_s for moment in ground.moments] for ground in of_step]
        for step_id, of_step in grounds.items()
        if of_step and all(ground.moments for ground in of_step)
    }


def _result(
    step: Step,
    grounds: Sequence[Ground],
    placed: Mapping[str, Placed],
    tracks: RecordingTracks,
    coverage: Coverage,
) -> StepResult:
    if step.id in placed:
        return _followed(step, _moments_at(grounds, placed[step.id].start_s), placed[step.id].start_s)
    undecided = next((ground.undecided for ground in grounds if ground.undecided), "")
    if undecided:
        return _unseen(step, StepOutcome.UNCLEAR, f"step.{undecided}")
    lines = tracks.text.lines if tracks.text else ()
    said = [ground.unseen_confidence for ground in grounds if ground.unseen_confidence is not None]
    confidence = min(said) if said else missing_confidence(lines, tracks, coverage)
    return _unseen(step, StepOutcome.NOT_FOLLOWED, "", confidence=confidence)


def _why_not_checked(step: Step, brief: Brief) -> str:
    if not step.instruction.strip():
        return "step.empty"
    return "step.not_judged" if brief.leaves_alone(step) else "step.no_ground"


def _unseen(step: Step, outcome: StepOutcome, message: str, *, confidence: float = 0.0) -> StepResult:
    return StepResult(
        id=step.id, outcome=outcome, confidence=confidence, start_s=None, end_s=None, message=message
    )


def _followed(step: Step, moments: Sequence[Moment], start_s: float) -> StepResult:
    last = max(moments, key=lambda moment: moment.span)
    return StepResult(
        id=step.id,
        outcome=StepOutcome.FOLLOWED,
        confidence=min(moment.confidence for moment in moments),
        start_s=start_s,
        end_s=max(start_s, last.span.end_s),
        evidence=tuple(moment.evidence for moment in moments),
    )


def _moments_at(grounds: Sequence[Ground], start_s: float) -> list[Moment]:
    """For each ground the last moment that is not after the step's start."""
    return [
        max(
            (moment for moment in ground.moments if moment.span.start_s <= start_s),
            key=lambda moment: moment.span,
        )
        for ground in grounds
    ]


def _reason(steps: Sequence[StepResult]) -> str:
    """Why the check is not complete: a step that could not be decided, or not even be looked for."""
    outcomes = {step.outcome for step in steps}
    if any(step.message == "step.not_answered" for step in steps):
        return "instructions.not_answered"
    if StepOutcome.UNCLEAR in outcomes:
        return "instructions.unclear"
    if any(step.message == "step.not_judged" for step in steps):
        return "instructions.not_judged"
    return "instructions.not_checked" if StepOutcome.NOT_CHECKED in outcomes else ""


def _missing(
    brief: Brief,
    steps: Sequence[StepResult],
    grounds: Mapping[str, Sequence[Ground]],
    tracks: RecordingTracks,
) -> list[Finding]:
    results = {result.id: result for result in steps if result.outcome is StepOutcome.NOT_FOLLOWED}
    return [
        _step_missing(step, results[step.id], grounds[step.id], tracks)
        for step in brief.steps
        if step.id in results
    ]


def _step_missing(
    step: Step, result: StepResult, grounds: Sequence[Ground], tracks: RecordingTracks
) -> Finding:
    unseen = [ground for ground in grounds if not ground.moments]
    params: Mapping[str, ParamValue] = {
        "step": step.instruction,
        "step_id": step.id,
        "wanted": tuple(ground.text for ground in unseen),
    }
    return make_finding(
        check=CheckName.INSTRUCTIONS,
        code="instructions.step_missing",
        span=whole_span(tracks),
        confidence=result.confidence,
        evidence=tuple(ground.nearest or screen_evidence(tracks) for ground in unseen),
        params=params,
        about=step.id,
    )


def _out_of_order(
    brief: Brief, placed: Mapping[str, Placed], grounds: Mapping[str, Sequence[Ground]]
) -> list[Finding]:
    return [
        _too_early(step, brief, placed, grounds)
        for step in brief.steps
        if step.id in placed and placed[step.id].too_early_for is not None
    ]


def _too_early(
    step: Step, brief: Brief, placed: Mapping[str, Placed], grounds: Mapping[str, Sequence[Ground]]
) -> Finding:
    other = next(other for other in brief.steps if other.id == placed[step.id].too_early_for)
    moments = [_deciding(grounds[one.id], placed[one.id].start_s) for one in (step, other)]
    params: Mapping[str, ParamValue] = {
        "step": step.instruction,
        "step_id": step.id,
        "before": other.instruction,
        "before_id": other.id,
    }
    return make_finding(
        check=CheckName.INSTRUCTIONS,
        code="instructions.out_of_order",
        span=Span(start_s=placed[step.id].start_s, end_s=placed[other.id].start_s),
        confidence=min(moment.confidence for moment in moments),
        evidence=tuple(moment.evidence for moment in moments),
        params=params,
        about=f"{step.id}/{other.id}",
    )


def _deciding(grounds: Sequence[Ground], start_s: float) -> Moment:
    """The moment that began a step."""
    return max(_moments_at(grounds, start_s), key=lambda moment: moment.span)


def _coverage(tracks: RecordingTracks, instructions: Instructions) -> Coverage:
    gaps: list[Gap] = []
    if any(step.expect_text for step in instructions.steps):
        gaps += tracks.text.gaps if tracks.text else [_nothing(tracks)]
    if any(step.expect_speech for step in instructions.steps):
        gaps += tracks.speech.gaps if tracks.speech else [_nothing(tracks)]
    return coverage_of(tracks, gaps)


def _nothing(tracks: RecordingTracks) -> Gap:
    return Gap(start_s=0.0, end_s=tracks.duration_s, why="not_examined")


def _engines(tracks: RecordingTracks, instructions: Instructions) -> tuple[EngineUsed, ...]:
    engines: list[EngineUsed] = []
    if tracks.text and any(step.expect_text for step in instructions.steps):
        engines.append(tracks.text.engine)
    if any(step.expect_speech for step in instructions.steps):
        engines += [track.engine for track in (tracks.speech, tracks.phrases) if track]
    if tracks.answers and not all(step.names_ground for step in instructions.steps):
        engines.append(tracks.answers.engine)
    return tuple(dict.fromkeys(engines))
