"""The engine `openai` against a real server: `transformers serve` on loopback, with a model of random weights."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import urllib3

from tests.workers.engines.vlm.tiny_models import write_tiny
from workers.engines.vlm.base import Frame
from workers.engines.vlm.moments import TimeStyle
from workers.engines.vlm.openai import OpenAiVlm
from workers.engines.vlm.prompts import closed
from workers.tracks.answers import Value

STARTS_WITHIN_S = 180
#: What random weights write is no answer; which of the two sentences says so depends on where they end.
NO_ANSWER = (
    "The model's answer was cut off.",
    "The model's answer is not in the form that was asked for.",
)


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_tiny("llava-onevision", tmp_path_factory.mktemp("served") / "tiny")


@pytest.fixture(scope="module")
def server(model: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a running server."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    said = tmp_path_factory.mktemp("said") / "log"
    command = [Path(sys.executable).with_name("transformers"), "serve", "--host", "127.0.0.1"]
    options = ["--port", str(port), "--device", "cpu", str(model)]
    with (
        said.open("wb") as log,
        subprocess.Popen([*command, *options], stdout=log, stderr=log, env=_offline()) as process,
    ):
        try:
            _wait_for(port, process, said)
            yield f"http://127.0.0.1:{port}/v1"
        finally:
            process.terminate()


def _offline() -> dict[str, str]:
    return {**os.environ, "HF_HUB_OFFLINE": "1", "HF_HUB_DISABLE_TELEMETRY": "1"}


def _wait_for(port: int, process: subprocess.Popen[bytes], said: Path) -> None:
    until = time.monotonic() + STARTS_WITHIN_S
    while time.monotonic() < until and process.poll() is None:
        try:
            urllib3.request("GET", f"http://127.0.0.1:{port}/v1/models", retries=False, timeout=5)
        except urllib3.exceptions.HTTPError:
            time.sleep(0.5)
        else:
            return
    raise AssertionError(said.read_text(encoding="utf-8", errors="replace"))


@pytest.mark.slow
def test_pictures_and_a_question_reach_a_real_server_and_its_answer_comes_back(
    server: str, model: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CANDOR_VLM_URL", server)
    monkeypatch.setenv("CANDOR_VLM_MODEL", str(model))
    engine = OpenAiVlm()
    frames = [
        Frame(time_s=2.0 * place, picture=np.full((90, 160, 3), 40 + 60 * place, dtype=np.uint8))
        for place in range(3)
    ]

    answer = engine.answer("Is it done?", frames=frames)
    two, three = (
        engine._server.ask(engine._body(closed("Is it done?", shown, TimeStyle.SECONDS)))["usage"][
            "prompt_tokens"
        ]
        for shown in (frames[:2], frames)
    )

    assert (answer.value, answer.tokens > three) == (Value.CANNOT_TELL, True)
    assert answer.abstained in NO_ANSWER
    # One more of several pictures is 16 tokens and a mark for its end, besides a blank and the letters of its time.
    letters = len("4.0 s:")
    assert three - two in range(17 + letters, 17 + letters + 3)


@pytest.mark.slow
def test_a_model_that_the_server_has_not_is_said_to_be_missing(
    server: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CANDOR_VLM_URL", server)
    monkeypatch.setenv("CANDOR_VLM_MODEL", "nobody/has-this")
    frame = Frame(time_s=0.0, picture=np.zeros((90, 160, 3), dtype=np.uint8))
    answer = OpenAiVlm().answer("Is it done?", frames=[frame])
    assert answer.value is Value.CANNOT_TELL
    assert answer.abstained is not None
    assert answer.abstained.startswith("The server of the video-language model ")
