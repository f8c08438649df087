"""What a confined process can no longer do; each in a process of its own, because it never comes back."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(
    sys.platform != "linux", reason="the layers but for the limits are Linux's own"
)

_START = """
import os, socket, sys
from workers.media.confinement import confine
from workers.media.limits import Limits
recording = os.open(sys.argv[1], os.O_RDWR)
layers = confine(Limits(cpu_s=1, memory_bytes=512 * 1024 * 1024, longest_s=1.0))
"""


def confined(code: str, tmp_path: Path) -> "subprocess.CompletedProcess[str]":
    file = tmp_path / "file"
    file.touch()
    return subprocess.run(
        [sys.executable, "-c", _START + code, str(file)],
        capture_output=True,
        text=True,
        check=False,
        timeout=30,
        cwd=Path(__file__).parents[3],
    )


@pytest.mark.parametrize(
    "attempt",
    ["socket.socket()", "os.execv('/bin/true', ['true'])", "os.kill(os.getppid(), 0)"],
    ids=["socket", "program", "signal"],
)
def test_no_network_no_program_and_no_signal(attempt, tmp_path):
    result = confined(f"{attempt}", tmp_path)

    assert "PermissionError" in result.stderr


def test_its_network_has_no_way_out(tmp_path):
    result = confined(
        "print('a network namespace of its own' in layers, os.listdir('/proc/self/task').__len__())", tmp_path
    )

    assert result.stdout.split()[1] == "1"


def test_memory_is_bounded(tmp_path):
    assert "MemoryError" in confined("bytearray(1 << 30)", tmp_path).stderr


def test_computing_is_bounded(tmp_path):
    assert confined("while True: pass", tmp_path).returncode == -signal.SIGXCPU


def test_a_file_cannot_grow_beyond_the_longest_sound(tmp_path):
    result = confined("os.pwrite(recording, b'x', 16 << 20)", tmp_path)

    assert "OSError: [Errno 27]" in result.stderr
    assert (tmp_path / "file").stat().st_size == 0


def test_it_gains_no_privileges_and_leaves_no_core(tmp_path):
    result = confined(
        "import resource; print(open('/proc/self/status').read(), resource.getrlimit(resource.RLIMIT_CORE))",
        tmp_path,
    )

    assert "NoNewPrivs:\t1" in result.stdout
    assert "Seccomp:\t2" in result.stdout or os.uname().machine not in {"x86_64", "aarch64"}
    assert result.stdout.rstrip().endswith("(0, 0)")
