"""The child's life: it ends with its pass, with its parent and at its limits, and leaves nothing."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.factories.media import moving_bar, write_clip
from tests.workers.media.readings import LUMA_ONLY, watch
from workers.errors import EngineFailed, RecordingUnreadable
from workers.media.confinement import Layer
from workers.media.decoding import DecodingPass, decode
from workers.media.limits import Limits


@pytest.fixture
def clip(tmp_path) -> Path:
    """Long enough that its samples never fit into the pipe: the child is alive while one is looked at."""
    return write_clip(tmp_path / "clip.mp4", pictures=moving_bar(640, 480, seconds=4))


def is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def fail_at_the_first_sample(decoding: DecodingPass, pids: list[int]) -> None:
    with decoding:
        pids.append(decoding._process.pid)
        for _ in decoding.samples():
            raise ZeroDivisionError


def test_the_child_is_gone_after_the_pass(clip, work):
    with decode(clip, LUMA_ONLY, work=work) as decoding:
        pid = decoding._process.pid
        assert is_running(pid)
        assert len(list(decoding.samples())) == 20
    assert not is_running(pid)


def test_the_child_is_gone_when_the_consumer_fails(clip, work):
    decoding = decode(clip, LUMA_ONLY, work=work)

    with pytest.raises(ZeroDivisionError):
        fail_at_the_first_sample(decoding, pids := [])

    assert not is_running(pids[0])


def test_a_child_killed_in_the_middle_is_an_error_that_may_be_tried_again(clip, work):
    with decode(clip, LUMA_ONLY, work=work) as decoding:
        pid, samples = decoding._process.pid, decoding.samples()
        next(samples)
        os.kill(pid, signal.SIGKILL)
        with pytest.raises(EngineFailed) as caught:
            list(samples)
    assert str(caught.value).startswith("The decoder was ended from outside")
    assert caught.value.permanent is False
    assert not is_running(pid)


def test_a_child_that_breaks_down_is_the_recording_s_fault(clip, work):
    with decode(clip, LUMA_ONLY, work=work) as decoding:
        samples = decoding.samples()
        next(samples)
        os.kill(decoding._process.pid, signal.SIGSEGV)
        with pytest.raises(
            RecordingUnreadable, match=r"^The recording made the decoder break down \(SIGSEGV\)"
        ):
            list(samples)


def test_a_decoder_that_hangs_is_ended(clip, work):
    with decode(clip, LUMA_ONLY, work=work, limits=Limits(stall_s=2.0)) as decoding:
        pid, samples = decoding._process.pid, decoding.samples()
        next(samples)
        os.kill(pid, signal.SIGSTOP)
        with pytest.raises(RecordingUnreadable, match=r"^The decoder made no progress for 2 s"):
            list(samples)
        assert not is_running(pid)


def test_a_decoder_that_is_too_slow_is_ended(clip, work):
    with pytest.raises(RecordingUnreadable) as caught:
        watch(clip, work, limits=Limits(wall_s=0.01))
    assert str(caught.value) == "Decoding takes longer than the 0.01 s allowed."


def test_a_slow_consumer_does_not_use_up_the_decoder_s_time(clip, work):
    with decode(clip, LUMA_ONLY, work=work, limits=Limits(stall_s=10.0)) as decoding:
        for _ in decoding.samples():
            time.sleep(0.02)
        assert decoding._process._waited_s < 10.0
        assert decoding.source.video is True


_PARENT = """
import json, sys, time
from pathlib import Path
from workers.media.decoding import DecodingPass, decode
from workers.media.pictures import Wants
with decode(Path(sys.argv[1]), Wants(stills=False), work=Path(sys.argv[2])) as decoding:
    next(iter(decoding.samples()))
    print(json.dumps(decoding._process.pid), flush=True)
    time.sleep(60)
"""


def test_a_killed_parent_leaves_neither_child_nor_file(clip, work):
    root = Path(__file__).parents[3]
    with subprocess.Popen(
        [sys.executable, "-c", _PARENT, str(clip), str(work)], stdout=subprocess.PIPE, cwd=root
    ) as parent:
        assert parent.stdout is not None
        child = json.loads(parent.stdout.readline())
        assert is_running(child)
        parent.kill()
    deadline = time.monotonic() + 10
    while is_running(child) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not is_running(child)
    assert list(work.iterdir()) == []


def test_the_pass_names_the_layers_that_held(clip, work):
    with decode(clip, LUMA_ONLY, work=work) as decoding:
        list(decoding.samples())
        layers = decoding.layers
    assert set(layers) <= set(Layer)
    assert {Layer.RESOURCES, Layer.DIES_WITH_PARENT, Layer.NO_PRIVILEGES} <= set(layers)
    assert {Layer.OWN_NETWORK, Layer.NO_SYSTEM_CALLS} & set(layers)


def test_the_child_sees_nothing_of_the_environment_and_no_other_descriptor(clip, work, monkeypatch):
    monkeypatch.setenv("CANDOR_SECRET", "s3cret")
    with clip.open("rb") as other, decode(clip, LUMA_ONLY, work=work) as decoding:
        os.set_inheritable(other.fileno(), True)
        pid = decoding._process.pid
        next(iter(decoding.samples()))
        environment = subprocess.run(
            ["cat", f"/proc/{pid}/environ"], capture_output=True, check=False, timeout=10
        ).stdout
        assert b"s3cret" not in environment
        assert str(other.fileno()) not in {str(number) for number in decoding._config().values()}


def test_a_pass_needs_its_with_statement(clip, work):
    with pytest.raises(AssertionError):
        next(iter(decode(clip, LUMA_ONLY, work=work).samples()))
