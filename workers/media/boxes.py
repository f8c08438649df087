"""The boxes of MP4 and MOV (ISO/IEC 14496-12): what they state about the recording's length."""

from collections.abc import Iterator
from dataclasses import dataclass

from workers.media.statement import FileBytes, Statement, plausible_s

#: More boxes than any honest file has on one level; a hostile one is not walked further.
_MOST_BOXES = 300_000
_ENDLESS = {4: 0xFFFFFFFF, 8: 0xFFFFFFFFFFFFFFFF}


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """`start` and `end` bound the box's content; `end` may lie past the end of the file."""

    kind: bytes
    start: int
    end: int


def read_statement(file: FileBytes) -> Statement:
    """The lengths and sizes that the boxes state."""
    top = list(walk(file, 0, file.size))
    moov = next((box for box in top if box.kind == b"moov"), None)
    breaks_off = bool(top) and max(box.end for box in top) > file.size
    if moov is None:
        return Statement(breaks_off=breaks_off, unfinished=_without_index(breaks_off=breaks_off))
    fragmented = any(box.kind == b"mvex" for box in walk(file, moov.start, moov.end))
    length_s = _length_s(file, moov)
    # A fragment that breaks off in a file without a stated length is how an interrupted recorder
    # leaves it: such a file states no length and may not be called truncated.
    counts = length_s is not None or not fragmented
    return Statement(
        length_s=length_s,
        breaks_off=breaks_off and counts,
        fragmented=fragmented,
        loose_end=breaks_off and not counts,
    )


def _without_index(*, breaks_off: bool) -> str:
    if breaks_off:
        return "The MP4 breaks off before its index (moov): the end of the file is missing."
    return "The MP4 has no index (moov): the recording was not finished."


def walk(file: FileBytes, start: int, end: int) -> Iterator[Box]:
    """The boxes of one level, in order, up to the first that is none."""
    for _ in range(_MOST_BOXES):
        if start + 8 > min(end, file.size):
            return
        size, kind, head = file.number(start, 4), file.at(start + 4, 4), 8
        if size == 1:
            size, head = file.number(start + 8, 8), 16
        elif size == 0:
            size = end - start
        if size < head:
            return
        yield Box(kind=kind, start=start + head, end=start + size)
        start += size


def _length_s(file: FileBytes, moov: Box) -> float | None:
    """The longest of the picture's and the sound's tracks, else what the header box says."""
    header = _child(file, moov, b"mvhd")
    if header is None:
        return None
    per_second, whole = _timed(file, header)
    extends = _child(file, moov, b"mvex")
    if extends is not None:
        # Beside fragments, the tracks' own lengths cover the first fragment at most.
        return _fragments_length_s(file, extends, per_second)
    tracks = [box for box in walk(file, moov.start, moov.end) if box.kind == b"trak"]
    lengths = [_track_length_s(file, track, per_second) for track in tracks]
    stated = [length for length in lengths if length is not None]
    return max(stated) if stated else plausible_s(whole, per_second)


def _fragments_length_s(file: FileBytes, extends: Box, per_second: int) -> float | None:
    header = _child(file, extends, b"mehd")
    if header is None:
        return None
    wide = file.number(header.start, 1) == 1
    return plausible_s(_duration(file, header.start + 4, 8 if wide else 4), per_second)


def _track_length_s(file: FileBytes, track: Box, per_second: int) -> float | None:
    """A picture or sound track's length after its edits; None for other tracks."""
    media = _child(file, track, b"mdia")
    handler = _child(file, media, b"hdlr") if media else None
    if media is None or handler is None or file.at(handler.start + 8, 4) not in {b"vide", b"soun"}:
        return None
    header = _child(file, track, b"tkhd")
    if header is not None:
        wide = file.number(header.start, 1) == 1
        ticks = _duration(file, header.start + (28 if wide else 20), 8 if wide else 4)
        if ticks:
            return plausible_s(ticks, per_second)
    timing = _child(file, media, b"mdhd")
    if timing is None:
        return None
    media_per_second, ticks = _timed(file, timing)
    return plausible_s(ticks, media_per_second)


def _timed(file: FileBytes, header: Box) -> tuple[int, int]:
    """Ticks a second and length in ticks of an mvhd or mdhd box."""
    if file.number(header.start, 1) == 1:
        return file.number(header.start + 20, 4), _duration(file, header.start + 24, 8)
    return file.number(header.start + 12, 4), _duration(file, header.start + 16, 4)


def _duration(file: FileBytes, offset: int, count: int) -> int:
    """A length in ticks; all ones mean that it is not known."""
    ticks = file.number(offset, count)
    return 0 if ticks == _ENDLESS[count] else ticks


def _child(file: FileBytes, parent: Box, kind: bytes) -> Box | None:
    return next((box for box in walk(file, parent.start, parent.end) if box.kind == kind), None)
