"""The elements of Matroska and WebM (RFC 8794, RFC 9559): what they state about the length."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass

from workers.media.statement import FileBytes, Statement, plausible_s

_EBML = 0x1A45DFA3
_SEGMENT = 0x18538067
_INFO = 0x1549A966
_CLUSTER = 0x1F43B675
_TIMESTAMP_SCALE = 0x2AD7B1
_DURATION = 0x4489
_DEFAULT_SCALE_NS = 1_000_000
_MOST_ELEMENTS = 100_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Element:
    """`start` and `end` bound the content; `end` is null where the size is left open."""

    ident: int
    start: int
    end: int | None


def read_statement(file: FileBytes) -> Statement:
    """The Segment's size and its Info's Duration. A live recording states neither."""
    segment = next((found for found in walk(file, 0, file.size) if found.ident == _SEGMENT), None)
    if segment is None:
        return Statement(unfinished="The Matroska file holds no segment: it breaks off in its first bytes.")
    length_s = _length_s(file, segment)
    if segment.end is not None:
        return Statement(length_s=length_s, breaks_off=segment.end > file.size)
    # A cluster that breaks off in a file without a stated length is how an interrupted recorder
    # leaves it: such a file states no length and may not be called truncated.
    breaks_off = length_s is not None and _last_breaks_off(file, segment)
    return Statement(length_s=length_s, breaks_off=breaks_off, fragmented=True)


def _last_breaks_off(file: FileBytes, segment: Element) -> bool:
    return any(
        found.end is not None and found.end > file.size for found in walk(file, segment.start, file.size)
    )


def walk(file: FileBytes, start: int, end: int) -> Iterator[Element]:
    """The elements of one level, in order; ends after the first of open size."""
    for _ in range(_MOST_ELEMENTS):
        if start >= min(end, file.size):
            return
        ident, id_bytes = _variable(file, start, keep_marker=True)
        size, size_bytes = _variable(file, start + id_bytes, keep_marker=False)
        if not id_bytes or not size_bytes:
            return
        content = start + id_bytes + size_bytes
        is_open = size == (1 << 7 * size_bytes) - 1
        yield Element(ident=ident, start=content, end=None if is_open else content + size)
        if is_open:
            return
        start = content + size


def _variable(file: FileBytes, offset: int, *, keep_marker: bool) -> tuple[int, int]:
    """A variable-length number and its bytes; (0, 0) where there is none."""
    first = file.number(offset, 1)
    width = 9 - first.bit_length()
    if first == 0 or offset + width > file.size:
        return 0, 0
    number = file.number(offset, width)
    return (number if keep_marker else number & ((1 << 7 * width) - 1)), width


def _length_s(file: FileBytes, segment: Element) -> float | None:
    end = file.size if segment.end is None else segment.end
    for found in walk(file, segment.start, end):
        if found.ident == _INFO and found.end is not None:
            return _info_length_s(file, found.start, found.end)
        if found.ident == _CLUSTER:
            return None
    return None


def _info_length_s(file: FileBytes, start: int, end: int) -> float | None:
    scale_ns, ticks = _DEFAULT_SCALE_NS, 0.0
    for found in walk(file, start, end):
        count = (found.end or found.start) - found.start
        if found.ident == _TIMESTAMP_SCALE and count <= 8:
            scale_ns = file.number(found.start, count)
        elif found.ident == _DURATION and count in {4, 8}:
            raw = file.at(found.start, count).ljust(count, b"\0")
            (ticks,) = struct.unpack(">f" if count == 4 else ">d", raw)
    return plausible_s(ticks * scale_ns, 1e9)
