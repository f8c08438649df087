"""What the child says to its parent: one JSON object a line."""

import json
import os
from dataclasses import asdict, dataclass
from typing import TextIO

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


def claim_standard_output() -> TextIO:
    """Standard output for messages alone; whatever a library prints goes to standard error."""
    voice = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    return voice
