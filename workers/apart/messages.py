"""What the child says to its parent: one JSON object a line."""

import json
from dataclasses import asdict, dataclass

from pydantic import TypeAdapter, ValidationError

from workers.progress import Progress


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """Why there is no report, as one sentence; `permanent` where another try cannot help."""

    sentence: str
    permanent: bool


Message = Progress | Failure

_MESSAGE: TypeAdapter[Message] = TypeAdapter(Message)


def write_message(message: Message) -> str:
    return json.dumps(asdict(message)) + "\n"


def read_message(line: str) -> Message:
    """Raises ValueError for a line that is none."""
    try:
        return _MESSAGE.validate_json(line)
    except ValidationError as error:
        raise ValueError(f"not a message of an inspection: {line[:200]!r}") from error
