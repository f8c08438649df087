"""What a face engine owes."""

from dataclasses import dataclass
from typing import ClassVar, Protocol

import numpy as np
from numpy.typing import NDArray

from workers.report import EngineUsed


@dataclass(frozen=True, slots=True, kw_only=True)
class FaceBox:
    """One face as found, in pixels of the picture that was given."""

    x_px: int
    y_px: int
    width_px: int
    height_px: int
    confidence: float


class FaceEngine(Protocol):
    NAME: ClassVar[str]
    #: Embeddings of two people are usually at least this far apart (Euclidean).
    DIFFERENT_FROM: ClassVar[float]

    @property
    def used(self) -> EngineUsed: ...

    def find(self, picture: NDArray[np.uint8], *, least_px: int = 0) -> list[FaceBox]:
        """Upright faces of an RGB picture [height, width, 3]; from about 40 px wide. Nothing smaller
        than `least_px` need be looked for.
        """
        ...

    def align(self, picture: NDArray[np.uint8], face: FaceBox) -> NDArray[np.uint8]:
        """The face level and alone, as `embed` takes it: RGB [side, side, 3]. Cheap."""
        ...

    def embed(self, chip: NDArray[np.uint8]) -> NDArray[np.float64]:
        """An aligned face as 128 numbers; the Euclidean distance of two tells how unlike they are."""
        ...
