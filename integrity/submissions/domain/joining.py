"""Several stretches of one take as one WebM file, in which what was interrupted stays a gap in time."""

import mmap
import os
import struct
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from integrity.lib.webm import (
    CLUSTER,
    DURATION,
    INFO,
    SEGMENT,
    TIMESTAMP,
    TRACK_ENTRY,
    TRACK_NUMBER,
    TRACK_UID,
    TRACKS,
    Cluster,
    Element,
    Stretch,
    Track,
    WebmEmpty,
    WebmInvalid,
    block_of,
    elements,
    read_stretch,
)
from integrity.submissions.refusals import UploadRefused

#: Decoders of these take what they need from the packets, so that another one's settings do not disturb.
_SPEAKS_FOR_ITSELF = frozenset({b"V_VP8", b"V_VP9", b"V_AV1", b"A_OPUS"})
_OPEN = b"\x01" + b"\xff" * 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """Where a stretch lies in the joined recording."""

    start_s: float
    end_s: float


def join(paths: Sequence[Path], starts_s: Sequence[float], target: Path) -> list[Placed]:
    """Writes the joined recording; on the disk for good when this returns.

    `starts_s`: where each stretch should start; none starts before the one before it ends. One that holds no
    picture or sound takes no time. Raises UploadRefused (`not_a_video`, `cannot_be_joined`).
    """
    with ExitStack() as open_files:
        stretches = [_read(path, open_files) for path in paths]
        full = [stretch for stretch in stretches if stretch is not None]
        if not full:
            raise UploadRefused("not_a_video")
        if len({stretch.scale_ns for stretch in full}) > 1:
            raise UploadRefused("cannot_be_joined")
        shifts, placed = _placed(stretches, starts_s, full[0].scale_ns)
        tracks = _Tracks(full)
        with target.open("wb") as file:
            file.write(_head(full[0], tracks, length_ticks=_ticks(placed[-1].end_s, full[0].scale_ns)))
            for stretch, shift in zip(stretches, shifts, strict=True):
                if stretch is not None:
                    _write_clusters(file, stretch, shift, tracks.numbers_of(stretch))
            file.flush()
            os.fsync(file.fileno())
        return placed


def _read(path: Path, open_files: ExitStack) -> Stretch | None:
    """None for one that broke off before its first picture."""
    if path.stat().st_size == 0:
        return None
    file = open_files.enter_context(path.open("rb"))
    data = open_files.enter_context(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
    try:
        stretch = read_stretch(data)  # type: ignore[arg-type]  # a map is sliced like bytes
    except WebmEmpty:
        return None
    except WebmInvalid as error:
        raise UploadRefused("not_a_video") from error
    return stretch if stretch.clusters else None


def _placed(
    stretches: Sequence[Stretch | None], starts_s: Sequence[float], scale_ns: int
) -> tuple[list[int], list[Placed]]:
    shifts: list[int] = []
    placed: list[Placed] = []
    end = 0
    for stretch, start_s in zip(stretches, starts_s, strict=True):
        start = max(end, _ticks(start_s, scale_ns))
        length = stretch.length_ticks if stretch else 0
        shifts.append(start)
        placed.append(Placed(start_s=_seconds(start, scale_ns), end_s=_seconds(start + length, scale_ns)))
        # The last picture is shown for a moment.
        end = start + length + (1 if stretch else 0)
    return shifts, placed


class _Tracks:
    """The joined recording's tracks: the first stretch's, and of later ones what the first did not have."""

    def __init__(self, stretches: Sequence[Stretch]) -> None:
        self.known: dict[int, tuple[int, Stretch, Track]] = {}
        for stretch in stretches:
            if len({track.kind for track in stretch.tracks}) < len(stretch.tracks):
                raise UploadRefused("cannot_be_joined")
            for track in stretch.tracks:
                if track.kind not in self.known:
                    self.known[track.kind] = (len(self.known) + 1, stretch, track)
                elif not _go_together(self.known[track.kind][2], track):
                    raise UploadRefused("cannot_be_joined")

    def numbers_of(self, stretch: Stretch) -> dict[int, int]:
        """A stretch's own numbers → those of the joined recording."""
        return {track.number: self.known[track.kind][0] for track in stretch.tracks}

    def written(self) -> bytes:
        return _element(TRACKS, b"".join(_entry(*known) for known in self.known.values()))


def _go_together(first: Track, later: Track) -> bool:
    if first.codec != later.codec:
        return False
    return first.codec in _SPEAKS_FOR_ITSELF or first.private == later.private


def _head(first: Stretch, tracks: _Tracks, *, length_ticks: int) -> bytes:
    info = b"".join(
        _copied(first.data, found)
        for found in elements(first.data, first.info.start, first.info.end)
        if found.ident != DURATION
    )
    info += _element(DURATION, struct.pack(">d", float(length_ticks)))
    opened = SEGMENT.to_bytes(4, "big") + _OPEN
    return _copied(first.data, first.header) + opened + _element(INFO, info) + tracks.written()


def _entry(number: int, stretch: Stretch, track: Track) -> bytes:
    content = b"".join(
        _copied(stretch.data, found)
        for found in elements(stretch.data, track.entry.start, track.entry.end)
        if found.ident not in {TRACK_NUMBER, TRACK_UID}
    )
    mine = _element(TRACK_NUMBER, bytes([number])) + _element(TRACK_UID, bytes([number]))
    return _element(TRACK_ENTRY, mine + content)


def _write_clusters(file: BinaryIO, stretch: Stretch, shift: int, numbers: dict[int, int]) -> None:
    for cluster in stretch.clusters:
        timestamp = _element(TIMESTAMP, (cluster.timestamp + shift).to_bytes(8, "big"))
        count = len(timestamp) + sum(part.end - part.head for part in cluster.parts)
        file.write(CLUSTER.to_bytes(4, "big") + _sized(count) + timestamp)
        file.writelines(_parts(stretch.data, cluster, numbers))


def _parts(data: bytes, cluster: Cluster, numbers: dict[int, int]) -> Iterator[bytes]:
    """The cluster's blocks under the joined recording's track numbers."""
    for part in cluster.parts:
        block = block_of(data, part)
        number = numbers.get(data[block.start] & 0x7F)
        if number is None:
            raise UploadRefused("not_a_video")
        yield bytes(data[part.head : block.start]) + bytes([0x80 | number]) + data[block.start + 1 : part.end]


def _copied(data: bytes, found: Element) -> bytes:
    return bytes(data[found.head : found.end])


def _element(ident: int, content: bytes) -> bytes:
    return ident.to_bytes((ident.bit_length() + 7) // 8, "big") + _sized(len(content)) + content


def _sized(count: int) -> bytes:
    return (1 << 56 | count).to_bytes(8, "big")


def _ticks(seconds: float, scale_ns: int) -> int:
    return round(seconds * 1e9 / scale_ns)


def _seconds(ticks: int, scale_ns: int) -> float:
    return round(ticks * scale_ns / 1e9, 3)
