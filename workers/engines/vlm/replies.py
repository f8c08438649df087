"""What a model wrote, as an answer: one flat JSON object, or none."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from workers.engines.vlm.base import Answer, Frame
from workers.tracks.answers import Value

#: A time that no frame has belongs to the nearest one, if it is this near.
NEAR_S = 1.0
SEEN_CHARS = 200

SCHEMA: Mapping[str, Any] = {
    "type": "object",
    "properties": {
        "answer": {"type": "string", "enum": [value.value for value in Value]},
        "time_s": {"type": ["number", "null"]},
        "seen": {"type": "string"},
        "confidence": {"type": "number"},
    },
    "required": ["answer", "time_s", "seen", "confidence"],
    "additionalProperties": False,
}


class NoAnswer(Exception):
    """The model wrote something else than an answer; the message says what, in a sentence."""


def read_reply(text: str, frames: Sequence[Frame]) -> Answer:
    """The answer in what a model wrote, fences around it aside. Raises NoAnswer."""
    try:
        data = json.loads(text.strip().removeprefix("```json").removeprefix("```").removesuffix("```"))
    except ValueError as error:
        raise NoAnswer("The model's answer is not in the form that was asked for.") from error
    if not isinstance(data, dict) or data.get("answer") not in set(Value):
        raise NoAnswer("The model answered with something else than yes, no or cannot tell.")
    value, confidence = Value(data["answer"]), data.get("confidence")
    if isinstance(confidence, bool) or not isinstance(confidence, int | float) or not 0 <= confidence <= 1:
        raise NoAnswer("The model did not say how sure it is.")
    seen = data.get("seen")
    return Answer(
        value=value,
        confidence=float(confidence),
        time_s=_frame_time(data.get("time_s"), frames) if value is Value.YES else None,
        seen=seen[:SEEN_CHARS] if isinstance(seen, str) and value is Value.YES else "",
    )


def _frame_time(said: object, frames: Sequence[Frame]) -> float:
    """A yes without a moment is no answer: every claim is a moment of the recording."""
    if isinstance(said, bool) or not isinstance(said, int | float):
        raise NoAnswer("The model said yes, but not when.")
    nearest = min((frame.time_s for frame in frames), key=lambda time_s: abs(time_s - said))
    if not abs(nearest - said) <= NEAR_S:
        raise NoAnswer("The model said yes of a moment that it was not shown.")
    return nearest
