"""WebM files of a few bytes, in every way in which recorders write them."""

from collections.abc import Sequence
from dataclasses import dataclass

from integrity.lib.webm import (
    BLOCK,
    BLOCK_DURATION,
    BLOCK_GROUP,
    CLUSTER,
    CODEC_ID,
    CODEC_PRIVATE,
    EBML,
    INFO,
    POSITION,
    SEGMENT,
    SIMPLE_BLOCK,
    TIMESTAMP,
    TIMESTAMP_SCALE,
    TRACK_ENTRY,
    TRACK_NUMBER,
    TRACK_TYPE,
    TRACKS,
)

_OPEN = b"\x01" + b"\xff" * 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Track:
    number: int
    kind: int
    codec: bytes
    private: bytes = b""


PICTURE = Track(number=1, kind=1, codec=b"V_VP8")
SOUND = Track(number=2, kind=2, codec=b"A_OPUS")


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """`at`: ticks after its cluster's time; in a group with a duration where there is one."""

    track: int
    at: int
    content: bytes
    duration: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A cluster."""

    timestamp: int
    blocks: tuple[Block, ...]


def a_webm(
    groups: Sequence[Group],
    *,
    tracks: Sequence[Track] = (PICTURE, SOUND),
    is_open: bool = True,
    scale_ns: int = 1_000_000,
) -> bytes:
    """`is_open`: sizes of the segment and of clusters are left open, as live recorders do."""
    content = element(INFO, element(TIMESTAMP_SCALE, number(scale_ns)))
    content += element(TRACKS, b"".join(map(_track, tracks)))
    content += b"".join(element(CLUSTER, _cluster(group), is_open=is_open) for group in groups)
    head = element(EBML, element(0x4282, b"webm"))
    return head + element(SEGMENT, content, is_open=is_open)


def element(ident: int, content: bytes, *, is_open: bool = False) -> bytes:
    size = _OPEN if is_open else (1 << 28 | len(content)).to_bytes(4, "big")
    return number(ident) + size + content


def number(value: int) -> bytes:
    return value.to_bytes(max(1, (value.bit_length() + 7) // 8), "big")


def _track(track: Track) -> bytes:
    content = element(TRACK_NUMBER, number(track.number)) + element(TRACK_TYPE, number(track.kind))
    content += element(CODEC_ID, track.codec)
    return element(TRACK_ENTRY, content + (element(CODEC_PRIVATE, track.private) if track.private else b""))


def _cluster(group: Group) -> bytes:
    about = element(TIMESTAMP, number(group.timestamp)) + element(POSITION, b"\x07")
    return about + b"".join(map(_block, group.blocks))


def _block(block: Block) -> bytes:
    content = bytes([0x80 | block.track]) + block.at.to_bytes(2, "big", signed=True) + b"\x80" + block.content
    if block.duration is None:
        return element(SIMPLE_BLOCK, content)
    return element(BLOCK_GROUP, element(BLOCK, content) + element(BLOCK_DURATION, number(block.duration)))
