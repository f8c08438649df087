"""Engines as the contract tests meet them: with weights for those that no package brings."""

import shutil
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.workers.engines.asr.tiny_whisper import write_tiny_whisper
from tests.workers.engines.vlm.chat_server import YES, chat_server, says
from tests.workers.engines.vlm.tiny_models import write_tiny
from workers.engines.ocr.carried import recognition_model


@pytest.fixture(scope="session")
def places(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache folder, and in it a model folder with a Whisper, a video-language model and, standing in
    for the recogniser of Cyrillic, which cannot be had offline, the one that RapidOCR carries.
    """
    folder = tmp_path_factory.mktemp("engines")
    write_tiny_whisper(folder / "candor" / "models" / "asr" / "tiny")
    write_tiny("llava-onevision", folder / "candor" / "models" / "vlm" / "tiny")
    cyrillic = folder / "candor" / "models" / "ocr" / "cyrillic"
    cyrillic.mkdir(parents=True)
    shutil.copyfile(recognition_model(), cyrillic / "eslav_PP-OCRv5_rec_mobile.onnx")
    return folder


@pytest.fixture(scope="session", autouse=True)
def _at_home(places: Path) -> Iterator[None]:
    """The tests' own folders and server, whatever the developer has fetched and set up."""
    with pytest.MonkeyPatch.context() as patch, chat_server(says({**YES, "time_s": 3.0})) as server:
        patch.setenv("XDG_CACHE_HOME", str(places))
        patch.setenv("CANDOR_VLM_URL", server.url)
        patch.setenv("CANDOR_VLM_MODEL", "small-vl")
        patch.setenv("CANDOR_VLM_FOLDER", str(places / "candor" / "models" / "vlm" / "tiny"))
        for name in ("CANDOR_MODELS", "CANDOR_WHISPER_MODEL", "CANDOR_THREADS", "CANDOR_OCR", "CANDOR_ASR"):
            patch.delenv(name, raising=False)
        yield


@pytest.fixture
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Any look at the network fails the test."""

    def refuse(*_args: object, **_more: object) -> None:
        raise AssertionError("an engine asked the network")

    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    monkeypatch.setattr(socket.socket, "connect", refuse)
