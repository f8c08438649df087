"""Is the recording one piece: no break, no repeated, frozen or missing picture?"""

from typing import ClassVar

from workers.brief import Brief
from workers.checks.base import Judgement, box_values, make_finding
from workers.checks.examined import coverage_of
from workers.report import CheckName, CheckStatus, Evidence, EvidenceKind, Finding, Gap
from workers.spans import Box, Span, merge_spans
from workers.tracks.activity import ActivityTrack, Freeze, Jump
from workers.tracks.faces import FacesTrack, Place
from workers.tracks.recording import RecordingTracks

#: A jump of the camera that stands out so far (1 - 1/ratio) from a second around it,
CUT_CAMERA = 0.6
#: with at least this part of the screen changed in the same picture,
CUT_SCREEN = 0.0005
#: and a change of sound that is not among the calmest of those around it, is a break (a voice changes
#: as much between two words, so the sound can only speak against a break).
CUT_SOUND = 0.1
#: A finding that touches an interruption of the recorder by this much time is that interruption.
JOURNAL_S = 1.0
#: A camera that freezes ends with a jump, this near to its freeze's end.
THAW_S = 0.3
#: and its first movement is so many times those after it.
THAW_RATIO = 1.5
#: A held camera shows whoever was there for at least this part of the time; a room that somebody has
#: left shows them at its edges at most.
HELD_SHARE = 0.5
#: The moment of a cut is shown as this much time around it.
CUT_SPAN_S = 0.2


class ContinuityCheck:
    NAME: ClassVar[CheckName] = CheckName.CONTINUITY

    def asked_for(self, brief: Brief) -> bool:  # noqa: ARG002  # always runs
        return True

    def judge(self, tracks: RecordingTracks, brief: Brief) -> Judgement:
        if not tracks.source.video:
            return Judgement(
                status=CheckStatus.INCONCLUSIVE,
                reason="continuity.no_picture",
                coverage=coverage_of(tracks, _all_of(tracks)),
            )
        assert tracks.activity is not None  # the judge asks no check whose track is absent
        findings = _findings(tracks.activity, tracks)
        return Judgement(
            status=CheckStatus.COMPLETED,
            coverage=coverage_of(tracks, ()),
            findings=tuple(item for item in findings if not _is_interruption(item, brief)),
        )


def _all_of(tracks: RecordingTracks) -> tuple[Gap, ...]:
    return (Gap(start_s=0.0, end_s=tracks.duration_s, why="no_picture"),)


def _findings(activity: ActivityTrack, tracks: RecordingTracks) -> list[Finding]:
    return [
        *(_cut(jump, tracks) for jump in activity.jumps if is_cut(jump) and not _thaws(jump, activity)),
        *(
            _stretch("continuity.freeze", freeze.span, freeze.box)
            for freeze in activity.freezes
            if _is_held(freeze, tracks.faces)
        ),
        *(_stretch("continuity.black", span, None) for span in activity.black),
        *(_repeat(activity, index) for index in range(len(activity.repeats))),
        *(_stretch("continuity.gap", span, None) for span in activity.gaps),
    ]


def is_cut(jump: Jump) -> bool:
    """Whether camera, screen and sound jump together. Without a camera nothing is claimed."""
    if jump.camera is None or jump.camera < CUT_CAMERA or jump.screen < CUT_SCREEN:
        return False
    return jump.sound is not None and jump.sound >= CUT_SOUND


def _is_held(freeze: Freeze, faces: FacesTrack | None) -> bool:
    """Whether a camera that stands still was held, and does not just show an empty room.

    A held camera shows whoever was there, and goes on with a jump. Where neither can be seen
    (nobody looked for faces, and the recording ends with it), nothing is claimed.
    """
    if freeze.thaw is not None and freeze.thaw < THAW_RATIO:
        return False
    in_camera = [track for track in faces.tracks if track.place is Place.CAMERA] if faces else []
    if not in_camera:
        return freeze.thaw is not None
    seen = merge_spans([span for track in in_camera for span in track.spans])
    return sum(span.overlap_s(freeze.span) for span in seen) >= HELD_SHARE * freeze.span.duration_s


def _thaws(jump: Jump, activity: ActivityTrack) -> bool:
    """Whether a frozen camera goes on at this moment: its picture jumps, nothing was cut."""
    return any(abs(jump.time_s - freeze.span.end_s) <= THAW_S for freeze in activity.freezes)


def _cut(jump: Jump, tracks: RecordingTracks) -> Finding:
    assert jump.camera is not None
    start_s = max(0.0, jump.time_s - CUT_SPAN_S / 2)
    last_s = max(tracks.duration_s, start_s)
    end_s = min(last_s, jump.time_s + CUT_SPAN_S / 2)
    # A second each, so that the picture of the one after is not still that of the one before.
    evidence = (
        Evidence(kind=EvidenceKind.FRAME, start_s=max(0.0, jump.time_s - 1.0), end_s=jump.time_s),
        Evidence(kind=EvidenceKind.FRAME, start_s=jump.time_s, end_s=min(last_s, jump.time_s + 1.0)),
    )
    return make_finding(
        check=CheckName.CONTINUITY,
        code="continuity.cut",
        span=Span(start_s=start_s, end_s=end_s),
        confidence=jump.camera,
        evidence=evidence,
        params={"at_s": jump.time_s},
    )


def _stretch(code: str, span: Span, box: Box | None) -> Finding:
    evidence = Evidence(kind=EvidenceKind.FRAME, start_s=span.start_s, end_s=span.end_s, box=_values(box))
    return make_finding(
        check=CheckName.CONTINUITY,
        code=code,
        span=span,
        confidence=1.0,
        evidence=(evidence,),
        params={"length_s": round(span.duration_s, 1)},
    )


def _repeat(activity: ActivityTrack, index: int) -> Finding:
    repeat = activity.repeats[index]
    evidence = tuple(
        Evidence(
            kind=EvidenceKind.MATCH, start_s=span.start_s, end_s=span.end_s, box=_values(activity.camera)
        )
        for span in (repeat.span, repeat.original)
    )
    return make_finding(
        check=CheckName.CONTINUITY,
        code="continuity.repeat",
        span=repeat.span,
        confidence=round(1.0 / (1.0 + repeat.distance), 4),
        evidence=evidence,
        params={
            "length_s": round(repeat.span.duration_s, 1),
            "original_s": round(repeat.original.start_s, 2),
        },
    )


def _values(box: Box | None) -> tuple[float, float, float, float] | None:
    return None if box is None else box_values(box)


def _is_interruption(finding: Finding, brief: Brief) -> bool:
    """Whether the recorder's own journal explains it: then it is never a cut or a freeze."""
    if finding.start_s is None or finding.end_s is None or finding.code == "continuity.gap":
        return False
    if brief.recorder is None:
        return False
    return any(
        finding.start_s <= pause.end_s + JOURNAL_S and finding.end_s >= pause.start_s - JOURNAL_S
        for pause in brief.recorder.interruptions
    )
