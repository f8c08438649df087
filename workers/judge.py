"""Tracks and a brief → a report. Decodes nothing, loads no engine, and gives no verdict on people."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import replace

from workers.brief import Brief, LoadedBrief, Reference
from workers.checks.base import Check, Judgement
from workers.checks.continuity import ContinuityCheck
from workers.checks.examined import coverage_of
from workers.checks.identity import IdentityCheck
from workers.checks.injection import InjectionCheck
from workers.checks.instructions import InstructionsCheck
from workers.checks.recording import RecordingCheck
from workers.checks.speech import SpeechCheck
from workers.checks.text import TextCheck
from workers.distinct import with_distinct_ids
from workers.report import (
    SCHEMA,
    BriefFacts,
    CheckName,
    CheckResult,
    CheckStatus,
    Coverage,
    Finding,
    Gap,
    MadeBy,
    Outcome,
    Report,
    Severity,
    StepOutcome,
    StepResult,
)
from workers.sentences import sentence
from workers.tracks.recording import RecordingTracks

CHECKS: tuple[Check, ...] = (
    RecordingCheck(),
    ContinuityCheck(),
    TextCheck(),
    SpeechCheck(),
    IdentityCheck(),
    InstructionsCheck(),
    InjectionCheck(),
)
#: The tracks without which a check has nothing to look at. Steps may need text, speech or both,
#: and say of each what is missing.
_NEEDS: Mapping[CheckName, tuple[str, ...]] = {
    CheckName.CONTINUITY: ("activity",),
    CheckName.TEXT: ("text",),
    CheckName.SPEECH: ("speech",),
    CheckName.IDENTITY: ("faces",),
    CheckName.INJECTION: ("text",),
}
#: These say by themselves what it means that nothing can be read.
_SPEAK_OF_ANY_FILE = frozenset({CheckName.RECORDING, CheckName.INSTRUCTIONS})


def judge(
    tracks: RecordingTracks,
    loaded: LoadedBrief,
    *,
    settings_sha256: str,
    version: str,
    seconds: Mapping[CheckName, float],
    language: str,
) -> Report:
    """The report on a recording's tracks. `seconds`: what perception spent for each check."""
    brief = loaded.brief
    judged = [_judge_one(check, tracks, loaded, seconds, language) for check in CHECKS]
    results = tuple(result for result, _ in judged)
    judgements = [judgement for _, judgement in judged]
    found = sorted((item for one in judgements for item in one.findings), key=_by_time)
    findings = with_distinct_ids(
        [_worded(finding, language) for finding in found if finding.code not in brief.skip]
    )
    steps = tuple(_worded_step(step, language) for one in judgements for step in one.steps)
    return Report(
        schema=SCHEMA,
        recording=tracks.source.facts,
        brief=BriefFacts(sha256=loaded.sha256, profile=brief.profile),
        outcome=outcome_of(results, findings, steps, brief),
        checks=results,
        findings=findings,
        steps=steps,
        made_by=MadeBy(candor=version, tracks=tracks.VERSION, settings_sha256=settings_sha256),
    )


def outcome_of(
    results: Sequence[CheckResult], findings: Sequence[Finding], steps: Sequence[StepResult], brief: Brief
) -> Outcome:
    """`incomplete` before all else; `clear` only where nothing speaks against it.

    A step that was not seen to be followed keeps a report from being clear even where the check
    is optional: an optional check may stay open, but it proves nothing.
    """
    if any(_leaves_open(result, brief) for result in results):
        return Outcome.INCOMPLETE
    if any(finding.severity is not Severity.INFO for finding in findings):
        return Outcome.NEEDS_REVIEW
    outcomes = {step.id: step.outcome for step in steps}
    asked = [] if CheckName.INSTRUCTIONS in brief.skip else [step.id for step in brief.steps]
    found = [outcomes.get(step_id, StepOutcome.UNCLEAR) for step_id in asked]
    if StepOutcome.UNCLEAR in found or StepOutcome.NOT_CHECKED in found:
        return Outcome.INCOMPLETE
    return Outcome.NEEDS_REVIEW if StepOutcome.NOT_FOLLOWED in found else Outcome.CLEAR


