"""What a model wrote, as an answer: one flat JSON object, or none."""

import json
from typing import Any

from workers.engines.vlm.base import Answer
from workers.engines.vlm.moments import Moments, NotFilled
from workers.tracks.answers import Value

SEEN_CHARS = 200
NO_MOMENT = "The model said yes, but not when."


def schema_of_answer(moments: Moments) -> dict[str, Any]:
    """The answer to a closed question as a JSON schema."""
    return {
        "type": "object",
        "properties": {
            "answer": {"type": "string", "enum": [value.value for value in Value]},
            "time_s": {"type": [moments.kind, "null"]},
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


def read_reply(text: str, moments: Moments) -> Answer:
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
        time_s=_moment(data.get("time_s"), moments) if value is Value.YES else None,
        seen=seen[:SEEN_CHARS] if isinstance(seen, str) and value is Value.YES else "",
    )


def _moment(said: object, moments: Moments) -> float:
    """A yes without a moment is no answer: every claim is a moment of the recording."""
    if said is None:
        raise NotFilled(NO_MOMENT)
    return moments.read(said)
