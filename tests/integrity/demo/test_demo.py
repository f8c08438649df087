"""The demo as it is typed, with a quick inspection in place of the real one."""

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest

from integrity.lib.environment import env_database
from tests.integrity import fake_inspection
from tests.integrity.rows import MP4_BYTES, a_brief
from tests.integrity.tables import file_with_tables

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parent.parent.parent.parent
#: It makes its tables and starts a web process and a worker, beside other tests.
_WAIT_S = 120


@pytest.fixture
def samples(tmp_path: Path) -> Path:
    folder = tmp_path / "samples"
    for number in range(2):
        sample = folder / f"sample-{number}"
        sample.mkdir(parents=True)
        (sample / "recording.mp4").write_bytes(MP4_BYTES + bytes([number]))
        (sample / "brief.toml").write_text(a_brief("work 1", title=f"Sample {number}"))
        truth = {"expected_outcome": "needs_review", "code": "text.forbidden_shown"}
        (sample / "truth.json").write_text(json.dumps(truth))
    return folder


@contextmanager
def a_demo(home: Path, samples: Path, *arguments: str) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-m", "integrity.demo", "--home", str(home), "--samples", str(samples)]
    environment = os.environ | {"CANDOR_INSPECTOR": fake_inspection.NAME, "CANDOR_LEASE_S": "2"}
    with subprocess.Popen(
        [*command, *arguments], cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True
    ) as demo:
        try:
            yield demo
        finally:
            demo.kill()


def wait_until(condition: Callable[[], object]) -> None:
    deadline = time.monotonic() + _WAIT_S
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.1)


def descendants(process: subprocess.Popen[str]) -> list[psutil.Process]:
    return psutil.Process(process.pid).children(recursive=True)


def test_a_check_survives_a_killed_worker_and_an_emptied_broker(tmp_path: Path, samples: Path) -> None:
    home = tmp_path / "demo"
    with a_demo(home, samples, "--check") as demo:
        wait_until(lambda: fake_inspection.starts(home / "cache"))
        worker = next(child for child in descendants(demo) if "celery" in " ".join(child.cmdline()))
        started = descendants(demo)
        for message in (home / "broker").rglob("*.msg"):
            message.unlink(missing_ok=True)
        worker.kill()
        said, _ = demo.communicate(timeout=_WAIT_S)
    assert demo.returncode == 0, said
    assert "2 of 2 reports say what is true." in said
    assert not any(process.is_running() for process in started)
    assert not home.exists()


def test_a_demo_prints_its_sign_ins_and_leaves_nothing_running(tmp_path: Path, samples: Path) -> None:
    home = tmp_path / "demo"
    home.mkdir()
    shutil.copyfile(file_with_tables(), env_database("NOT_SET", home=home)["NAME"])
    with a_demo(home, samples) as demo:
        assert demo.stdout is not None
        lines = []
        for line in demo.stdout:
            lines.append(line.strip())
            if "Ctrl-C" in line:
                break
        people = json.loads((home / "signins.json").read_text())
        for person in people:
            assert any(person["role"] in line and person["password"] in line for line in lines)
        for secret in ("signins.json", "secret_key"):
            assert (home / secret).stat().st_mode & 0o777 == 0o600
        # The web, and the worker, which may just be asking a child of its own what it has.
        children = descendants(demo)
        assert len([child for child in children if child.ppid() == demo.pid]) == 2
        # Killed, so that it cannot end its children: they notice by themselves.
        demo.kill()
        demo.communicate()
        wait_until(lambda: not any(child.is_running() for child in children))
