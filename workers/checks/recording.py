"""Is the recording whole, and does it hold what its brief needs?"""

from typing import ClassVar

from workers.brief import Brief
from workers.checks.base import Judgement, make_finding
from workers.checks.examined import coverage_of
from workers.report import CheckName, CheckStatus, Evidence, EvidenceKind, Finding, ParamValue
from workers.spans import Span
from workers.tracks.recording import RecordingTracks
from workers.tracks.source import SourceTrack


class RecordingCheck:
    NAME: ClassVar[CheckName] = CheckName.RECORDING

    def asked_for(self, brief: Brief) -> bool:  # noqa: ARG002  # always runs
        return True

    def judge(self, tracks: RecordingTracks, brief: Brief) -> Judgement:  # noqa: ARG002  # judges the file alone
        source = tracks.source
        reason = _reason(source)
        return Judgement(
            status=CheckStatus.INCONCLUSIVE if reason else CheckStatus.COMPLETED,
            reason=reason,
            coverage=coverage_of(tracks, ()),
            findings=tuple(_findings(source)),
        )


def _reason(source: SourceTrack) -> str:
    if source.unreadable is not None:
        return "recording.unreadable"
    if source.truncated:
        return "recording.truncated"
    return "" if source.video else "recording.no_video"


def _findings(source: SourceTrack) -> list[Finding]:
    if source.unreadable is not None:
        return [_finding("recording.unreadable", None, {"why": source.unreadable})]
    whole = Span(start_s=0.0, end_s=source.read_s)
    found = []
    if source.truncated:
        stated_s = source.stated_s if source.stated_s is not None else source.read_s
        found.append(_finding("recording.truncated", whole, {"read_s": source.read_s, "stated_s": stated_s}))
    if not source.video:
        found.append(_finding("recording.no_video", whole, {}))
    if not source.audio:
        found.append(_finding("recording.no_audio", whole, {}))
    return found


def _finding(code: str, span: Span | None, params: dict[str, ParamValue]) -> Finding:
    evidence = Evidence(
        kind=EvidenceKind.CONTAINER,
        start_s=span.start_s if span else None,
        end_s=span.end_s if span else None,
    )
    return make_finding(
        check=CheckName.RECORDING,
        code=code,
        span=span,
        confidence=1.0,
        evidence=(evidence,),
        params=params,
        about=code,
    )
