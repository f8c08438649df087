"""The faces track: who was in the camera picture, as distances; never an embedding."""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from workers.report import EngineUsed, Gap
from workers.spans import Box, Span


class Place(StrEnum):
    """Where a face was seen: in the camera's picture, or in something on the shared screen."""

    CAMERA = "camera"
    SCREEN = "screen"


@dataclass(frozen=True, slots=True, kw_only=True)
class FaceTrack:
    """One face followed through time.

    `person`: tracks with the same number are one person by their distances; numbered in order
    of first appearance. `spans`: when it was seen. `observations`: in how many pictures.
    `reference_distances`: median distance to each reference of the brief, in the brief's order
    (Euclidean distance of dlib's 128 numbers; people differ from about 0.6).
    """

    id: int
    person: int
    place: Place
    spans: tuple[Span, ...]
    box: Box
    observations: int
    confidence: float
    reference_distances: tuple[float, ...] = ()

    @property
    def start_s(self) -> float:
        return self.spans[0].start_s

    @property
    def end_s(self) -> float:
        return self.spans[-1].end_s


@dataclass(frozen=True, slots=True, kw_only=True)
class Stillness:
    """How one face track moves, to tell a picture of a person from a person who sits still.

    `residual`: what remains of the change between pictures after the best rigid movement is
    taken out, in luma levels above the face's own noise; a picture of a person leaves little.
    `pictures`: how many pairs of pictures were compared. `departure`: how much more the place of the
    face differs from what is there before and after than those differ from each other, in luma
    levels: high for who came and went; null where the recording has no before or no after.
    """

    track: int
    residual: float
    pictures: int
    departure: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FacesTrack:
    """`camera`: the camera's region, or null where no camera picture was found.

    `distances[i][j]`: median distance between tracks i and j, null where not both embedded.
    `references`: hashes (SHA-256) of the pictures that faces were compared with, in the brief's order.
    """

    SCHEMA: ClassVar[str] = "candor.track.faces/1"

    engine: EngineUsed
    camera: Box | None
    tracks: tuple[FaceTrack, ...]
    distances: tuple[tuple[float | None, ...], ...]
    looked_s: tuple[float, ...]
    stillness: tuple[Stillness, ...] = ()
    references: tuple[str, ...] = ()
    unread_references: tuple[str, ...] = ()
    gaps: tuple[Gap, ...] = ()
