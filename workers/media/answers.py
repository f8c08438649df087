"""What the decoding child says, as its parent reads it: nothing is believed that was not checked.

The child has opened a file that anybody may have made.
"""

import numpy as np
from pydantic import TypeAdapter, ValidationError

from workers.media.limits import Limits
from workers.media.messages import LUMA_SIDE_PX, Header, SampleHeader
from workers.media.pictures import Sample
from workers.media.tiles import tile_grid

_HEADER: TypeAdapter[Header] = TypeAdapter(Header)


class MessageBroken(ValueError):
    """The child sent something that is no message."""


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
    rows, columns = tile_grid(header.luma) if header.settled else (0, 0)
    small = height * width + rows * columns
    if header.picture is None:
        return small
    tall, wide = header.picture
    if not (0 < tall <= limits.side_px and 0 < wide <= limits.side_px and tall * wide <= limits.pixels):
        raise MessageBroken(f"a picture of {header.picture=}")
    return small + tall * wide * 3


def sample_from(header: SampleHeader, body: bytes) -> Sample:
    """The sample; its arrays are read-only views of `body`, whose length has been checked."""
    height, width = header.luma
    flat = np.frombuffer(body, dtype=np.uint8)
    luma, rest = flat[: height * width].reshape(height, width), flat[height * width :]
    new_tiles = None
    if header.settled:
        rows, columns = tile_grid(header.luma)
        new_tiles, rest = rest[: rows * columns].reshape(rows, columns) != 0, rest[rows * columns :]
    picture = None if header.picture is None else rest.reshape(*header.picture, 3)
    return Sample(
        time_s=header.time_s, luma=luma, picture=picture, new_tiles=new_tiles, periodic=header.periodic
    )
