"""No video-language model: it abstains, and says so."""

from collections.abc import Sequence
from importlib.metadata import version
from typing import ClassVar

from workers.engines.vlm.base import Answer, Filled, Frame, abstain
from workers.engines.vlm.forms import Form
from workers.engines.vlm.showing import Showing
from workers.report import EngineUsed

WHY = "No video-language model was set up, so nobody looked at the pictures for this question."


class NoVlm:
    """Stands where a model could: every question is answered with `cannot_tell` and the reason."""

    NAME: ClassVar[str] = "none"

    @property
    def used(self) -> EngineUsed:
        return EngineUsed(kind="vlm", name=self.NAME, model="none", version=version("candor"))

    @property
    def showing(self) -> Showing:
        return Showing()

    def answer(self, question: str, *, frames: Sequence[Frame]) -> Answer:  # noqa: ARG002 - no model reads them
        """Abstains; `confidence` 0 because nothing was weighed."""
        return abstain(WHY)

    def fill(self, request: str, *, form: Form, frames: Sequence[Frame]) -> Filled:  # noqa: ARG002 - likewise
        """Abstains."""
        return Filled(values=None, abstained=WHY)
