"""The wire between the decoding child and its parent: length-prefixed messages on a pipe.

A message is two 32-bit lengths, a JSON header and raw bytes. This is what both sides share and what
the child writes with; the parent's side, which trusts none of it, is `answers`.
"""

import json
import struct
from dataclasses import asdict, dataclass
from typing import BinaryIO, ClassVar, Literal

import numpy as np
from numpy.typing import NDArray

LENGTHS = struct.Struct("<II")
HEADER_BYTES = 256 * 1024
LUMA_SIDE_PX = 640
#: Texts that a container may be quoted with.
MOST_TEXTS = 16

Shape = tuple[int, int]
Stretch = tuple[float, float]


class _Strict:
    """How `answers` reads these: pydantic's settings by name, so that the child need not load pydantic."""

    __slots__ = ()
    __pydantic_config__: ClassVar = {"extra": "forbid", "strict": True, "allow_inf_nan": False}


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleHeader(_Strict):
    """Announces one sample; the bytes are the luma, one for each of its tiles where it is `settled`
    (1: to be read), then the picture where there is one.
    """

    kind: Literal["sample"] = "sample"
    time_s: float
    luma: Shape
    picture: Shape | None
    settled: bool
    periodic: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Alive(_Strict):
    """Sent about once a second while nothing else is. `length_s`: the stated length, if any."""

    kind: Literal["alive"] = "alive"
    time_s: float
    length_s: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal(_Strict):
    """The child ends: nothing of the file can be read, and why."""

    kind: Literal["refusal"] = "refusal"
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending(_Strict):
    """The child ends well: what was found. Times in seconds; sizes of the upright picture. `texts`: what was
    written into the container by whoever made it (title, comment and the like).
    """

    kind: Literal["ending"] = "ending"
    container: str
    width_px: int | None
    height_px: int | None
    rotation: int
    video_codec: str | None
    audio_codec: str | None
    video: bool
    audio: bool
    stated_s: float | None
    read_s: float
    truncated: bool
    damage: tuple[str, ...]
    picture_spans: tuple[Stretch, ...]
    sound_spans: tuple[Stretch, ...]
    sound_samples: int
    layers: tuple[str, ...]
    texts: tuple[str, ...] = ()


Header = SampleHeader | Alive | Refusal | Ending


def write_message(pipe: BinaryIO, header: Header, *body: NDArray[np.uint8]) -> None:
    """Sends one message; blocks while the pipe is full, which is what bounds memory."""
    head = json.dumps(asdict(header), allow_nan=False).encode()
    pipe.write(LENGTHS.pack(len(head), sum(part.nbytes for part in body)) + head)
    pipe.writelines(np.ascontiguousarray(part).data for part in body)
    pipe.flush()
