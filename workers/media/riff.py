"""The chunks of AVI (RIFF, with the OpenDML extension): what they state about the length."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass

from workers.media.statement import FileBytes, Statement, plausible_s

_MOST_CHUNKS = 10_000
_LIST_KINDS = frozenset({b"RIFF", b"LIST"})
_NO_LENGTH = 0x7FFFFFFF


@dataclass(frozen=True, slots=True, kw_only=True)
class Chunk:
    """`kind` of a list is the list's own; `start` and `end` bound the content."""

    kind: bytes
    start: int
    end: int


def read_statement(file: FileBytes) -> Statement:
    """The RIFF sizes and the stream headers' lengths. An unfinished file states neither."""
    top = [chunk for chunk in walk(file, 0, file.size) if chunk.kind in {b"AVI ", b"AVIX"}]
    if not top:
        return Statement(unfinished="The AVI breaks off in its first bytes.")
    header = next((chunk for chunk in walk(file, top[0].start, top[0].end) if chunk.kind == b"hdrl"), None)
    lengths = _lengths_s(file, header) if header else []
    breaks_off = max(chunk.end for chunk in top) > file.size
    return Statement(length_s=max(lengths, default=None), breaks_off=breaks_off)


def walk(file: FileBytes, start: int, end: int) -> Iterator[Chunk]:
    """The chunks of one level, in order; one of size zero reaches to the end of the file."""
    for _ in range(_MOST_CHUNKS):
        if start + 8 > min(end, file.size):
            return
        kind, content = file.at(start, 4), start + 8
        size = _number(file, start + 4)
        stop = content + size
        if kind in _LIST_KINDS:
            kind, content = file.at(content, 4), content + 4
            stop = max(stop, content) if size else file.size
        yield Chunk(kind=kind, start=content, end=stop)
        start = stop + (stop - start) % 2


def _lengths_s(file: FileBytes, header: Chunk) -> list[float]:
    """One length for each picture or sound stream that states any."""
    found: list[float] = []
    for listed in walk(file, header.start, header.end):
        if listed.kind != b"strl":
            continue
        stream = next(
            (chunk for chunk in walk(file, listed.start, listed.end) if chunk.kind == b"strh"), None
        )
        if stream is None or file.at(stream.start, 4) not in {b"vids", b"auds"}:
            continue
        scale, rate, length = (_number(file, stream.start + at) for at in (20, 24, 32))
        length_s = plausible_s(length * scale, rate) if length < _NO_LENGTH else None
        found += [] if length_s is None else [length_s]
    return found


def _number(file: FileBytes, offset: int) -> int:
    (number,) = struct.unpack("<I", file.at(offset, 4).ljust(4, b"\0"))
    return int(number)
