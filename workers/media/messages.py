"""The wire between the decoding child and its parent: length-prefixed messages on a pipe.

A message is two 32-bit lengths, a JSON header and raw bytes. The parent trusts none of it: the
child has opened a file that anybody may have made.
"""

import json
import struct
from dataclasses import asdict, dataclass
from typing import Any, BinaryIO, Literal

import numpy as np
from numpy.typing import NDArray
from pydantic import ConfigDict, TypeAdapter, ValidationError
from pydantic.dataclasses import dataclass as validated

from workers.media.limits import Limits
from workers.media.pictures import Sample

LENGTHS = struct.Struct("<II")
HEADER_BYTES = 256 * 1024
LUMA_SIDE_PX = 640
_STRICT = ConfigDict(extra="forbid", strict=True, allow_inf_nan=False)

Shape = tuple[int, int]
Stretch = tuple[float, float]


class MessageBroken(ValueError):
    """The child sent something that is no message."""


@validated(config=_STRICT, frozen=True, slots=True, kw_only=True)
class SampleHeader:
    """Announces one sample; the bytes are the luma, then the picture where there is one."""

    kind: Literal["sample"] = "sample"
    time_s: float
    luma: Shape
    picture: Shape | None
    settled: bool
    periodic: bool


@validated(config=_STRICT, frozen=True, slots=True, kw_only=True)
class Alive:
    """Sent about once a second while nothing else is. `length_s`: the stated length, if any."""

    kind: Literal["alive"] = "alive"
    time_s: float
    length_s: float | None = None


@validated(config=_STRICT, frozen=True, slots=True, kw_only=True)
class Refusal:
    """The child ends: nothing of the file can be read, and why."""

    kind: Literal["refusal"] = "refusal"
    why: str


@validated(config=_STRICT, frozen=True, slots=True, kw_only=True)
class Ending:
    """The child ends well: what was found. Times in seconds; sizes of the upright picture."""

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


Header = SampleHeader | Alive | Refusal | Ending
_HEADER: TypeAdapter[Header] = TypeAdapter(Header)


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    header: Header
    body: bytes


def write_message(pipe: BinaryIO, header: Header, *body: NDArray[np.uint8]) -> None:
    """Sends one message; blocks while the pipe is full, which is what bounds memory."""
    head = json.dumps(_plain(header), allow_nan=False).encode()
    pipe.write(LENGTHS.pack(len(head), sum(part.nbytes for part in body)) + head)
    pipe.writelines(np.ascontiguousarray(part).data for part in body)
    pipe.flush()


def _plain(header: Header) -> dict[str, Any]:
    return asdict(header)


def parse_header(head: bytes) -> Header:
    """A header from its JSON. Raises MessageBroken."""
    try:
        return _HEADER.validate_json(head)
    except ValidationError as error:
        raise MessageBroken(f"a header that breaks its schema: {error.errors()[0]['msg']}") from error


def body_bytes(header: Header, limits: Limits) -> int:
    """How many bytes must follow this header. Raises MessageBroken where it asks for too many."""
    if not isinstance(header, SampleHeader):
        return 0
    height, width = header.luma
    if not (0 < height <= LUMA_SIDE_PX and 0 < width <= LUMA_SIDE_PX):
        raise MessageBroken(f"a luma picture of {header.luma=}")
    if header.picture is None:
        return height * width
    tall, wide = header.picture
    if not (0 < tall <= limits.side_px and 0 < wide <= limits.side_px and tall * wide <= limits.pixels):
        raise MessageBroken(f"a picture of {header.picture=}")
    return height * width + tall * wide * 3


def sample_from(header: SampleHeader, body: bytes) -> Sample:
    """The sample; its arrays are read-only views of `body`, whose length has been checked."""
    height, width = header.luma
    flat = np.frombuffer(body, dtype=np.uint8)
    luma = flat[: height * width].reshape(height, width)
    picture = None if header.picture is None else flat[height * width :].reshape(*header.picture, 3)
    return Sample(
        time_s=header.time_s, luma=luma, picture=picture, settled=header.settled, periodic=header.periodic
    )
