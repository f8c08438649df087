"""No video-language model: it abstains, and says so."""

from collections.abc import Sequence
from importlib.metadata import version
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from workers.engines.vlm.base import Answer
from workers.report import EngineUsed

WHY = "No video-language model was set up, so nobody looked at the pictures for this question."


class NoVlm:
    """Stands where a model could: every question is answered with `cannot_tell` and the reason."""

    NAME: ClassVar[str] = "none"

    @property
    def used(self) -> EngineUsed:
        return EngineUsed(kind="vlm", name=self.NAME, model="none", version=version("candor"))

    def answer(
        self,
        question: str,  # noqa: ARG002 - the protocol's; no model reads it
        *,
        pictures: Sequence[NDArray[np.uint8]],  # noqa: ARG002 - likewise
        times_s: Sequence[float],  # noqa: ARG002 - likewise
    ) -> Answer:
        """Abstains; `confidence` 0 because nothing was weighed."""
        return Answer(value="cannot_tell", confidence=0.0, abstained=WHY)
