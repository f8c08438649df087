"""Was each step of the brief followed, when, and in the order that was asked for?

A step is shown once all of its texts have been seen (and phrases heard), and starts at that moment.
The task page's own words are never evidence. Order is decided over times; where occurrences can be
chosen so that the order holds, it holds.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from workers.brief import Brief, Step
from workers.checks.base import Judgement, make_finding
from workers.checks.examined import coverage_of, is_good, missing_confidence, nearest_evidence, whole_span
from workers.checks.passages import Passage, read_passages
from workers.checks.scripts import is_readable
from workers.checks.sightings import Sighting, sightings_of
from workers.checks.task_page import TaskPage
from workers.matching import wording
from workers.report import (
    CheckName,
    CheckStatus,
    Coverage,
    Evidence,
    EvidenceKind,
    Finding,
    StepOutcome,
    StepResult,
)
from workers.spans import Span
from workers.tracks.recording import RecordingTracks
from workers.tracks.speech import Heard

#: Steps that start within this time of each other came together, in either order.
TOGETHER_S = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """One thing that shows a step: when it began to be seen or heard, until when, and by what."""

    start_s: float
    end_s: float
    confidence: float
    evidence: Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """What was found for a step: for each of its texts and phrases, its occurrences in order.

    `undecided`: something that was asked for could not be decided either way.
    """

    step: Step
    grounds: tuple[tuple[Ground, ...], ...]
    undecided: bool

    @property
    def asked(self) -> int:
        return len(self.step.expect_text) + len(self.step.expect_speech)

    @property
    def shown(self) -> bool:
        return self.asked > 0 and all(self.grounds)

    def from_moment(self, earliest_s: float) -> tuple[Ground, ...] | None:
        """For each thing its first occurrence from a moment on; None where one has none."""
        chosen = [
            next((item for item in occurrences if item.start_s >= earliest_s - TOGETHER_S), None)
            for occurrences in self.grounds
        ]
        found = tuple(item for item in chosen if item is not None)
        return found if len(found) == len(chosen) else None


class InstructionsCheck:
    NAME: ClassVar[CheckName] = CheckName.INSTRUCTIONS

    def asked_for(self, brief: Brief) -> bool:
        return brief.instructions is not None

    def judge(self, tracks: RecordingTracks, brief: Brief) -> Judgement:
        assert brief.instructions is not None
        text = tracks.text
        coverage = coverage_of(tracks, text.gaps if text else ())
        looked = _look(tracks, brief)
        placed, unordered = _place(looked, _earlier_steps(brief))
        results = tuple(_result(item, placed, tracks, coverage) for item in looked)
        return Judgement(
            status=_status(results),
            reason=_reason(results),
            coverage=coverage,
            engines=(text.engine,) if text else (),
            findings=(
                *(
                    _missing(item, tracks, coverage)
                    for item, result in zip(looked, results, strict=True)
                    if result.outcome is StepOutcome.NOT_FOLLOWED
                ),
                *_out_of_order(looked, placed, unordered),
            ),
            steps=results,
        )


def _look(tracks: RecordingTracks, brief: Brief) -> list[Looked]:
    text = tracks.text
    passages = read_passages(text.lines) if text else []
    task = TaskPage(brief, text.lines) if text else None
    return [_look_for(step, tracks, passages, task) for step in brief.steps]


def _look_for(
    step: Step, tracks: RecordingTracks, passages: Sequence[Passage], task: TaskPage | None
) -> Looked:
    seen = [_seen(wanted, passages, task) for wanted in step.expect_text]
    heard = [_heard(wanted, tracks) for wanted in step.expect_speech]
    unreadable = tracks.text is None or any(
        not grounds and not is_readable(wanted, tracks.text.scripts)
        for wanted, grounds in zip(step.expect_text, seen, strict=True)
    )
    undecided = (bool(step.expect_text) and unreadable) or any(not decided for _, decided in heard)
    return Looked(step=step, grounds=(*seen, *(grounds for grounds, _ in heard)), undecided=undecided)


def _seen(wanted: str, passages: Sequence[Passage], task: TaskPage | None) -> tuple[Ground, ...]:
    assert task is not None or not passages
    return tuple(
        _ground(sighting)
        for sighting in sightings_of(wording(wanted), passages)
        if task is None or not task.shows(sighting.passage, sighting.span)
    )


def _ground(sighting: Sighting) -> Ground:
    return Ground(
        start_s=sighting.span.start_s,
        end_s=sighting.span.end_s,
        confidence=sighting.confidence,
        evidence=sighting.evidence(),
    )


def _heard(wanted: str, tracks: RecordingTracks) -> tuple[tuple[Ground, ...], bool]:
    """Where a phrase was spoken, and whether its trial came to a decision."""
    trials = [trial for trial in (tracks.phrases.trials if tracks.phrases else ()) if trial.phrase == wanted]
    grounds = tuple(
        Ground(
            start_s=trial.span.start_s,
            end_s=trial.span.end_s,
            confidence=trial.confidence,
            evidence=Evidence(
                kind=EvidenceKind.SPEECH, start_s=trial.span.start_s, end_s=trial.span.end_s, text=wanted
            ),
        )
        for trial in trials
        if trial.heard is Heard.SPOKEN and trial.span is not None
    )
    return grounds, any(trial.heard is not Heard.UNDECIDED for trial in trials)


def _earlier_steps(brief: Brief) -> Mapping[str, tuple[str, ...]]:
    """For each step those that must come before it: the graph, and the list's order where asked."""
    assert brief.instructions is not None
    earlier: dict[str, tuple[str, ...]] = {}
    previous: tuple[str, ...] = ()
    for step in brief.steps:
        earlier[step.id] = (*step.after, *(previous if brief.instructions.ordered else ()))
        previous = (step.id,)
    return earlier


