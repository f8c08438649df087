"""The timeline: lanes across 100 % of the recording's length, of what was seen and heard, and of each check.

Bars are placed in per cent across and pixels down, so that the drawing stretches with the page
and its texts do not; curves are paths in a box of 1000 by 100 that is stretched.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from workers.render.bars import Bar, drawn
from workers.render.drawing import COLUMNS, MOST_ROWS, Drawing, People, Screen, Voices
from workers.render.examined import StepView, was_asked
from workers.render.findings import FindingView, spoken_time
from workers.render.words import Words
from workers.report import CheckName, CheckResult, Gap, Report, StepOutcome
from workers.sentences import clock
from workers.spans import Span

_MOST_TOLD = 40
_NEARLY_ALL = 0.9
_STEPS_OF_AXIS_S = (1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lane:
    """`told` says the same as the drawing, for who does not see it; `empty` why nothing is drawn.

    `is_check`: it shows what one check examined and found, else what was seen and heard.
    """

    key: str
    label: str
    says: str
    height: int
    is_check: bool = False
    bars: tuple[Bar, ...] = ()
    curve: str = ""
    edges: str = ""
    told: tuple[str, ...] = ()
    untold: int = 0
    empty: str = ""

    def drawing(self, *, is_played: bool) -> Markup:
        """Its bars as SVG; `is_played`: the page has a player."""
        return drawn(self.bars, is_check=self.is_check, is_played=is_played)


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
    drawing: Drawing | None,
    findings: tuple[FindingView, ...],
    steps: tuple[StepView, ...],
    words: Words,
    *,
    tells_people: bool = True,
) -> Timeline | None:
    """The lanes of a recording, or None where its length is not known. Without that of people where the reader is
    not told whether anybody was looked for.
    """
    duration_s = report.recording.duration_s
    if not duration_s:
        return None
    scale = _Scale(duration_s=duration_s)
    missing = words("lane_empty.tracks") if drawing is None else ""
    lanes = (
        _speech_lane(drawing.voices if drawing else None, scale, words, missing),
        _screen_lane(drawing.screen if drawing else None, scale, words, missing),
        *([_person_lane(drawing.people if drawing else None, scale, words, missing)] if tells_people else []),
        _steps_lane(steps, scale, words),
        *_check_lanes(report, findings, scale, words),
    )
    return Timeline(duration_s=duration_s, lanes=lanes, ticks=_ticks(duration_s))


def unjudged_timeline(drawing: Drawing | None, duration_s: float | None, words: Words) -> Timeline | None:
    """When somebody spoke and when the screen changed, for who looks before any check's opinion is shown."""
    if drawing is None or not duration_s:
        return None
    scale = _Scale(duration_s=duration_s)
    lanes = (_speech_lane(drawing.voices, scale, words, ""), _screen_lane(drawing.screen, scale, words, ""))
    return Timeline(duration_s=duration_s, lanes=lanes, ticks=_ticks(duration_s))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Scale:
    duration_s: float

    def across(self, at_s: float) -> float:
        """Per cent of the width, kept inside it."""
        return round(100 * min(max(at_s / self.duration_s, 0.0), 1.0), 2)

    def bar(self, span: Span, *, y: int, height: int, kind: str, says: str = "") -> Bar:
        x = self.across(span.start_s)
        width = round(max(self.across(span.end_s) - x, 0.1), 2)
        return Bar(
            x=x,
            width=width,
            y=y,
            height=height,
            kind=kind,
            seconds=round(span.start_s, 3),
            until_s=round(span.end_s, 3),
            says=says,
        )

    @property
    def whole(self) -> Span:
        return Span(start_s=0.0, end_s=self.duration_s)


def _speech_lane(voices: Voices | None, scale: _Scale, words: Words, missing: str) -> Lane:
    if voices is None:
        return _empty_lane("speech", words, missing)
    return Lane(
        key="speech",
        label=words("lane.speech"),
        says=words("lane_says.speech", count=len(voices.spans)),
        height=28,
        bars=tuple(scale.bar(span, y=2, height=24, kind="voice", says=_times(span)) for span in voices.spans),
        curve=_columns(voices.words),
        told=_times_of(voices.spans),
        untold=_untold(voices.spans),
    )


def _screen_lane(screen: Screen | None, scale: _Scale, words: Words, missing: str) -> Lane:
    if screen is None:
        return _empty_lane("screen", words, missing)
    edges = sorted({round(10 * scale.across(span.start_s)) for span in screen.stretches})
    shown = (scale.bar(span, y=2, height=24, kind="screen", says=_times(span)) for span in screen.stretches)
    black = (scale.bar(span, y=2, height=24, kind="black", says=_times(span)) for span in screen.black)
    return Lane(
        key="screen",
        label=words("lane.screen"),
        says=words("lane_says.screen", count=screen.states),
        height=28,
        bars=(*shown, *black),
        curve=_columns(screen.motion),
        edges="".join(f"M{x} 0V100" for x in edges if x),
        told=_times_of(screen.stretches),
        untold=_untold(screen.stretches),
    )


