"""What a video-language model's answers about a step amount to: moments that hold, or why there are none."""

from collections.abc import Sequence

from workers.report import Evidence, EvidenceKind
from workers.spans import Span
from workers.tracks.activity import Still
from workers.tracks.answers import AnswersTrack, Asked, Asking, StepAnswers, Value

#: A no counts only from a model that is this sure of it.
SURE_FROM = 0.5


def answers_about(instruction: str, track: AnswersTrack) -> StepAnswers | None:
    return next((one for one in track.steps if one.instruction == instruction), None)


def holding(answers: StepAnswers) -> list[Asked]:
    """The windows in which the step was seen, and the answer holds: it is the same without the text on the
    screen, and not the same of frames in which the step should not be.
    """
    return [
        asked
        for asked in answers.asked
        if asked.asking is Asking.WINDOW and asked.value is Value.YES and _holds(asked, answers)
    ]


def _holds(asked: Asked, answers: StepAnswers) -> bool:
    tests = {one.asking: one for one in answers.asked if one.of == asked.of}
    masked, control = tests.get(Asking.MASKED), tests.get(Asking.CONTROL)
    if masked is None or control is None or control.abstained:
        return False
    # Where something may be hidden nobody can say no elsewhere; who says yes to everything says it there too.
    return masked.value is Value.YES and control.value is not Value.YES


def doubt_about(answers: StepAnswers | None) -> str:
    """Why it means nothing that no window holds (the code of a step's sentence); empty where it does."""
    if answers is None:
        return "not_asked"
    first = [asked for asked in answers.asked if asked.asking is Asking.WINDOW]
    if not first or any(asked.abstained for asked in answers.asked):
        return "not_answered"
    if any(asked.value is Value.YES for asked in first):
        return "unstable"
    sure = all(asked.value is Value.NO and asked.confidence >= SURE_FROM for asked in first)
    return "" if sure else "cannot_tell"


def why_not_answered(track: AnswersTrack | None) -> str:
    """Why the model gave no answer, in its engine's sentence; the first of several."""
    asked = [one for step in track.steps for one in step.asked] if track else []
    return next((one.abstained for one in asked if one.abstained), "There was no picture to ask about.")


def sureness(answers: StepAnswers) -> float:
    """How sure the model is of the window that it is least sure of, 0 to 1."""
    return min((asked.confidence for asked in answers.asked if asked.asking is Asking.WINDOW), default=0.0)


def evidence_of(asked: Asked, stills: Sequence[Still]) -> tuple[Span, Evidence]:
    """The still that shows it, and what the model says it saw there."""
    assert asked.time_s is not None  # a yes has its time
    there = [still.span for still in stills if still.span.start_s <= asked.time_s]
    span = there[-1] if there else Span(start_s=asked.time_s, end_s=asked.of.end_s)
    return span, Evidence(
        kind=EvidenceKind.FRAME, start_s=span.start_s, end_s=span.end_s, text=asked.seen or None
    )
