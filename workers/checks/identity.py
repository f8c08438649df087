"""Is it one and the same person in the camera picture, the expected number, and a live one?"""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import ClassVar

from workers.brief import Brief, Identity
from workers.checks.base import Judgement, box_values, make_finding
from workers.checks.examined import coverage_of
from workers.checks.likenesses import PICTURE_BELOW, people_in, residual_of
from workers.report import CheckName, CheckStatus, Coverage, Evidence, EvidenceKind, Finding, Gap, ParamValue
from workers.spans import Span, merge_spans
from workers.tracks.activity import ActivityTrack
from workers.tracks.faces import FacesTrack, FaceTrack
from workers.tracks.recording import RecordingTracks

#: Medians between tracks of one person stay below, of two people above (measured with dlib).
DIFFERENT_FROM = 0.58
#: Between this and DIFFERENT_FROM a reference neither fits nor is contradicted.
SAME_BELOW = 0.5
#: People are together from this long on.
TOGETHER_S = 0.9
#: In an empty camera picture there is less movement than this part of what a person makes.
EMPTY_MOTION = 0.5
#: A picture is shown from start to end: in at least this part of the recording.
WHOLE_SHARE = 0.8
MIN_PAIRS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class _Scene:
    """What the camera showed: its tracks that are people, in order of time."""

    identity: Identity
    faces: FacesTrack
    people: tuple[FaceTrack, ...]
    duration_s: float
    activity: ActivityTrack | None


class IdentityCheck:
    NAME: ClassVar[CheckName] = CheckName.IDENTITY

    def asked_for(self, brief: Brief) -> bool:
        return brief.identity is not None

    def judge(self, tracks: RecordingTracks, brief: Brief) -> Judgement:
        assert brief.identity is not None
        assert tracks.faces is not None  # the judge asks no check whose track is absent
        scene = _scene(tracks, tracks.faces, brief.identity)
        if tracks.faces.camera is None:
            return _unable(scene, "identity.no_camera", tracks)
        doubtful = _unexplained_gaps(scene)
        findings = (
            *_absences(scene),
            *_several(scene),
            *_changes(scene),
            *_mismatch(scene),
            *_picture(scene),
        )
        reason, params = _reason(scene, doubtful)
        return Judgement(
            status=CheckStatus.INCONCLUSIVE if reason else CheckStatus.COMPLETED,
            reason=reason,
            params=params,
            engines=(tracks.faces.engine,),
            coverage=_coverage(tracks, doubtful),
            findings=findings,
        )


def _scene(tracks: RecordingTracks, faces: FacesTrack, identity: Identity) -> _Scene:
    return _Scene(
        identity=identity,
        faces=faces,
        people=tuple(people_in(faces)),
        duration_s=tracks.duration_s,
        activity=tracks.activity,
    )


def _unable(scene: _Scene, reason: str, tracks: RecordingTracks) -> Judgement:
    return Judgement(
        status=CheckStatus.INCONCLUSIVE,
        reason=reason,
        engines=(scene.faces.engine,),
        coverage=coverage_of(tracks, (Gap(start_s=0.0, end_s=scene.duration_s, why="no_camera"),)),
    )


def _coverage(tracks: RecordingTracks, doubtful: Sequence[Span]) -> Coverage:
    gaps = tuple(Gap(start_s=span.start_s, end_s=span.end_s, why="face_not_found") for span in doubtful)
    return coverage_of(tracks, gaps)


def _reason(scene: _Scene, doubtful: Sequence[Span]) -> tuple[str, dict[str, ParamValue]]:
    """Why the check could not complete, or an empty code."""
    if doubtful:
        return "identity.face_not_found", {"start_s": doubtful[0].start_s, "end_s": doubtful[0].end_s}
    if scene.identity.references and not scene.people and not _gaps(scene):
        return "identity.face_not_found", {"start_s": 0.0, "end_s": scene.duration_s}
    if scene.faces.unread_references:
        return "identity.reference_unread", {"references": scene.faces.unread_references}
    nearest = _nearest_reference(scene)
    if nearest is not None and SAME_BELOW <= nearest < DIFFERENT_FROM:
        return "identity.reference_undecided", {}
    return "", {}


def _gaps(scene: _Scene) -> list[Span]:
    """Stretches without a face that are longer than allowed."""
    seen = merge_spans([span for track in scene.people for span in track.spans])
    starts = [0.0, *(span.end_s for span in seen)]
    ends = [*(span.start_s for span in seen), scene.duration_s]
    gaps = [Span(start_s=start, end_s=max(start, end)) for start, end in zip(starts, ends, strict=True)]
    return [gap for gap in gaps if gap.duration_s > scene.identity.max_absence_s]


