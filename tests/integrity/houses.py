"""A whole site in a folder: its database, its broker, and its processes, as an operator would run them."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psutil
from django.test import override_settings

from integrity.demo.children import celery_arguments
from integrity.inspections.domain.doorbell import QUEUES
from integrity.inspections.models import Run
from tests.integrity import fake_inspection
from tests.integrity.tables import bound_to, file_with_tables

ROOT = Path(__file__).parent.parent.parent
_WAIT_S = 40.0
#: Everything that waits is quick, so that a test sees it.
_QUICK = {
    "CANDOR_LEASE_S": "2",
    "CANDOR_HEARTBEAT_S": "0.5",
    "CANDOR_RING_AGAIN_S": "1.5",
    "CANDOR_RETRY_S": "0.2",
}


@dataclass(slots=True, kw_only=True)
class House:
    home: Path
    environment: dict[str, str]
    processes: list[subprocess.Popen[bytes]] = field(default_factory=list)

    @property
    def cache(self) -> Path:
        return self.home / "cache"

    def start_worker(self, *queues: str) -> subprocess.Popen[bytes]:
        """A worker for some queues, or for every one."""
        return self.start(*celery_arguments(concurrency=2, queues=queues or QUEUES))

    def worker_of(self, inspection: int) -> subprocess.Popen[bytes]:
        """The worker whose child an inspection is."""
        parent = psutil.Process(inspection).ppid()
        return next(process for process in self.processes if process.pid == parent)

    def start(self, *arguments: str) -> subprocess.Popen[bytes]:
        with (self.home / f"log-{len(self.processes)}.txt").open("wb") as log:
            process = subprocess.Popen(
                [sys.executable, *arguments],
                env=self.environment,
                cwd=ROOT,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        self.processes.append(process)
        return process

    def close(self) -> None:
        """Killed, not asked: inspections end with their workers, which is tested on the way."""
        for process in self.processes:
            process.kill()
            process.wait()

    def logs(self) -> str:
        return "\n".join(path.read_text("utf-8", "replace") for path in sorted(self.home.glob("log-*.txt")))

    def wait_for(self, run: Run, state: str) -> Run:
        self.wait_until(lambda: _fresh(run).state == state)
        return _fresh(run)

    def wait_for_starts(self, number: int) -> list[int]:
        self.wait_until(lambda: len(fake_inspection.starts(self.cache)) >= number)
        return fake_inspection.starts(self.cache)

    def wait_until(self, condition: Callable[[], bool]) -> None:
        deadline = time.monotonic() + _WAIT_S
        while not condition():
            assert time.monotonic() < deadline, self.logs()[-4000:]
            time.sleep(0.1)


@contextmanager
def a_house(home: Path, *, database: dict[str, Any], urls: dict[str, str]) -> Iterator[House]:
    """Binds this process to the house's database, and gives its processes the same by their environment.

    A database of a server must have its tables already; the file of SQLite gets them here.
    """
    home.mkdir(parents=True, exist_ok=True)
    environment = {
        **os.environ,
        **_QUICK,
        **urls,
        "CANDOR_HOME": str(home),
        "CANDOR_SECRET_KEY": "for tests alone",
        "CANDOR_HTTPS": "0",
        "CANDOR_INSPECTOR": fake_inspection.NAME,
        "DJANGO_SETTINGS_MODULE": "tests.integrity.house_settings",
        "PYTHONPATH": str(ROOT),
    }
    house = House(home=home, environment=environment)
    quick = {name: float(value) for name, value in _QUICK.items()}
    if str(database["ENGINE"]).endswith("sqlite3"):
        shutil.copyfile(file_with_tables(), database["NAME"])
    with bound_to(database), override_settings(**quick):
        try:
            yield house
        finally:
            house.close()


def is_running(pid: int) -> bool:
    try:
        return bool(psutil.Process(pid).status() != psutil.STATUS_ZOMBIE)
    except psutil.NoSuchProcess:
        return False


def _fresh(run: Run) -> Run:
    return Run.objects.get(pk=run.pk)
