"""WebM as recorders in browsers write it (RFC 8794, RFC 9559): its elements, and what a stretch consists of.

What a live recorder leaves open (the sizes of the segment and of clusters) is found out; what breaks off in the
middle of an element ends before it.
"""

from collections.abc import Iterator
from dataclasses import dataclass

EBML, SEGMENT, INFO, TRACKS, CLUSTER = 0x1A45DFA3, 0x18538067, 0x1549A966, 0x1654AE6B, 0x1F43B675
TIMESTAMP_SCALE, DURATION = 0x2AD7B1, 0x4489
TRACK_ENTRY, TRACK_NUMBER, TRACK_UID, TRACK_TYPE, CODEC_ID, CODEC_PRIVATE = (
    0xAE,
    0xD7,
    0x73C5,
    0x83,
    0x86,
    0x63A2,
)
TIMESTAMP, POSITION, PREVIOUS_SIZE = 0xE7, 0xA7, 0xAB
SIMPLE_BLOCK, BLOCK_GROUP, BLOCK, BLOCK_DURATION = 0xA3, 0xA0, 0xA1, 0x9B
_SEEK_HEAD, _CUES, _CHAPTERS, _TAGS, _ATTACHMENTS = 0x114D9B74, 0x1C53BB6B, 0x1043A770, 0x1254C367, 0x1941A469
_TOP = frozenset({EBML, SEGMENT})
#: Whatever of these comes ends an open cluster.
_IN_SEGMENT = frozenset({INFO, TRACKS, CLUSTER, _SEEK_HEAD, _CUES, _CHAPTERS, _TAGS, _ATTACHMENTS})

DEFAULT_SCALE_NS = 1_000_000


class WebmInvalid(Exception):
    """The bytes are no WebM of a recorder; the message says what is missing."""


class WebmEmpty(WebmInvalid):
    """It breaks off before it says what it holds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Element:
    """`head` is where it starts, `start` and `end` bound its content."""

    ident: int
    head: int
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Track:
    number: int
    kind: int
    codec: bytes
    private: bytes
    entry: Element


@dataclass(frozen=True, slots=True, kw_only=True)
class Cluster:
    """`timestamp` and `last` (of its last block's end) in ticks; `parts` are its blocks, without what is about it."""

    timestamp: int
    last: int
    parts: tuple[Element, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    data: bytes
    header: Element
    info: Element
    scale_ns: int
    tracks: tuple[Track, ...]
    clusters: tuple[Cluster, ...]

    @property
    def length_ticks(self) -> int:
        return max((cluster.last for cluster in self.clusters), default=0)


def read_stretch(data: bytes) -> Stretch:
    """Anything that can be sliced like bytes, a memory map as well. Raises WebmInvalid."""
    top = {found.ident: found for found in elements(data, 0, len(data))}
    if EBML not in top:
        raise WebmInvalid("It does not start as a WebM file does.")
    if SEGMENT not in top:
        raise WebmEmpty("It has no segment.")
    info = tracks = None
    clusters: list[Cluster] = []
    for found in elements(data, top[SEGMENT].start, top[SEGMENT].end):
        if found.ident == INFO:
            info = found
        elif found.ident == TRACKS:
            tracks = found
        elif found.ident == CLUSTER:
            clusters.append(_cluster(data, found))
    if info is None or tracks is None:
        raise WebmEmpty("It does not say what it holds.")
    return Stretch(
        data=data,
        header=top[EBML],
        info=info,
        scale_ns=_number(data, info, TIMESTAMP_SCALE, DEFAULT_SCALE_NS),
        tracks=tuple(_tracks(data, tracks)),
        clusters=tuple(cluster for cluster in clusters if cluster.parts),
    )


def elements(data: bytes, start: int, end: int) -> Iterator[Element]:
    """The whole elements of one level, in order; of a segment or a cluster also one that breaks off."""
    while start < end:
        ident, content = _ident(data, start, end)
        size, content = _size(data, content, end)
        if not ident or content > end:
            return
        stop = end if size is None else content + size
        if size is None and ident == CLUSTER:
            stop = _end_of_open_cluster(data, content, end)
        if stop > end or size is None:
            if ident not in {SEGMENT, CLUSTER}:
                return
            stop = min(stop, end)
        yield Element(ident=ident, head=start, start=content, end=stop)
        start = stop


def _end_of_open_cluster(data: bytes, start: int, end: int) -> int:
    while start < end:
        ident, content = _ident(data, start, end)
        if not ident or ident in _IN_SEGMENT or ident in _TOP:
            return start
        size, content = _size(data, content, end)
        if size is None or content + size > end:
            return end
        start = content + size
    return end


def _ident(data: bytes, at: int, end: int) -> tuple[int, int]:
    """An element's identity with its marker, and where its size starts; 0 where there is none."""
    width = 9 - data[at].bit_length()
    if width > 4 or at + width > end:
        return 0, end + 1
    return int.from_bytes(data[at : at + width], "big"), at + width


def _size(data: bytes, at: int, end: int) -> tuple[int | None, int]:
    """A size (None: open), and where the content starts; beyond the end where there is none."""
    if at >= end or data[at] == 0:
        return None, end + 1
    width = 9 - data[at].bit_length()
    if at + width > end:
        return None, end + 1
    every = (1 << 7 * width) - 1
    size = int.from_bytes(data[at : at + width], "big") & every
    return (None if size == every else size), at + width


def _cluster(data: bytes, cluster: Element) -> Cluster:
    timestamp, last = 0, 0
    parts = []
    for found in elements(data, cluster.start, cluster.end):
        if found.ident == TIMESTAMP:
            timestamp = int.from_bytes(data[found.start : found.end], "big")
        elif found.ident in {SIMPLE_BLOCK, BLOCK_GROUP}:
            parts.append(found)
            last = max(last, _block_end(data, found))
    return Cluster(timestamp=timestamp, last=timestamp + last, parts=tuple(parts))


def block_of(data: bytes, part: Element) -> Element:
    """The block itself, be it simple or in a group. Raises WebmInvalid where a group has none."""
    if part.ident == SIMPLE_BLOCK:
        return part
    for found in elements(data, part.start, part.end):
        if found.ident == BLOCK:
            return found
    raise WebmInvalid("A group of blocks has no block.")


def _block_end(data: bytes, part: Element) -> int:
    """In ticks from its cluster's time."""
    block = block_of(data, part)
    if block.end - block.start < 4 or not data[block.start] & 0x80:
        raise WebmInvalid("A block has no track or no time.")
    at = int.from_bytes(data[block.start + 1 : block.start + 3], "big", signed=True)
    return at + (_number(data, part, BLOCK_DURATION, 0) if part.ident == BLOCK_GROUP else 0)


def _tracks(data: bytes, tracks: Element) -> Iterator[Track]:
    for entry in elements(data, tracks.start, tracks.end):
        if entry.ident == TRACK_ENTRY:
            yield Track(
                number=_number(data, entry, TRACK_NUMBER, 0),
                kind=_number(data, entry, TRACK_TYPE, 0),
                codec=_bytes(data, entry, CODEC_ID),
                private=_bytes(data, entry, CODEC_PRIVATE),
                entry=entry,
            )


def _number(data: bytes, parent: Element, ident: int, default: int) -> int:
    content = _bytes(data, parent, ident)
    return int.from_bytes(content, "big") if content else default


def _bytes(data: bytes, parent: Element, ident: int) -> bytes:
    for found in elements(data, parent.start, parent.end):
        if found.ident == ident:
            return bytes(data[found.start : found.end])
    return b""