def _is_empty(scene: _Scene, gap: Span) -> bool:
    """Whether the camera picture rests in a gap, as it does when nobody is there.

    A turned or covered face moves on, and is not an absence. Where no face was ever found, nothing
    tells an empty room from a face that the finder does not know.
    """
    activity = scene.activity
    if activity is None or not activity.camera_motion:
        return False
    middle = Span(start_s=gap.start_s + 1.0, end_s=max(gap.start_s + 1.0, gap.end_s - 1.0))
    inside = _motion_within(activity, [middle])
    present = _motion_within(activity, merge_spans([span for track in scene.people for span in track.spans]))
    return bool(inside and present) and median(inside) <= EMPTY_MOTION * median(present)


def _motion_within(activity: ActivityTrack, spans: Sequence[Span]) -> list[float]:
    steps = ((step * activity.motion_step_s, motion) for step, motion in enumerate(activity.camera_motion))
    return [motion for at_s, motion in steps if any(span.start_s <= at_s < span.end_s for span in spans)]


def _absences(scene: _Scene) -> list[Finding]:
    return [_absence(scene, gap) for gap in _gaps(scene) if _is_empty(scene, gap)]


def _unexplained_gaps(scene: _Scene) -> list[Span]:
    return [gap for gap in _gaps(scene) if not _is_empty(scene, gap)]


def _absence(scene: _Scene, gap: Span) -> Finding:
    assert scene.faces.camera is not None
    evidence = Evidence(
        kind=EvidenceKind.FRAME, start_s=gap.start_s, end_s=gap.end_s, box=box_values(scene.faces.camera)
    )
    return make_finding(
        check=CheckName.IDENTITY,
        code="identity.absent",
        span=gap,
        confidence=1.0,
        evidence=(evidence,),
        params={"length_s": round(gap.duration_s, 1), "allowed_s": scene.identity.max_absence_s},
    )


def _several(scene: _Scene) -> list[Finding]:
    """Stretches in which more people than expected are seen at once."""
    edges = sorted(
        {edge for track in scene.people for span in track.spans for edge in (span.start_s, span.end_s)}
    )
    crowded = []
    for start_s, end_s in itertools.pairwise(edges):
        slot = Span(start_s=start_s, end_s=end_s)
        if len(_present(scene, slot)) > scene.identity.expected_people:
            crowded.append(slot)
    found = []
    for span in merge_spans(crowded, join_gap_s=1.0):
        slots = [slot for slot in crowded if slot.overlap_s(span) > 0]
        if sum(slot.duration_s for slot in slots) >= TOGETHER_S:
            found.append(_crowd(scene, span, slots))
    return found


def _present(scene: _Scene, slot: Span) -> list[FaceTrack]:
    return [track for track in scene.people if any(span.overlap_s(slot) > 0 for span in track.spans)]


def _crowd(scene: _Scene, span: Span, slots: Sequence[Span]) -> Finding:
    """`slots`: the parts of the span that are crowded; the fullest tells how many there were at once."""
    fullest = max(slots, key=lambda slot: (len(_present(scene, slot)), slot.duration_s))
    there = _present(scene, fullest)
    return make_finding(
        check=CheckName.IDENTITY,
        code="identity.several_people",
        span=span,
        confidence=min(track.confidence for track in there),
        evidence=tuple(_face(track, fullest) for track in there),
        params={"people": len(there), "expected": scene.identity.expected_people},
    )


def _face(track: FaceTrack, span: Span) -> Evidence:
    shared = [item for item in track.spans if item.overlap_s(span) > 0] or list(track.spans)
    start_s, end_s = max(shared[0].start_s, span.start_s), min(shared[0].end_s, span.end_s)
    if end_s < start_s:
        start_s, end_s = shared[0].start_s, shared[0].end_s
    return Evidence(kind=EvidenceKind.FACE, start_s=start_s, end_s=end_s, box=box_values(track.box))


def _changes(scene: _Scene) -> list[Finding]:
    """Stretches in which somebody else stands where the first people stood."""
    if not scene.people:
        return []
    known = _expected(scene)
    others = [
        track
        for track in scene.people
        if _unlike(scene, known, track) >= DIFFERENT_FROM and not _beside(scene, known, track)
    ]
    spans = merge_spans([Span(start_s=track.start_s, end_s=track.end_s) for track in others], join_gap_s=2.0)
    return [_change(scene, known, others, span) for span in spans]


