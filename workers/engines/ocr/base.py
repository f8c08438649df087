"""What an OCR engine owes."""

from dataclasses import dataclass
from typing import ClassVar, Protocol

import numpy as np
from numpy.typing import NDArray

from workers.report import EngineUsed


@dataclass(frozen=True, slots=True, kw_only=True)
class OcrLine:
    """One line as read. The box is in pixels of the picture that was given, upright."""

    text: str
    confidence: float
    x_px: int
    y_px: int
    width_px: int
    height_px: int


class OcrEngine(Protocol):
    NAME: ClassVar[str]

    @property
    def used(self) -> EngineUsed: ...

    @property
    def reads(self) -> tuple[str, ...]:
        """Scripts that the model can write, such as `latin`; a text in another is never seen."""
        ...

    def read(self, picture: NDArray[np.uint8]) -> list[OcrLine]:
        """Lines of an RGB picture [height, width, 3], from top to bottom. Raises EngineFailed."""
        ...
