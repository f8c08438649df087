"""What a container says about its own length, read from its headers alone, before any decoding."""

import os
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """`length_s`: the whole length that the headers state, null where they state none.
    `breaks_off`: a stated size goes past the end of the file. `unfinished`: why the headers alone
    show that nothing can be read, else null. `fragmented`: the file tells its length piece by piece.
    `loose_end`: the last piece breaks off, of a file that states no length as a whole.
    """

    length_s: float | None = None
    breaks_off: bool = False
    unfinished: str | None = None
    fragmented: bool = False
    loose_end: bool = False


class FileBytes:
    """Random access to an open file; reading past its end gives fewer bytes, never an error."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        self.size = os.fstat(descriptor).st_size

    def at(self, offset: int, count: int) -> bytes:
        if not 0 <= offset < self.size:
            return b""
        return os.pread(self._descriptor, count, offset)

    def number(self, offset: int, count: int) -> int:
        """A big-endian number; missing bytes read as zero."""
        return int.from_bytes(self.at(offset, count).ljust(count, b"\0"), "big")


def plausible_s(ticks: float, per_second: float) -> float | None:
    """A length in seconds, or None where a header holds nonsense (zero, endless, over a year)."""
    if not (per_second > 0 and ticks > 0):
        return None
    length_s = ticks / per_second
    return length_s if length_s < 366 * 86400 else None