def _expected(scene: _Scene) -> list[FaceTrack]:
    """The first track of each of the first people, as many as are expected."""
    known: list[FaceTrack] = []
    for track in scene.people:
        if len(known) == scene.identity.expected_people:
            break
        if not known or _unlike(scene, known, track) >= DIFFERENT_FROM:
            known.append(track)
    return known


def _unlike(scene: _Scene, known: Sequence[FaceTrack], track: FaceTrack) -> float:
    """The distance to the nearest of the known people."""
    return min(_distance(scene, one, track) for one in known)


def _beside(scene: _Scene, known: Sequence[FaceTrack], other: FaceTrack) -> bool:
    """Whether somebody like the known people is seen at the same time: then they are several.

    Who is seen for a moment only, all of it beside the known, has taken nobody's place either.
    """
    same = [track for track in scene.people if _unlike(scene, known, track) < DIFFERENT_FROM]
    there = merge_spans([span for track in same for span in track.spans])
    shared_s = [one.overlap_s(two) for one in there for two in other.spans]
    seen_s = sum(span.duration_s for span in other.spans)
    return max(shared_s, default=0.0) >= TOGETHER_S or sum(shared_s) > seen_s / 2


def _distance(scene: _Scene, one: FaceTrack, other: FaceTrack) -> float:
    value = scene.faces.distances[one.id][other.id]
    return 0.0 if value is None else value


def _change(scene: _Scene, known: Sequence[FaceTrack], others: Sequence[FaceTrack], span: Span) -> Finding:
    first = known[0]
    shown = [track for track in others if any(item.overlap_s(span) > 0 for item in track.spans)]
    distance = max(_unlike(scene, known, track) for track in shown)
    before = Span(start_s=first.start_s, end_s=max(first.start_s, min(first.end_s, span.start_s)))
    return make_finding(
        check=CheckName.IDENTITY,
        code="identity.changed",
        span=span,
        confidence=_confidence(distance),
        evidence=(_face(first, before), *(_face(track, span) for track in shown)),
        params={"at_s": round(span.start_s, 2), "distance": round(distance, 2)},
    )


def _confidence(distance: float) -> float:
    """0.5 at the limit, 1 at a distance of 0.9 and more."""
    return round(min(1.0, 0.5 + (distance - DIFFERENT_FROM) / 0.64), 4)


def _nearest_reference(scene: _Scene) -> float | None:
    """The distance of the person seen longest to the nearest reference."""
    compared = [track for track in _longest(scene) if track.reference_distances]
    # Each picture counts once, so that a few bad looks, tracks of their own, outweigh no long good one.
    pictures = [min(track.reference_distances) for track in compared for _ in range(track.observations)]
    return median(pictures) if pictures else None


def _longest(scene: _Scene) -> list[FaceTrack]:
    """The tracks of the person who was seen in most pictures."""
    counts: dict[int, int] = {}
    for track in scene.people:
        counts[track.person] = counts.get(track.person, 0) + track.observations
    if not counts:
        return []
    person = max(counts, key=lambda number: (counts[number], -number))
    return [track for track in scene.people if track.person == person]


def _mismatch(scene: _Scene) -> list[Finding]:
    nearest = _nearest_reference(scene)
    if nearest is None or nearest < DIFFERENT_FROM:
        return []
    shown = _longest(scene)
    span = Span(start_s=shown[0].start_s, end_s=max(track.end_s for track in shown))
    return [
        make_finding(
            check=CheckName.IDENTITY,
            code="identity.mismatch",
            span=span,
            confidence=_confidence(nearest),
            evidence=(_face(shown[0], span),),
            params={"distance": round(nearest, 2)},
        )
    ]


def _picture(scene: _Scene) -> list[Finding]:
    """The claim that the camera shows a picture of a person all the time."""
    shown = _longest(scene)
    measured = [residual_of(track, scene.faces) for track in shown]
    residual = max((value for value in measured if value is not None), default=PICTURE_BELOW)
    pairs = sum(item.pictures for item in scene.faces.stillness if item.track in {t.id for t in shown})
    seen_s = sum(span.duration_s for span in merge_spans([span for track in shown for span in track.spans]))
    if residual >= PICTURE_BELOW or pairs < MIN_PAIRS or seen_s < WHOLE_SHARE * scene.duration_s:
        return []
    span = Span(start_s=shown[0].start_s, end_s=max(track.end_s for track in shown))
    return [
        make_finding(
            check=CheckName.IDENTITY,
            code="identity.still_image",
            span=span,
            confidence=round(1.0 - 0.5 * residual / PICTURE_BELOW, 4),
            evidence=(_face(shown[0], span),),
            params={"residual": round(residual, 2)},
        )
    ]
