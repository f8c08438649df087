"""Byte ranges of HTTP (RFC 9110, section 14), one range at a time, as video players ask for."""

import re
from dataclasses import dataclass

_ONE_RANGE = re.compile(r"bytes=(\d*)-(\d*)", re.ASCII)


class RangeUnsatisfiable(Exception):
    """The range lies outside the file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ByteRange:
    """Bytes [start, end) of a file."""

    start: int
    end: int

    @property
    def length(self) -> int:
        return self.end - self.start

    def at_most(self, length: int) -> "ByteRange":
        """The start of the range: a server may send less than was asked for (section 15.3.7)."""
        return ByteRange(start=self.start, end=min(self.end, self.start + length))

    def content_range(self, size_bytes: int) -> str:
        return f"bytes {self.start}-{self.end - 1}/{size_bytes}"


def byte_range(header: str, size_bytes: int) -> ByteRange | None:
    """The range that a Range header asks for; None where it is to be ignored (absent, several, odd).

    Raises RangeUnsatisfiable.
    """
    match = _ONE_RANGE.fullmatch(header.strip())
    if match is None or match.groups() == ("", ""):
        return None
    first, last = match.groups()
    if not first:
        return _suffix(int(last), size_bytes)
    start = int(first)
    if last and int(last) < start:
        return None
    if start >= size_bytes:
        raise RangeUnsatisfiable
    end = min(int(last) + 1, size_bytes) if last else size_bytes
    return ByteRange(start=start, end=end)


def _suffix(length: int, size_bytes: int) -> ByteRange:
    if length == 0 or size_bytes == 0:
        raise RangeUnsatisfiable
    return ByteRange(start=max(0, size_bytes - length), end=size_bytes)