def _columns(values: Sequence[float]) -> str:
    """A path of columns in a box of 1000 by 100, the highest value 88 high.

    Heights grow with the square root, so that one change of the whole screen leaves typing visible.
    """
    highest = max(values)
    if highest <= 0:
        return ""
    wide = 1000 / COLUMNS
    heights = [round(88 * math.sqrt(value / highest)) for value in values]
    return "".join(
        f"M{index * wide:g} 100v-{height}h{wide * 0.8:g}v{height}z"
        for index, height in enumerate(heights)
        if height
    )


def _person_lane(people: People | None, scale: _Scale, words: Words, missing: str) -> Lane:
    if people is None:
        return _empty_lane("person", words, missing)
    if not people.has_camera:
        return _empty_lane("person", words, words("lane_empty.person_no_camera"))
    spans = sorted(one.span for one in people.seen)
    return Lane(
        key="person",
        label=words("lane.person"),
        says=words("lane_says.person", count=people.count),
        height=2 + 9 * min(max(people.count, 1), MOST_ROWS) + 2,
        bars=tuple(
            scale.bar(one.span, y=2 + 9 * one.row, height=7, kind=f"person-{one.row}", says=_times(one.span))
            for one in people.seen
        ),
        told=_times_of(spans),
        untold=_untold(spans),
    )


def _check_lanes(
    report: Report, findings: tuple[FindingView, ...], scale: _Scale, words: Words
) -> tuple[Lane, ...]:
    """One for each check that was asked for, in the order of the table of checks."""
    results = {result.check: result for result in report.checks if was_asked(result)}
    check_of = {finding.id: finding.check for finding in report.findings}
    return tuple(
        _check_lane(
            results[name],
            [one for one in findings if one.at is not None and check_of[one.id] == name],
            scale,
            words,
        )
        for name in CheckName
        if name in results
    )


def _check_lane(result: CheckResult, findings: list[FindingView], scale: _Scale, words: Words) -> Lane:
    gaps = _gaps_of(result, scale, words)
    told = [f"{spoken_time(one)} {one.message}" for one in findings[:_MOST_TOLD]]
    told += [f"{words('label.not_examined')} {line}" for _, line in gaps[: _MOST_TOLD - len(told)]]
    examined = scale.bar(scale.whole, y=16, height=4, kind="examined")
    holes = tuple(scale.bar(span, y=2, height=18, kind="gap", says=line) for span, line in gaps)
    return Lane(
        key=f"check-{result.check}",
        label=words(f"lane.check_{result.check}"),
        says=_check_says(findings, gaps, words),
        height=22,
        is_check=True,
        # The heaviest are drawn last, so that they lie on top.
        bars=(examined, *holes, *(_finding_bar(one, scale) for one in reversed(findings))),
        told=tuple(told),
        untold=_untold([*findings, *gaps]),
    )


def _gaps_of(result: CheckResult, scale: _Scale, words: Words) -> list[tuple[Span, str]]:
    """What the check did not examine, each stretch with its times and why."""
    gaps = list(result.coverage.gaps)
    if not gaps and result.coverage.examined_s <= 0:
        # It says nothing of single stretches, because it looked at none.
        why = result.message or words(f"check_status.{result.status}")
        gaps = [Gap(start_s=0.0, end_s=scale.duration_s, why=why)]
    spans = [Span(start_s=gap.start_s, end_s=gap.end_s) for gap in gaps]
    return [(span, f"{_times(span)}: {words.why_of(gap)}") for span, gap in zip(spans, gaps, strict=True)]


def _check_says(findings: Sequence[FindingView], gaps: Sequence[object], words: Words) -> str:
    found = words("lane_says.found", count=len(findings)) if findings else words("lane_says.found_nothing")
    left_out = words("lane_says.examined", count=len(gaps)) if gaps else words("lane_says.examined_all")
    return f"{found} {left_out}"


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
        y=8 if thin else 5,
        height=2 if thin else 8,
        kind=finding.severity,
        seconds=start_s,
        until_s=end_s,
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
        until_s=_end(step),
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
        row = free[0] if free else min(len(ends), MOST_ROWS - 1)
        if row == len(ends):
            ends.append(end_s)
        ends[row] = max(ends[row], end_s)
        rows.append(row)
    return rows


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
