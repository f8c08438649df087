"""What was examined and what was not: each check with how it ended, and the steps."""

from collections.abc import Container
from dataclasses import dataclass

from workers.brief import Brief
from workers.render.findings import EvidenceView, PictureAt, evidence_view
from workers.render.words import Moment, Words, moment
from workers.report import CheckName, CheckResult, CheckStatus, EngineUsed, Report, StepOutcome
from workers.sentences import plain

_WITHIN_S = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class GapView:
    at: Moment | None
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckView:
    """`status` is a CheckStatus, or `not_asked` for a check that the report has no result of."""

    name: str
    asks: str
    status: str
    status_word: str
    optional: str
    message: str
    examined: str
    gaps: tuple[GapView, ...]
    engines: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StepView:
    """`number` is its place in the brief, from 1; it is what the timeline shows."""

    number: int
    id: str
    anchor: str
    mark: str
    instruction: str
    outcome: StepOutcome
    outcome_word: str
    message: str
    at: Moment | None
    evidence: tuple[EvidenceView, ...]


def check_views(report: Report, words: Words, untold: Container[CheckName] = ()) -> tuple[CheckView, ...]:
    """Every check there is, in a fixed order, so that what was not looked at is seen as well. `untold`: checks of
    which it is not said whether they were asked for.
    """
    results = {result.check: result for result in report.checks}
    return tuple(
        _check_view(results[name], report, words)
        if was_asked(results.get(name))
        else _not_asked(name, words, is_untold=name in untold)
        for name in CheckName
    )


def was_asked(result: CheckResult | None) -> bool:
    """A check that the brief does not ask for is absent, or skipped without a message."""
    return result is not None and not (result.status is CheckStatus.SKIPPED and not result.message)


def engine_line(engine: EngineUsed) -> str:
    """An engine in full, as it stands once at the foot of the page."""
    is_named = engine.model in {"", engine.name} or engine.kind == "vlm"
    return _engine_name(engine) + ("" if is_named else f" ({plain(engine.model)})")


def _engine_name(engine: EngineUsed) -> str:
    """With its version; of a video-language model, which one it is and where it was asked."""
    if engine.kind == "vlm" and engine.model != engine.name:
        return f"{plain(engine.name)} {plain(engine.model)}, {plain(engine.version)}"
    return " ".join(part for part in (plain(engine.name), plain(engine.version)) if part)


def _check_view(result: CheckResult, report: Report, words: Words) -> CheckView:
    return CheckView(
        name=words(f"check.{result.check}"),
        asks=words(f"check_asks.{result.check}"),
        status=result.status,
        status_word=words(f"check_status.{result.status}"),
        optional=words("check_result.optional") if result.optional else "",
        message=plain(result.message) or _nothing_said(result, report, words),
        examined=_examined(result, report.recording.duration_s, words),
        gaps=tuple(
            GapView(at=moment(gap.start_s, gap.end_s, href="#timeline"), why=words.why_of(gap))
            for gap in result.coverage.gaps
        ),
        engines=tuple(dict.fromkeys(_engine_name(engine) for engine in result.engines)),
    )


def _not_asked(name: CheckName, words: Words, *, is_untold: bool) -> CheckView:
    return CheckView(
        name=words(f"check.{name}"),
        asks=words(f"check_asks.{name}"),
        status="not_asked",
        status_word=words("check_status.untold" if is_untold else "check_status.not_asked"),
        optional="",
        message=words("check_result.untold") if is_untold else "",
        examined="",
        gaps=(),
        engines=(),
    )


def _nothing_said(result: CheckResult, report: Report, words: Words) -> str:
    """What stands beside a check that left no message: what it found."""
    if result.status is not CheckStatus.COMPLETED:
        return ""
    if result.check is CheckName.INSTRUCTIONS and report.steps:
        seen = sum(step.outcome is StepOutcome.FOLLOWED for step in report.steps)
        return words("check_result.steps", seen=seen, count=len(report.steps))
    count = sum(finding.check == result.check for finding in report.findings)
    return words("check_result.findings", count=count) if count else words("check_result.nothing")


def _examined(result: CheckResult, duration_s: float | None, words: Words) -> str:
    examined_s = result.coverage.examined_s
    if result.status is CheckStatus.SKIPPED:
        return ""
    if examined_s <= 0:
        return words("coverage.none")
    if duration_s is None:
        return words("coverage.length", examined_s=examined_s)
    if duration_s - examined_s < _WITHIN_S and not result.coverage.gaps:
        return words("coverage.whole", length_s=duration_s)
    return words("coverage.part", examined_s=min(examined_s, duration_s), length_s=duration_s)


def step_views(report: Report, brief: Brief, words: Words, picture_at: PictureAt) -> tuple[StepView, ...]:
    """The steps in the brief's order, and after them those that the brief no longer has."""
    instructions = {step.id: step.instruction for step in brief.steps}
    place = {step_id: number for number, step_id in enumerate(instructions)}
    ordered = sorted(report.steps, key=lambda step: place.get(step.id, len(place)))
    return tuple(
        StepView(
            number=number,
            id=step.id,
            anchor=f"step-{number}",
            mark=f"mark-step-{number}",
            instruction=plain(instructions.get(step.id, step.id)),
            outcome=step.outcome,
            outcome_word=words(f"step_outcome.{step.outcome}"),
            message=plain(step.message),
            at=moment(step.start_s, step.end_s, href=f"#mark-step-{number}"),
            evidence=tuple(evidence_view(one, words, picture_at, report.recording) for one in step.evidence),
        )
        for number, step in enumerate(ordered, 1)
    )
