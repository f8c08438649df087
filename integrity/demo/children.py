"""The demo's processes: started, watched, started again when they die, and ended together."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Self

from integrity.inspections.domain.doorbell import QUEUES

_WATCH_S = 0.5
_GRACE_S = 10.0
#: A child that dies faster than this is given a pause before the next start.
_TOO_FAST_S = 5.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Program:
    """A child to keep running; what it says goes to `log`."""

    name: str
    arguments: tuple[str, ...]
    log: Path
    environment: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True, kw_only=True)
class _Running:
    program: Program
    process: subprocess.Popen[bytes]
    started_at: float


class Children:
    """Used as a context: on leaving, every child has ended. Children end by themselves with their parent."""

    def __init__(self, programs: list[Program]) -> None:
        self._programs = programs
        self._running: list[_Running] = []
        self._stop = threading.Event()
        self._watcher = threading.Thread(target=self._watch, name="children", daemon=True)

    def __enter__(self) -> Self:
        self._running = [_start(program) for program in self._programs]
        self._watcher.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop.set()
        self._watcher.join()
        for child in self._running:
            child.process.send_signal(signal.SIGTERM)
        deadline = time.monotonic() + _GRACE_S
        for child in self._running:
            _end(child.process, wait_s=max(0.0, deadline - time.monotonic()))

    def pid_of(self, name: str) -> int:
        return next(child.process.pid for child in self._running if child.program.name == name)

    def _watch(self) -> None:
        while not self._stop.wait(_WATCH_S):
            for index, child in enumerate(self._running):
                if child.process.poll() is not None:
                    _close(child.process)
                    if time.monotonic() - child.started_at < _TOO_FAST_S and self._stop.wait(_TOO_FAST_S):
                        return
                    self._running[index] = _start(child.program)


def celery_arguments(*, concurrency: int, queues: Sequence[str] = QUEUES) -> tuple[str, ...]:
    """One worker whose threads each watch one inspection; without a word it does every kind."""
    quiet = ("--without-gossip", "--without-mingle", "--without-heartbeat", "--loglevel", "INFO")
    pool = ("--pool", "threads", "--concurrency", str(concurrency), "--queues", ",".join(queues))
    return ("-m", "celery", "--app", "workers.celery", "worker", *pool, *quiet)


def _start(program: Program) -> _Running:
    program.log.parent.mkdir(parents=True, exist_ok=True)
    with program.log.open("ab") as log:
        process = subprocess.Popen(
            [sys.executable, *program.arguments],
            env=os.environ | program.environment,
            stdin=subprocess.PIPE,
            stdout=log,
            stderr=log,
            # A Ctrl-C is for the demo alone, which then ends its children in order.
            start_new_session=True,
        )
    return _Running(program=program, process=process, started_at=time.monotonic())


def _end(process: subprocess.Popen[bytes], *, wait_s: float) -> None:
    try:
        process.wait(wait_s)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    _close(process)


def _close(process: subprocess.Popen[bytes]) -> None:
    assert process.stdin is not None
    process.stdin.close()
