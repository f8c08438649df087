"""The timeline: lanes drawn from the tracks, across 100 % of the recording's length.

Bars are placed in per cent across and pixels down, so that the drawing stretches with the page
and its texts do not; curves are paths in a box of 1000 by 100 that is stretched.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from workers.render.examined import StepView
from workers.render.findings import FindingView, spoken_time
from workers.render.words import Words
from workers.report import CheckStatus, Report, StepOutcome
from workers.sentences import clock
from workers.spans import Span, merge_spans
from workers.tracks.activity import ActivityTrack
from workers.tracks.faces import FacesTrack, Place
from workers.tracks.recording import RecordingTracks
from workers.tracks.speech import SpeechTrack

_COLUMNS = 250
_MOST_TOLD = 40
_MOST_ROWS = 3
_NEARLY_ALL = 0.9
_STEPS_OF_AXIS_S = (1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """`x`, `width` in per cent; `y`, `height` in pixels. `mark` is its own id, `href` where it leads."""

    x: float
    width: float
    y: int
    height: int
    kind: str
    seconds: float
    says: str = ""
    text: str = ""
    mark: str = ""
    href: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lane:
    """`told` says the same as the drawing, for who does not see it; `empty` why nothing is drawn."""

    key: str
    label: str
    says: str
    height: int
    bars: tuple[Bar, ...] = ()
    curve: str = ""
    edges: str = ""
    told: tuple[str, ...] = ()
    untold: int = 0
    empty: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    x: float
    text: str
    fine: bool
    last: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    duration_s: float
    lanes: tuple[Lane, ...]
    ticks: tuple[Tick, ...]


def timeline_of(
    report: Report,
    tracks: RecordingTracks | None,
    findings: tuple[FindingView, ...],
    steps: tuple[StepView, ...],
    words: Words,
) -> Timeline | None:
    """The lanes of a recording, or None where its length is not known."""
    duration_s = report.recording.duration_s
    if not duration_s:
        return None
    scale = _Scale(duration_s=duration_s)
    missing = words("lane_empty.tracks") if tracks is None else ""
    lanes = (
        _speech_lane(tracks.speech if tracks else None, scale, words, missing),
        _screen_lane(tracks.activity if tracks else None, scale, words, missing),
        _person_lane(tracks.faces if tracks else None, scale, words, missing),
        _findings_lane(findings, scale, words),
        _steps_lane(steps, scale, words),
        _examined_lane(report, scale, words),
    )
    return Timeline(duration_s=duration_s, lanes=lanes, ticks=_ticks(duration_s))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Scale:
    duration_s: float

    def across(self, at_s: float) -> float:
        """Per cent of the width, kept inside it."""
        return round(100 * min(max(at_s / self.duration_s, 0.0), 1.0), 2)

    def bar(self, start_s: float, end_s: float, *, y: int, height: int, kind: str, says: str = "") -> Bar:
        x = self.across(start_s)
        width = round(max(self.across(end_s) - x, 0.1), 2)
        return Bar(x=x, width=width, y=y, height=height, kind=kind, seconds=round(start_s, 3), says=says)

    def column(self, at_s: float) -> int:
        return min(int(_COLUMNS * max(at_s, 0.0) / self.duration_s), _COLUMNS - 1)


def _speech_lane(track: SpeechTrack | None, scale: _Scale, words: Words, missing: str) -> Lane:
    if track is None:
        return _empty_lane("speech", words, missing)
    spans = merge_spans(list(track.speech), join_gap_s=scale.duration_s / 1000)
    counts = [0.0] * _COLUMNS
    for word in track.words:
        counts[scale.column(word.start_s)] += 1
    return Lane(
        key="speech",
        label=words("lane.speech"),
        says=words("lane_says.speech", count=len(spans)),
        height=28,
        bars=tuple(scale.bar(span.start_s, span.end_s, y=2, height=24, kind="voice") for span in spans),
        curve=_columns(counts),
        told=_times_of(spans),
        untold=_untold(spans),
    )


def _screen_lane(track: ActivityTrack | None, scale: _Scale, words: Words, missing: str) -> Lane:
    if track is None:
        return _empty_lane("screen", words, missing)
    highest = [0.0] * _COLUMNS
    for index, motion in enumerate(track.motion):
        column = scale.column(index * track.motion_step_s)
        highest[column] = max(highest[column], motion)
    spans = [still.span for still in track.stills]
    edges = sorted({round(10 * scale.across(span.start_s)) for span in spans})
    black = tuple(scale.bar(span.start_s, span.end_s, y=2, height=24, kind="black") for span in track.black)
    return Lane(
        key="screen",
        label=words("lane.screen"),
        says=words("lane_says.screen", count=len(spans)),
        height=28,
        bars=(scale.bar(0, scale.duration_s, y=2, height=24, kind="screen"), *black),
        curve=_columns(highest),
        edges="".join(f"M{x} 0V100" for x in edges if x),
        told=_times_of(spans),
        untold=_untold(spans),
    )


def _columns(values: list[float]) -> str:
    """A path of columns in a box of 1000 by 100, the highest value 88 high.

    Heights grow with the square root, so that one change of the whole screen leaves typing visible.
    """
    highest = max(values)
    if highest <= 0:
        return ""
    wide = 1000 / _COLUMNS
    heights = [round(88 * math.sqrt(value / highest)) for value in values]
    return "".join(
        f"M{index * wide:g} 100v-{height}h{wide * 0.8:g}v{height}z"
        for index, height in enumerate(heights)
        if height
    )


def _person_lane(track: FacesTrack | None, scale: _Scale, words: Words, missing: str) -> Lane:
    if track is None:
        return _empty_lane("person", words, missing)
    if track.camera is None:
        return _empty_lane("person", words, words("lane_empty.person_no_camera"))
    faces = [face for face in track.tracks if face.place is Place.CAMERA]
    people = sorted({face.person for face in faces})
    spans = sorted(span for face in faces for span in face.spans)
    bars = tuple(
        scale.bar(span.start_s, span.end_s, y=2 + 9 * row, height=7, kind=f"person-{row}", says=_times(span))
        for face in faces
        for row in [min(people.index(face.person), _MOST_ROWS - 1)]
        for span in face.spans
    )
    return Lane(
        key="person",
        label=words("lane.person"),
        says=words("lane_says.person", count=len(people)),
        height=2 + 9 * min(max(len(people), 1), _MOST_ROWS) + 2,
        bars=bars,
        told=_times_of(spans),
        untold=_untold(spans),
    )


def _findings_lane(findings: tuple[FindingView, ...], scale: _Scale, words: Words) -> Lane:
    timed = [finding for finding in findings if finding.at is not None]
    if not timed:
        return _empty_lane("findings", words, words("lane_empty.findings"))
    told = [f"{spoken_time(finding)} {finding.message}" for finding in timed]
    return Lane(
        key="findings",
        label=words("lane.findings"),
        says=words("lane_says.findings", count=len(timed)),
        height=28,
        # The heaviest are drawn last, so that they lie on top.
        bars=tuple(_finding_bar(finding, scale) for finding in reversed(timed)),
        told=tuple(told[:_MOST_TOLD]),
        untold=_untold(told),
    )


def _finding_bar(finding: FindingView, scale: _Scale) -> Bar:
    assert finding.at is not None
    start_s = finding.at.seconds
    end_s = finding.at.until_s if finding.at.until_s is not None else start_s
    x = scale.across(start_s)
    # What spans nearly everything is a thin line, so that it does not hide the rest.
    thin = end_s - start_s > _NEARLY_ALL * scale.duration_s
    return Bar(
        x=x,
        width=round(max(scale.across(end_s) - x, 0.1), 2),
        y=13 if thin else 10,
        height=2 if thin else 8,
        kind=finding.severity,
        seconds=start_s,
        says=f"{finding.at.shown} {finding.message}",
        mark=finding.mark,
        href=f"#{finding.anchor}",
    )


def _steps_lane(steps: tuple[StepView, ...], scale: _Scale, words: Words) -> Lane:
    timed = [step for step in steps if step.at is not None]
    if not timed:
        return _empty_lane("steps", words, words("lane_empty.steps"))
    rows = _rows([(_start(step), _end(step)) for step in timed])
    return Lane(
        key="steps",
        label=words("lane.steps"),
        says=words("lane_says.steps", count=len(timed)),
        height=4 + 16 * (max(rows) + 1),
        bars=tuple(_step_bar(step, row, scale) for step, row in zip(timed, rows, strict=True)),
        told=tuple(_step_told(step) for step in timed[:_MOST_TOLD]),
        untold=_untold(timed),
    )


def _step_bar(step: StepView, row: int, scale: _Scale) -> Bar:
    x = scale.across(_start(step))
    return Bar(
        x=x,
        width=round(max(scale.across(_end(step)) - x, 0.4), 2),
        y=3 + 16 * row,
        height=14,
        kind="step" if step.outcome is StepOutcome.FOLLOWED else "step-unsure",
        seconds=_start(step),
        says=_step_told(step),
        text=str(step.number),
        mark=step.mark,
        href=f"#{step.anchor}",
    )


def _step_told(step: StepView) -> str:
    assert step.at is not None
    return f"{step.at.shown} {step.number}. {step.instruction}: {step.outcome_word}"


def _start(step: StepView) -> float:
    assert step.at is not None
    return step.at.seconds


def _end(step: StepView) -> float:
    assert step.at is not None
    return step.at.until_s if step.at.until_s is not None else step.at.seconds


def _rows(spans: list[tuple[float, float]]) -> list[int]:
    """A row for each span, so that those in one row do not overlap; the last row takes the rest."""
    ends: list[float] = []
    rows: list[int] = []
    for start_s, end_s in spans:
        free = [row for row, taken_until_s in enumerate(ends) if taken_until_s <= start_s]
        row = free[0] if free else min(len(ends), _MOST_ROWS - 1)
        if row == len(ends):
            ends.append(end_s)
        ends[row] = max(ends[row], end_s)
        rows.append(row)
    return rows


def _examined_lane(report: Report, scale: _Scale, words: Words) -> Lane:
    ran = [check for check in report.checks if check.status is not CheckStatus.SKIPPED]
    gaps = [(words(f"check.{check.check}"), gap) for check in ran for gap in check.coverage.gaps]
    told = [f"{clock(gap.start_s)}–{clock(gap.end_s)} {name}: {words.why_of(gap)}" for name, gap in gaps]
    stretches = merge_spans([Span(start_s=gap.start_s, end_s=gap.end_s) for _, gap in gaps])
    says = words("lane_says.examined", count=len(stretches)) if gaps else words("lane_says.examined_all")
    holes = tuple(
        scale.bar(gap.start_s, gap.end_s, y=4, height=12, kind="gap", says=line)
        for (_, gap), line in zip(gaps, told, strict=True)
    )
    return Lane(
        key="examined",
        label=words("lane.examined"),
        says=says,
        height=20,
        bars=(scale.bar(0, scale.duration_s, y=4, height=12, kind="examined"), *holes),
        told=tuple(told[:_MOST_TOLD]),
        untold=_untold(told),
    )


def _empty_lane(key: str, words: Words, why: str) -> Lane:
    empty = why or words(f"lane_empty.{key}")
    return Lane(key=key, label=words(f"lane.{key}"), says=empty, height=20, empty=empty)


def _times_of(spans: Sequence[Span]) -> tuple[str, ...]:
    return tuple(_times(span) for span in spans[:_MOST_TOLD])


def _untold(items: Sequence[object]) -> int:
    return max(0, len(items) - _MOST_TOLD)


def _times(span: Span) -> str:
    return f"{clock(span.start_s)}–{clock(span.end_s)}"


def _ticks(duration_s: float) -> tuple[Tick, ...]:
    """At most nine ticks; every second one is left out where the page is narrow."""
    step_s = next((step for step in _STEPS_OF_AXIS_S if duration_s / step <= 8), 28800)
    count = min(int(duration_s // step_s), 400)
    return tuple(
        Tick(
            x=round(100 * index * step_s / duration_s, 2),
            text=clock(index * step_s),
            fine=bool(index % 2),
            last=index * step_s / duration_s > 0.95,
        )
        for index in range(count + 1)
    )
