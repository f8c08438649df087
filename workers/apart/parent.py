"""Starting, watching and ending the process of an inspection, or of a copy."""

import os
import signal
import subprocess
import sys
import threading
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import IO, Protocol, Self

from workers.apart.messages import Failure, read_message
from workers.progress import Progress

_KEPT_ERROR_CHARS = 4000


class Errand(Protocol):
    """What a process of its own is started for."""

    def command(self) -> list[str]: ...
    def environment(self) -> dict[str, str]: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """What to inspect, by whom (`module:function`), and where everything goes.

    `people`: a file of names, one a line, that its student is not shown. `file_name`: a file with the name under which
    the recording was handed in; neither stands among the arguments, which everybody on the machine can read.
    `scratch` takes the child's temporary files; the caller removes it.
    """

    inspector: str
    recording: Path
    brief: Path
    people: Path
    file_name: Path
    out: Path
    scratch: Path
    cache: Path | None = None
    threads: int = 1

    def command(self) -> list[str]:
        cache = [str(self.cache)] if self.cache else []
        files = (self.recording, self.brief, self.people, self.file_name, self.out)
        paths = [*map(str, files), *cache]
        return [sys.executable, "-m", "workers.apart.child", self.inspector, *paths]

    def environment(self) -> dict[str, str]:
        return environment_for_strangers(self.threads) | {"TMPDIR": str(self.scratch)}


def environment_for_strangers(threads: int) -> dict[str, str]:
    """The parent's, less its secrets: the child reads what strangers sent."""
    kept = {name: value for name, value in os.environ.items() if not _is_secret(name)}
    counts = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "CANDOR_THREADS")
    return kept | dict.fromkeys(counts, str(threads))


class ProcessApart:
    """Used as a context: on leaving, the process and all it started are gone."""

    def __init__(self, errand: Errand) -> None:
        self._errand = errand
        self._progress = Progress(stage="", fraction=0.0)
        self._failure: Failure | None = None
        self._last_words = ""

    def __enter__(self) -> Self:
        self._process = subprocess.Popen(
            self._errand.command(),
            env=self._errand.environment(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            errors="replace",
            start_new_session=True,
        )
        self._readers = [
            threading.Thread(target=self._listen, args=(self._process.stdout,), daemon=True),
            threading.Thread(target=self._keep_last_words, args=(self._process.stderr,), daemon=True),
        ]
        for reader in self._readers:
            reader.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._kill_group()
        self._process.wait()
        self._join_readers()
        for pipe in (self._process.stdin, self._process.stdout, self._process.stderr):
            assert pipe is not None
            pipe.close()

    @property
    def progress(self) -> Progress:
        return self._progress

    def has_ended(self, *, wait_s: float) -> bool:
        """Waits at most `wait_s` seconds for the end."""
        try:
            self._process.wait(wait_s)
        except subprocess.TimeoutExpired:
            return False
        self._join_readers()
        return True

    @property
    def failure(self) -> Failure | None:
        """Why an ended process left no report; None where it did."""
        if self._failure is not None or self._process.returncode == 0:
            return self._failure
        return Failure(sentence=_crash_sentence(self._process.returncode), permanent=False)

    @property
    def last_words(self) -> str:
        """The end of the child's standard error, for the log."""
        return self._last_words

    def _listen(self, lines: IO[str]) -> None:
        for line in lines:
            message = read_message(line)
            if isinstance(message, Progress):
                self._progress = message
            else:
                self._failure = message

    def _keep_last_words(self, lines: IO[str]) -> None:
        for line in lines:
            self._last_words = (self._last_words + line)[-_KEPT_ERROR_CHARS:]

    def _kill_group(self) -> None:
        try:
            os.killpg(self._process.pid, signal.SIGKILL)
        except ProcessLookupError:
            return

    def _join_readers(self) -> None:
        # A grandchild that outlives the child may hold the pipes: the group is killed first.
        self._kill_group()
        for reader in self._readers:
            reader.join()


def _is_secret(name: str) -> bool:
    """Keys, passwords, and the addresses that may carry them."""
    return any(part in name.upper() for part in ("SECRET", "PASSWORD", "TOKEN", "_URL", "API_KEY"))


def _crash_sentence(status: int) -> str:
    if status < 0:
        return f"The inspection was ended by signal {-status} ({signal.Signals(-status).name})."
    return f"The inspection's process failed (exit status {status})."