def _leaves_open(result: CheckResult, brief: Brief) -> bool:
    if result.optional or result.check in brief.skip or not _is_asked(result.check, brief):
        return False
    return result.status is not CheckStatus.COMPLETED


def _is_asked(name: CheckName, brief: Brief) -> bool:
    return next(check for check in CHECKS if check.NAME is name).asked_for(brief)


def _judge_one(
    check: Check,
    tracks: RecordingTracks,
    loaded: LoadedBrief,
    seconds: Mapping[CheckName, float],
    language: str,
) -> tuple[CheckResult, Judgement]:
    started = time.perf_counter()
    judgement = _judgement(check, tracks, loaded)
    spent_s = time.perf_counter() - started + seconds.get(check.NAME, 0.0)
    message = sentence(f"status.{judgement.reason}", judgement.params, language) if judgement.reason else ""
    result = CheckResult(
        check=check.NAME,
        status=judgement.status,
        optional=check.NAME in loaded.brief.optional,
        message=message,
        engines=judgement.engines,
        coverage=judgement.coverage,
        seconds=spent_s,
    )
    return result, judgement


def _judgement(check: Check, tracks: RecordingTracks, loaded: LoadedBrief) -> Judgement:
    brief = loaded.brief
    if check.NAME in brief.skip:
        return Judgement(
            status=CheckStatus.SKIPPED, reason="skipped.by_brief", coverage=Coverage(examined_s=0.0)
        )
    if not check.asked_for(brief):
        return Judgement(status=CheckStatus.SKIPPED, coverage=Coverage(examined_s=0.0))
    return _impossible(check.NAME, tracks, loaded) or check.judge(tracks, brief)


def _impossible(name: CheckName, tracks: RecordingTracks, loaded: LoadedBrief) -> Judgement | None:
    """Why a check cannot be made of these tracks, or None where it can."""
    if tracks.source.unreadable is not None and name not in _SPEAK_OF_ANY_FILE:
        return _open(tracks, CheckStatus.INCONCLUSIVE, "recording.unreadable", {})
    failures = dict(tracks.failures)
    for track in _NEEDS.get(name, ()):
        if track in failures:
            return _open(tracks, CheckStatus.FAILED, "failed", {"why": failures[track]})
        if getattr(tracks, track) is None and not _is_own_business(name, tracks):
            return _open(tracks, CheckStatus.INCONCLUSIVE, _absent(track, tracks), {})
    if name is CheckName.IDENTITY and _other_references(tracks, loaded.references):
        return _open(tracks, CheckStatus.INCONCLUSIVE, "identity.references_changed", {})
    return None


def _is_own_business(name: CheckName, tracks: RecordingTracks) -> bool:
    """Checks that say by themselves what the lack of a picture or of sound means."""
    if name is CheckName.CONTINUITY or name is CheckName.INJECTION:
        return not tracks.source.video
    return name is CheckName.SPEECH and not tracks.source.audio


def _absent(track: str, tracks: RecordingTracks) -> str:
    return "absent.no_picture" if not tracks.source.video else f"absent.{track}"


def _other_references(tracks: RecordingTracks, references: Sequence[Reference]) -> bool:
    """Whether the brief names other pictures than the faces were compared with."""
    compared = tracks.faces.references if tracks.faces else ()
    return compared != tuple(reference.sha256 for reference in references)


def _open(tracks: RecordingTracks, status: CheckStatus, reason: str, params: Mapping[str, str]) -> Judgement:
    gap = Gap(start_s=0.0, end_s=tracks.duration_s, why="not_examined")
    return Judgement(status=status, reason=reason, params=params, coverage=coverage_of(tracks, (gap,)))


def _worded(finding: Finding, language: str) -> Finding:
    return replace(finding, message=sentence(f"finding.{finding.code}", finding.params, language))


def _worded_step(step: StepResult, language: str) -> StepResult:
    return replace(step, message=sentence(step.message, {}, language) if step.message else "")


def _by_time(finding: Finding) -> tuple[float, str, str, str]:
    start_s = -1.0 if finding.start_s is None else finding.start_s
    return (start_s, finding.code, finding.id, repr(sorted(finding.params.items())))
