"""The bytes of an upload on the disk: one writer at a time, and nothing acknowledged that a power cut takes."""

import errno
import fcntl
import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from integrity.lib.tus import Checksum
from integrity.submissions.refusals import UploadRefused

#: Left free on the disk: the database and the reports must go on.
SPARE_BYTES = 64 * 1024 * 1024
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


def prepare(path: Path, expected_bytes: int) -> None:
    """An empty file, on the disk for good. Raises UploadRefused (`no_space`)."""
    path.parent.mkdir(parents=True, exist_ok=True)
    refuse_full(path, expected_bytes)
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT, 0o600))
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def refuse_full(path: Path, expected_bytes: int) -> None:
    if shutil.disk_usage(path.parent).free < expected_bytes + SPARE_BYTES:
        raise UploadRefused("no_space")


@contextmanager
def held(path: Path) -> Iterator[int]:
    """The file, held against every other process and thread. Raises UploadRefused (`busy`, `gone`)."""
    try:
        file = os.open(path, os.O_RDWR | os.O_CLOEXEC)
    except FileNotFoundError:
        raise UploadRefused("gone") from None
    try:
        _lock(file)
        yield file
    finally:
        os.close(file)


def _lock(file: int) -> None:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise UploadRefused("busy") from None


def append(
    file: int, offset: int, chunks: Iterable[bytes], *, most_bytes: int, checksum: Checksum | None
) -> int:
    """Writes behind `offset` and returns the new offset; its bytes are on the disk for good.

    Raises UploadRefused (`gone`, `beyond_length`, `no_space`, `checksum`); then the file ends at `offset`.
    """
    if os.fstat(file).st_size < offset:
        raise UploadRefused("gone")
    os.ftruncate(file, offset)  # what was written and never acknowledged
    try:
        end = _write(file, offset, chunks, most_bytes, checksum)
        os.fsync(file)
    except UploadRefused:
        os.ftruncate(file, offset)
        raise
    except OSError as error:
        os.ftruncate(file, offset)
        if error.errno in _FULL:
            raise UploadRefused("no_space") from error
        raise
    return end


def head_of(file: int, count: int) -> bytes:
    return os.pread(file, count, 0)


def _write(
    file: int, offset: int, chunks: Iterable[bytes], most_bytes: int, checksum: Checksum | None
) -> int:
    hasher = checksum.new() if checksum else None
    for chunk in chunks:
        if offset + len(chunk) > most_bytes:
            raise UploadRefused("beyond_length")
        if hasher:
            hasher.update(chunk)
        _write_all(file, chunk, offset)
        offset += len(chunk)
    if checksum and hasher and not checksum.is_of(hasher):
        raise UploadRefused("checksum")
    return offset


def _write_all(file: int, chunk: bytes, offset: int) -> None:
    view = memoryview(chunk)
    while view:
        written = os.pwrite(file, view, offset)
        view, offset = view[written:], offset + written
