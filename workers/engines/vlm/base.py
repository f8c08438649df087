"""What a video-language engine owes."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Protocol

import numpy as np
from numpy.typing import NDArray

from workers.report import EngineUsed


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """`value` is `yes`, `no` or `cannot_tell`; `abstained` says in a sentence why none was given."""

    value: str
    confidence: float
    abstained: str | None = None


class VlmEngine(Protocol):
    NAME: ClassVar[str]

    @property
    def used(self) -> EngineUsed: ...

    def answer(
        self, question: str, *, pictures: Sequence[NDArray[np.uint8]], times_s: Sequence[float]
    ) -> Answer:
        """A closed question about pictures (RGB [height, width, 3]) at the given times."""
        ...
