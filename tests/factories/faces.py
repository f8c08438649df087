"""Faces that were seen: a track of them for each person and stretch that a test names."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from tests.factories.reports import FACE
from workers.spans import Box, Span
from workers.tracks.faces import FacesTrack, FaceTrack, Place, Stillness

CAMERA = Box(x=0.75, y=0.65, width=0.25, height=0.35)
FACE_BOX = Box(x=0.82, y=0.72, width=0.08, height=0.14)
LOOK_S = 0.5
#: Residuals of a face that blinks and speaks, and of a picture.
LIVELY, RIGID = 4.0, 1.1


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """One track: whose, when, and how it moved. `observations`: two a second where none is given."""

    person: int
    spans: tuple[tuple[float, float], ...]
    observations: int | None = None
    residual: float = LIVELY
    pairs: int = 40
    departure: float | None = None
    place: Place = Place.CAMERA
    box: Box = FACE_BOX
    references: tuple[float, ...] = ()
    confidence: float = 0.9


def seen(person: int, *spans: tuple[float, float], **overrides: Any) -> Seen:
    return Seen(person=person, spans=spans, **overrides)


def a_faces_track(*faces: Seen, alike: float = 0.3, apart: float = 0.8, **overrides: Any) -> FacesTrack:
    """Tracks in the order given. Those of one person are `alike`, of two people `apart`."""
    values: dict[str, Any] = {
        "engine": FACE,
        "camera": CAMERA,
        "tracks": tuple(_track(number, face) for number, face in enumerate(faces)),
        "distances": _distances(faces, alike, apart),
        "looked_s": (),
        "stillness": tuple(
            Stillness(track=number, residual=face.residual, pictures=face.pairs, departure=face.departure)
            for number, face in enumerate(faces)
        ),
    }
    return FacesTrack(**(values | overrides))


def camera_motion(*rests: tuple[float, float], seconds: float, resting: float = 0.2) -> tuple[float, ...]:
    """The camera's movement at each half second: 1 but for the stretches in which it rests."""
    times_s = [step * LOOK_S for step in range(round(seconds / LOOK_S))]
    return tuple(resting if any(start <= at < end for start, end in rests) else 1.0 for at in times_s)


def _track(number: int, face: Seen) -> FaceTrack:
    length_s = sum(end_s - start_s for start_s, end_s in face.spans)
    return FaceTrack(
        id=number,
        person=face.person,
        place=face.place,
        spans=tuple(Span(start_s=start_s, end_s=end_s) for start_s, end_s in face.spans),
        box=face.box,
        observations=round(length_s / LOOK_S) if face.observations is None else face.observations,
        confidence=face.confidence,
        reference_distances=face.references,
    )


def _distances(faces: Sequence[Seen], alike: float, apart: float) -> tuple[tuple[float, ...], ...]:
    return tuple(
        tuple(0.0 if one is other else alike if one.person == other.person else apart for other in faces)
        for one in faces
    )
