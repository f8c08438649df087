"""Which faces in the camera's picture are pictures of people: a poster on the wall, a card held up."""

from collections import Counter
from collections.abc import Sequence

from workers.tracks.faces import FacesTrack, FaceTrack, Place, Stillness

#: A face seen fewer times than this is a slip of the finder.
MIN_SIGHTINGS = 3
#: Below this residual (luma levels) a face moves as a picture does.
PICTURE_BELOW = 2.8
#: Who came was there for seconds only, in which a person may hardly move.
PASSING_PICTURE_BELOW = 1.8
#: From this departure (luma levels) on a face came and went.
PASSING_FROM = 12.0
#: Who overlaps the place that somebody else has left by this much has taken it.
TAKEN_IOU = 0.3


def people_in(faces: FacesTrack) -> list[FaceTrack]:
    """The tracks in the camera's picture that are people; where there is nothing but pictures, those stay."""
    in_camera = [track for track in faces.tracks if track.place is Place.CAMERA]
    sightings: Counter[int] = Counter()
    for track in in_camera:
        sightings[track.person] += track.observations
    return _without_pictures(
        [track for track in in_camera if sightings[track.person] >= MIN_SIGHTINGS], faces
    )


def _without_pictures(seen: list[FaceTrack], faces: FacesTrack) -> list[FaceTrack]:
    """The longest track of each person decides over all of theirs: a short one of somebody who sits
    still for a while, left out by itself, would look like an absence. Only beside themselves are
    they seen as a picture of their own.
    """
    longest: dict[int, FaceTrack] = {}
    for track in seen:
        if track.person not in longest or track.observations > longest[track.person].observations:
            longest[track.person] = track
    # Where everybody comes and goes, the camera's picture does.
    most = max(longest.values(), key=lambda track: track.observations, default=None)
    passing = most is not None and not _departs(most, faces)
    pictures = {
        person
        for person, track in longest.items()
        if _is_picture(track, faces, came=(passing and _departs(track, faces)) or _takes_a_place(track, seen))
    }
    people = [track for track in seen if track.person not in pictures]
    return [track for track in people if not _is_of_themselves(track, people, faces)] or seen


def residual_of(track: FaceTrack, faces: FacesTrack) -> float | None:
    """What rigid movement leaves of a track's own, or None where no two pictures were compared."""
    measured = _stillness_of(track, faces)
    return measured.residual if measured else None


def _stillness_of(track: FaceTrack, faces: FacesTrack) -> Stillness | None:
    return next((item for item in faces.stillness if item.track == track.id and item.pictures), None)


def _departs(track: FaceTrack, faces: FacesTrack) -> bool:
    measured = _stillness_of(track, faces)
    return measured is not None and measured.departure is not None and measured.departure >= PASSING_FROM


def _takes_a_place(track: FaceTrack, seen: Sequence[FaceTrack]) -> bool:
    """Whether a face is where somebody else was before: no poster hangs there."""
    return any(
        other.person != track.person
        and other.end_s <= track.start_s
        and other.box.iou(track.box) >= TAKEN_IOU
        for other in seen
    )


def _is_picture(track: FaceTrack, faces: FacesTrack, *, came: bool) -> bool:
    """`came`: whether it came while the recording ran, so that it may be a person who hardly moves."""
    residual = residual_of(track, faces)
    if track.observations < MIN_SIGHTINGS or residual is None:
        return False
    limit = PASSING_PICTURE_BELOW if came else PICTURE_BELOW
    return residual < limit


def _is_of_themselves(track: FaceTrack, people: Sequence[FaceTrack], faces: FacesTrack) -> bool:
    """Whether a picture, as on an identity card, is seen beside the person it shows."""
    beside = (
        other
        for other in people
        if other.person == track.person
        and other.observations > track.observations
        and any(one.overlap_s(two) > 0 for one in other.spans for two in track.spans)
    )
    return _is_picture(track, faces, came=_departs(track, faces)) and any(
        not _is_picture(other, faces, came=_departs(other, faces)) for other in beside
    )
