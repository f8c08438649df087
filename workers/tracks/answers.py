"""The answers track: what a video-language model was asked about the recording, and what it said."""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from workers.report import EngineUsed
from workers.spans import Span


class Value(StrEnum):
    YES = "yes"
    NO = "no"
    CANNOT_TELL = "cannot_tell"


class Asking(StrEnum):
    """Why a question was put: to learn something, or to see whether its answer holds.

    `masked`: the same frames with their text made unreadable. `control`: frames far from those that
    showed it, in which it should not be.
    """

    WINDOW = "window"
    MASKED = "masked"
    CONTROL = "control"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One question and its answer. `of`: the window whose answer it tests, its own where it is one.

    `frames_s`: the times of the pictures that were looked at. `seen` and `time_s`: what the model says it
    saw, and when. `prompt`: exactly what it was asked. `abstained`: why it gave no answer.
    """

    asking: Asking
    of: Span
    frames_s: tuple[float, ...]
    value: Value
    confidence: float
    time_s: float | None
    seen: str
    prompt: str
    tokens: int
    abstained: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StepAnswers:
    """Everything that was asked about one step, by its instruction."""

    instruction: str
    asked: tuple[Asked, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswersTrack:
    """`engine.version` says where the pictures were sent."""

    SCHEMA: ClassVar[str] = "candor.track.answers/1"

    engine: EngineUsed
    steps: tuple[StepAnswers, ...]
