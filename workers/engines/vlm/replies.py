"""What a model wrote, as an answer: one flat JSON object, or none."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from workers.engines.vlm.base import Answer, Frame
from workers.engines.vlm.forms import NotFilled, nearest
from workers.tracks.answers import Value

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


def parsed(text: str) -> object:
    """What a model wrote, fences around it aside, as data. Raises NotFilled."""
    try:
        return json.loads(text.strip().removeprefix("```json").removeprefix("```").removesuffix("```"))
    except (ValueError, RecursionError) as error:
        raise NotFilled("The model's answer is not in the form that was asked for.") from error


def read_reply(text: str, frames: Sequence[Frame]) -> Answer:
    """The answer to a closed question in what a model wrote. Raises NotFilled."""
    data = parsed(text)
    if not isinstance(data, dict) or data.get("answer") not in list(Value):
        raise NotFilled("The model answered with something else than yes, no or cannot tell.")
    value, confidence = Value(data["answer"]), data.get("confidence")
    if isinstance(confidence, bool) or not isinstance(confidence, int | float) or not 0 <= confidence <= 1:
        raise NotFilled("The model did not say how sure it is.")
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
        raise NotFilled("The model said yes, but not when.")
    return nearest(float(str(said)), [frame.time_s for frame in frames])
