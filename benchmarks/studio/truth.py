"""What is true of a rendered recording: written beside it, never shown to the analysis."""

import json
import math
from dataclasses import asdict, dataclass
from itertools import pairwise
from pathlib import Path

from benchmarks.studio.events import ALSO_TRUE, EXPECTED_CODE, Event
from benchmarks.studio.scenario import Scenario
from benchmarks.studio.scene import Rect, Show, Timeline, holds, shows_at
from benchmarks.studio.tasks import App
from benchmarks.studio.voice import Said
from workers.spans import Span, merge_spans

SCHEMA = "candor.studio.truth/1"


@dataclass(frozen=True, slots=True, kw_only=True)
class TextTruth:
    text: str
    start_s: float
    end_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class StepTruth:
    """`start_s`: the first picture with all that the step expects; null where it is never shown."""

    id: str
    followed: bool
    start_s: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Truth:
    """`code`: the finding to be made, null for a clean recording; its span is what can be seen.

    `also`: codes that are true besides. `texts`: key texts with every span in which they stand
    free. `speech`: all that is said. `phrase`: when the asked phrase is said, null where it is not.
    """

    schema: str
    seed: int
    event: str
    twist: str | None
    expected_outcome: str
    code: str | None
    start_s: float | None
    end_s: float | None
    also: tuple[str, ...]
    duration_s: float
    width: int
    height: int
    fps: int
    camera: Rect | None
    steps: tuple[StepTruth, ...]
    texts: tuple[TextTruth, ...]
    phrase: TextTruth | None
    speech: tuple[TextTruth, ...]


def _expected_outcome(scenario: Scenario) -> str:
    """What an honest inspection ends with, given that the embedded reader knows Latin letters alone."""
    if any(not text.isascii() for stage in scenario.task.stages for text in stage.expect):
        return "incomplete"
    return "clear" if scenario.event is Event.NONE else "needs_review"


def truth_of(scenario: Scenario, said: tuple[Said, ...]) -> Truth:
    speech = tuple(heard for one in said for heard in _heard(scenario.timeline, one))
    steps = _steps(scenario)
    span = _event_span(scenario, steps)
    picture = scenario.format
    return Truth(
        schema=SCHEMA,
        seed=scenario.seed,
        event=scenario.event,
        twist=scenario.twist,
        expected_outcome=_expected_outcome(scenario),
        code=EXPECTED_CODE.get(scenario.event),
        start_s=span.start_s if span else None,
        end_s=span.end_s if span else None,
        also=ALSO_TRUE.get(scenario.event, ()),
        duration_s=round(scenario.timeline.duration_s, 3),
        width=picture.width,
        height=picture.height,
        fps=picture.fps,
        camera=scenario.camera.rect if scenario.camera else None,
        steps=steps,
        texts=tuple(_texts(scenario)),
        phrase=next((one for one in speech if scenario.asked.phrase in one.text), None),
        speech=speech,
    )


def write_truth(path: Path, truth: Truth) -> None:
    path.write_text(json.dumps(asdict(truth), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def frame_times(scenario: Scenario) -> list[float]:
    """The times of the recording's pictures."""
    fps = scenario.format.fps
    return [number / fps for number in range(math.ceil(scenario.timeline.duration_s * fps - 1e-6))]


def _event_span(scenario: Scenario, steps: tuple[StepTruth, ...]) -> Span | None:
    """The planned span from its first picture to the first without it."""
    if scenario.event is Event.STEPS_OUT_OF_ORDER:
        return _disorder(steps)
    if scenario.event_span is None:
        return None
    fps, end = scenario.format.fps, scenario.timeline.duration_s
    start_s = math.ceil(scenario.event_span.start_s * fps - 1e-6) / fps
    end_s = min(end, math.ceil(scenario.event_span.end_s * fps - 1e-6) / fps)
    return Span(start_s=round(start_s, 3), end_s=round(end_s, 3))


def _disorder(steps: tuple[StepTruth, ...]) -> Span:
    """From the step that came too early to the one that should have come before it."""
    for earlier, later in pairwise(steps):
        if earlier.start_s is not None and later.start_s is not None and later.start_s < earlier.start_s:
            return Span(start_s=later.start_s, end_s=earlier.start_s)
    raise AssertionError("the steps are in order")


def _steps(scenario: Scenario) -> tuple[StepTruth, ...]:
    if scenario.event is Event.TASK_PAGE_ONLY:
        return tuple(StepTruth(id=stage.id, followed=False, start_s=None) for stage in scenario.task.stages)
    return tuple(_step(scenario, stage.id, stage.expect) for stage in scenario.task.stages)


def _step(scenario: Scenario, step_id: str, expect: tuple[str, ...]) -> StepTruth:
    firsts = [_first_seen(scenario, text) for text in expect]
    known = [first for first in firsts if first is not None]
    start_s = max(known) if len(known) == len(expect) else None
    return StepTruth(id=step_id, followed=start_s is not None, start_s=start_s)


def _first_seen(scenario: Scenario, text: str) -> float | None:
    spans = _seen(scenario, text)
    return spans[0].start_s if spans else None


def _texts(scenario: Scenario) -> list[TextTruth]:
    planted = {text for show in scenario.screen.shows for text in show.window.key_texts}
    wanted = dict.fromkeys((*scenario.screen.key_texts, *sorted(planted)))
    return [
        TextTruth(text=text, start_s=span.start_s, end_s=span.end_s)
        for text in wanted
        for span in _seen(scenario, text)
    ]


def _seen(scenario: Scenario, text: str) -> list[Span]:
    """Where a text stands complete in a window that no other window covers."""
    step_s = 1 / scenario.format.fps
    shown = [
        Span(start_s=round(time_s, 3), end_s=round(time_s + step_s, 3))
        for time_s in frame_times(scenario)
        if _free(scenario, text, scenario.timeline.happened_at(time_s))
    ]
    return merge_spans(shown, join_gap_s=step_s / 2)


def _free(scenario: Scenario, text: str, happened_s: float) -> bool:
    there = shows_at(scenario.screen.shows, happened_s)
    return any(
        holds(show.window, text, happened_s) and not _covered(show, there[index + 1 :])
        for index, show in enumerate(there)
        if not (show.window.id == "task" and text not in show.window.key_texts)
    )


def _covered(show: Show, above: list[Show]) -> bool:
    return any(other.window.app is not App.NOTE and _overlap(show.rect, other.rect) for other in above)


def _overlap(one: Rect, other: Rect) -> bool:
    across = min(one[0] + one[2], other[0] + other[2]) - max(one[0], other[0])
    down = min(one[1] + one[3], other[1] + other[3]) - max(one[1], other[1])
    return across > 0 and down > 0


def _heard(timeline: Timeline, said: Said) -> list[TextTruth]:
    """Where an utterance can be heard whole; a cut or a repeat may leave none or two."""
    heard, passed_s = [], 0.0
    for piece in timeline.pieces:
        if piece.start_s <= said.span.start_s and said.span.end_s <= piece.end_s:
            start_s = passed_s + said.span.start_s - piece.start_s
            end_s = start_s + said.span.duration_s
            heard.append(TextTruth(text=said.text, start_s=round(start_s, 3), end_s=round(end_s, 3)))
        passed_s += piece.duration_s
    return heard
