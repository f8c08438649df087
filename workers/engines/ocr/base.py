"""What an OCR engine owes."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar, Protocol

import numpy as np
from numpy.typing import NDArray

from workers.report import EngineUsed


@dataclass(frozen=True, slots=True, kw_only=True)
class OcrPlace:
    """An upright box in pixels of the picture that was given."""

    x_px: int
    y_px: int
    width_px: int
    height_px: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OcrLine(OcrPlace):
    """One line as read, and where it stands."""

    text: str
    confidence: float


#: Whether the text at a place need not be read.
Skip = Callable[[OcrPlace], bool]


def skip_nothing(_place: OcrPlace) -> bool:
    return False


class OcrEngine(Protocol):
    NAME: ClassVar[str]

    @property
    def used(self) -> EngineUsed: ...

    @property
    def reads(self) -> tuple[str, ...]:
        """Scripts that the model can write, such as `latin`; a text in another is never seen."""
        ...

    def read(self, picture: NDArray[np.uint8], *, skip: Skip = skip_nothing) -> list[OcrLine]:
        """Lines of an RGB picture [height, width, 3], from top to bottom, without those at places
        that may be skipped. Raises EngineFailed.
        """
        ...
