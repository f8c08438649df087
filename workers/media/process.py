"""The decoding child as its parent sees it: started, listened to, waited for, never left behind."""

import contextlib
import fcntl
import json
import os
import select
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import BinaryIO

import workers
from workers.errors import CandorError, EngineFailed, RecordingUnreadable
from workers.media.answers import MessageBroken, body_bytes, parse_header
from workers.media.limits import Limits
from workers.media.messages import (
    HEADER_BYTES,
    LENGTHS,
    Alive,
    Ending,
    Header,
    Refusal,
    SampleHeader,
)

_PIPE_BYTES = 1 << 20
_LEAVE_S = 5.0
_COMPLAINT_BYTES = 400


class DecoderProcess:
    """One child, from start to end. `end()` must be called; it may be called twice."""

    def __init__(self, config: Mapping[str, object], *, work: Path, limits: Limits) -> None:
        self._limits = limits
        self._waited_s = 0.0
        self._reached_s = 0.0
        self._read_end, write_end = os.pipe()
        try:
            _widen(self._read_end)
            os.set_blocking(self._read_end, False)
            self._errors = tempfile.TemporaryFile(dir=work)  # noqa: SIM115  # closed in end()
            self._child = _start({**config, "pipe": write_end, "parent": os.getpid()}, work, self._errors)
        except BaseException:
            os.close(self._read_end)
            raise
        finally:
            os.close(write_end)

    @property
    def pid(self) -> int:
        return self._child.pid

    def messages(self) -> Iterator[tuple[Header, bytes]]:
        """Every message, the last being a Refusal or an Ending, which is given once the child has left.

        Raises RecordingUnreadable and EngineFailed, as `DecodingPass` says.
        """
        while True:
            try:
                header, body = self._message()
            except MessageBroken as error:
                raise RecordingUnreadable(
                    "Decoding the recording went wrong: the decoder broke its format."
                ) from error
            if isinstance(header, SampleHeader | Alive):
                self._reached_s = header.time_s
            if isinstance(header, Refusal | Ending):
                self.end(grace_s=_LEAVE_S)
                yield header, body
                return
            yield header, body

    def end(self, *, grace_s: float = 0.0) -> None:
        """Waits for the child to leave by itself for so long, then kills it; leaves no zombie."""
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._child.wait(timeout=grace_s)
        if self._child.returncode is None:
            self._child.kill()
            self._child.wait()
        if self._read_end >= 0:
            os.close(self._read_end)
            self._read_end = -1
            self._errors.close()

    def _message(self) -> tuple[Header, bytes]:
        head_bytes, stated_bytes = LENGTHS.unpack(self._exactly(LENGTHS.size))
        if head_bytes > HEADER_BYTES:
            raise MessageBroken(f"a header of {head_bytes} bytes")
        header = parse_header(self._exactly(head_bytes))
        if stated_bytes != body_bytes(header, self._limits):
            raise MessageBroken(f"a body of {stated_bytes} bytes")
        return header, self._exactly(stated_bytes)

    def _exactly(self, count: int) -> bytes:
        buffer = bytearray(count)
        view, filled = memoryview(buffer), 0
        while filled < count:
            self._await_bytes()
            got = os.readv(self._read_end, [view[filled:]])
            if got == 0:
                raise self._why_it_left()
            filled += got
        return bytes(buffer)

    def _await_bytes(self) -> None:
        """Waits until there is something to read. Only this waiting counts against the wall clock."""
        patience_s = min(self._limits.stall_s, self._limits.wall_s - self._waited_s)
        began_s = time.monotonic()
        poll = select.poll()
        poll.register(self._read_end, select.POLLIN)
        ready = poll.poll(max(0.0, patience_s) * 1000)
        self._waited_s += time.monotonic() - began_s
        if ready:
            return
        self.end()
        if self._waited_s >= self._limits.wall_s:
            raise RecordingUnreadable(
                f"Decoding takes longer than the {self._limits.wall_s:g} s allowed{self._place}."
            )
        raise RecordingUnreadable(
            f"The decoder made no progress for {self._limits.stall_s:g} s{self._place}."
        )

    def _why_it_left(self) -> CandorError:
        """The error for a child that closed its pipe without a last word."""
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._child.wait(timeout=_LEAVE_S)
        complaint = self._complaint()
        self.end()
        status = self._child.returncode
        if status == -signal.SIGXCPU:
            return RecordingUnreadable(
                f"Decoding takes more than the {self._limits.cpu_s} s of computing allowed."
            )
        if status in {-signal.SIGKILL, -signal.SIGTERM, -signal.SIGINT, -signal.SIGHUP}:
            return EngineFailed(
                f"The decoder was ended from outside{self._place}, perhaps for want of memory; try again."
            )
        if status < 0:
            name = signal.Signals(-status).name
            return RecordingUnreadable(f"The recording made the decoder break down ({name}){self._place}.")
        return EngineFailed(f"The decoder ended without an answer{self._place}: {complaint}")

    def _complaint(self) -> str:
        """The last line of what the child wrote to its standard error, as far as it can be printed."""
        size = os.fstat(self._errors.fileno()).st_size
        tail = os.pread(self._errors.fileno(), _COMPLAINT_BYTES, max(0, size - _COMPLAINT_BYTES))
        lines = tail.decode("utf-8", "replace").strip().splitlines() or ["no reason given"]
        return "".join(character for character in lines[-1] if character.isprintable())

    @property
    def _place(self) -> str:
        return f" after {self._reached_s:.1f} s of the recording" if self._reached_s else ""


def _start(config: Mapping[str, object], work: Path, errors: BinaryIO) -> "subprocess.Popen[bytes]":
    """Starts the child in a folder of its own that is gone as soon as it stands in it.

    Nothing can be found there and nothing can be made there.
    """
    descriptors = [value for key in ("recording", "sound", "pipe") if isinstance(value := config[key], int)]
    folder = Path(tempfile.mkdtemp(prefix="decoder-", dir=work))
    try:
        return subprocess.Popen(
            [sys.executable, "-P", "-s", "-B", "-m", "workers.media.child", json.dumps(config)],
            cwd=folder,
            env=_environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=errors,
            pass_fds=descriptors,
            start_new_session=True,
        )
    finally:
        folder.rmdir()


def _environment() -> dict[str, str]:
    """Nothing of the parent's environment but where this package lies."""
    return {
        "PYTHONPATH": str(Path(workers.__file__).resolve().parents[1]),
        "LC_ALL": "C.UTF-8",
        "HOME": "/nonexistent",
        # One thread until the confinement holds; decoding has its own.
        "OPENBLAS_NUM_THREADS": "1",
        "OMP_NUM_THREADS": "1",
    }


def _widen(pipe: int) -> None:
    """A larger pipe lets the child decode on while a sample is looked at; Linux only."""
    if hasattr(fcntl, "F_SETPIPE_SZ"):
        with contextlib.suppress(OSError):
            fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, _PIPE_BYTES)
