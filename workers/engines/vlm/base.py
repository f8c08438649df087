"""What a video-language engine owes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Protocol

import numpy as np
from numpy.typing import NDArray

from workers.engines.vlm.forms import Form
from workers.engines.vlm.showing import Drawn, Showing
from workers.report import EngineUsed
from workers.tracks.answers import Value


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """A picture of the recording, RGB [height, width, 3], from its time on. `of`: which recording, where
    several are shown. `worded`: it is told in words alone, those of `caption`. `drawn`: what of the picture
    is no part of the recording. `sound`: what is heard while it stands, 16 kHz mono, where that is shown.
    """

    time_s: float
    picture: NDArray[np.uint8]
    of: str = ""
    worded: bool = False
    caption: str = ""
    drawn: tuple[Drawn, ...] = ()
    sound: NDArray[np.int16] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """`confidence`: the model's own, 0 to 1. `time_s`: the frame that shows it best, and `seen` what it
    shows in the model's words; null and empty where the answer is not yes. `prompt`: exactly what was
    asked, without the pictures. `abstained`: why there is no answer, in a sentence; the value is then
    `cannot_tell`.
    """

    value: Value
    confidence: float
    time_s: float | None = None
    seen: str = ""
    prompt: str = ""
    tokens: int = 0
    abstained: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """`values`: what the form says, by field; null where `abstained` says why there is nothing."""

    values: Mapping[str, Any] | None
    prompt: str = ""
    tokens: int = 0
    abstained: str | None = None


class VlmEngine(Protocol):
    NAME: ClassVar[str]

    @property
    def used(self) -> EngineUsed: ...

    @property
    def showing(self) -> Showing: ...

    def answer(self, question: str, *, frames: Sequence[Frame]) -> Answer:
        """A closed question about frames in order of time. What cannot be answered, for whatever
        reason, is abstained from; nothing is raised.
        """
        ...

    def fill(self, request: str, *, form: Form, frames: Sequence[Frame]) -> Filled:
        """A form about frames in order of time. What cannot be filled in is abstained from; nothing is
        raised.
        """
        ...


def abstain(why: str, *, prompt: str = "", tokens: int = 0) -> Answer:
    """No answer, and why."""
    return Answer(value=Value.CANNOT_TELL, confidence=0.0, prompt=prompt, tokens=tokens, abstained=why)


def all_spent(tokens: int) -> str:
    """Why nothing more is asked about a recording."""
    return f"The {tokens} tokens that one recording may cost were spent."