def _place(
    looked: Sequence[Looked], earlier: Mapping[str, tuple[str, ...]]
) -> tuple[dict[str, tuple[Ground, ...]], list[tuple[str, str]]]:
    """Occurrences for each shown step, in order where they can be; and pairs (step, before) that cannot."""
    placed: dict[str, tuple[Ground, ...]] = {}
    unordered: list[tuple[str, str]] = []
    for item in _in_order([item for item in looked if item.shown], earlier):
        before = [step for step in earlier[item.step.id] if step in placed]
        latest = max(before, key=lambda step: _start(placed[step]), default=None)
        earliest_s = _start(placed[latest]) if latest is not None else 0.0
        chosen = item.from_moment(earliest_s)
        if chosen is None and latest is not None:
            unordered.append((item.step.id, latest))
        placed[item.step.id] = chosen or tuple(occurrences[0] for occurrences in item.grounds)
    return placed, unordered


def _in_order(items: list[Looked], earlier: Mapping[str, tuple[str, ...]]) -> list[Looked]:
    """The items so that each comes after those before it (the brief has no circles)."""
    waiting, ordered = list(items), []
    while waiting:
        names = {item.step.id for item in waiting}
        free = next((item for item in waiting if not names & set(earlier[item.step.id])), waiting[0])
        waiting.remove(free)
        ordered.append(free)
    return ordered


def _start(grounds: Sequence[Ground]) -> float:
    return max(ground.start_s for ground in grounds)


def _end(grounds: Sequence[Ground]) -> float:
    return max(ground.end_s for ground in grounds)


def _result(
    item: Looked, placed: Mapping[str, tuple[Ground, ...]], tracks: RecordingTracks, coverage: Coverage
) -> StepResult:
    if item.step.id in placed:
        grounds = placed[item.step.id]
        return StepResult(
            id=item.step.id,
            outcome=StepOutcome.FOLLOWED,
            confidence=min(ground.confidence for ground in grounds),
            start_s=_start(grounds),
            end_s=_end(grounds),
            evidence=tuple(ground.evidence for ground in grounds),
        )
    outcome, reason = _unshown(item, tracks, coverage)
    return StepResult(
        id=item.step.id, outcome=outcome, confidence=0.0, start_s=None, end_s=None, message=reason
    )


def _unshown(item: Looked, tracks: RecordingTracks, coverage: Coverage) -> tuple[StepOutcome, str]:
    """What is said of a step that was not shown, with the code of the sentence that says why."""
    if item.asked == 0:
        return StepOutcome.NOT_CHECKED, "step.no_ground"
    if item.undecided:
        return StepOutcome.UNCLEAR, "step.undecided"
    if not is_good(tracks, coverage):
        return StepOutcome.UNCLEAR, "step.poor_coverage"
    return StepOutcome.NOT_FOLLOWED, ""


def _status(results: Sequence[StepResult]) -> CheckStatus:
    return CheckStatus.INCONCLUSIVE if _reason(results) else CheckStatus.COMPLETED


def _reason(results: Sequence[StepResult]) -> str:
    outcomes = {result.outcome for result in results}
    if StepOutcome.UNCLEAR in outcomes:
        return "instructions.unclear"
    return "instructions.not_checked" if StepOutcome.NOT_CHECKED in outcomes else ""


def _missing(item: Looked, tracks: RecordingTracks, coverage: Coverage) -> Finding:
    lines = tracks.text.lines if tracks.text else ()
    unseen = [text for text, grounds in zip(item.step.expect_text, item.grounds, strict=False) if not grounds]
    pattern = wording(unseen[0] if unseen else item.step.instruction)
    return make_finding(
        check=CheckName.INSTRUCTIONS,
        code="instructions.step_missing",
        span=whole_span(tracks),
        confidence=missing_confidence(lines, tracks, coverage),
        evidence=(nearest_evidence(pattern, lines, tracks),),
        params={"step": item.step.instruction, "id": item.step.id},
        about=item.step.id,
    )


def _out_of_order(
    looked: Sequence[Looked],
    placed: Mapping[str, tuple[Ground, ...]],
    unordered: Sequence[tuple[str, str]],
) -> list[Finding]:
    steps = {item.step.id: item.step for item in looked}
    return [_swapped(steps[later], steps[before], placed) for later, before in unordered]


def _swapped(later: Step, before: Step, placed: Mapping[str, tuple[Ground, ...]]) -> Finding:
    first, second = placed[later.id], placed[before.id]
    start_s = min(_start(first), _start(second))
    return make_finding(
        check=CheckName.INSTRUCTIONS,
        code="instructions.out_of_order",
        span=Span(start_s=start_s, end_s=max(start_s, _end(first), _start(second))),
        confidence=min(ground.confidence for ground in (*first, *second)),
        evidence=tuple(ground.evidence for ground in (*first, *second)),
        params={"step": later.instruction, "before": before.instruction},
        about=f"{later.id} {before.id}",
    )
