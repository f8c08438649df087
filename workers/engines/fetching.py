"""Fetches weights that no package carries, from a pinned place, and only when told to."""

import hashlib
import logging
import os
import shutil
import tempfile
import urllib.request
from dataclasses import dataclass
from pathlib import Path

from workers.engines.settings import cyrillic_recogniser, models_folder
from workers.errors import EngineUnavailable

_TIMEOUT_S = 60
_CHUNK_BYTES = 1 << 20
_FILES = ["config.json", "preprocessor_config.json", "model.bin", "tokenizer.json", "vocabulary.*"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Whisper:
    """One Whisper model (MIT) as Systran converted it; `sha256` is that of its `model.bin`."""

    repository: str
    revision: str
    sha256: str


WHISPERS = {
    "tiny": Whisper(
        repository="Systran/faster-whisper-tiny",
        revision="d90ca5fe260221311c53c58e660288d3deb8d356",
        sha256="dcb76c6586fc06cbdac6dd21f14cfd129cc4cdd9dce19bf4ffa62e59cbe6e6d1",
    ),
    "base": Whisper(
        repository="Systran/faster-whisper-base",
        revision="ebe41f70d5b6dfa9166e2c581c45c9c0cfc57b66",
        sha256="d01c3014881c9c6f3133c182f3d2887eb6ca1c789a7538c5c007196857a0a6a9",
    ),
    "small": Whisper(
        repository="Systran/faster-whisper-small",
        revision="536b0662742c02347bc0e980a01041f333bce120",
        sha256="3e305921506d8872816023e4c273e75d2419fb89b24da97b4fe7bce14170d671",
    ),
    "medium": Whisper(
        repository="Systran/faster-whisper-medium",
        revision="08e178d48790749d25932bbc082711ddcfdfbc4f",
        sha256="9b45e1009dcc4ab601eff815b61d80e60ce3fd8c74c1a14f4a282258286b51ae",
    ),
    "large-v3": Whisper(
        repository="Systran/faster-whisper-large-v3",
        revision="edaa852ec7e145841d8ffdb056a99866b5f0a478",
        sha256="69f74147e3334731bc3a76048724833325d2ec74642fb52620eda87352e3d4f1",
    ),
}

FETCHABLE = (*(f"asr/{size}" for size in WHISPERS), "ocr/cyrillic")


def fetch(what: str) -> Path:
    """Fetches one of `FETCHABLE` into the model folder and returns where it is.

    What is there already is not fetched again. Raises EngineUnavailable with one sentence.
    """
    if what not in FETCHABLE:
        raise EngineUnavailable(f"Nothing is fetched as {what!r}; it may be {', '.join(FETCHABLE)}.")
    target = cyrillic_recogniser() if what == "ocr/cyrillic" else models_folder() / what
    if target.exists():
        return target
    _refuse_offline(what)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=target.parent) as temporary:
            fetched = Path(temporary) / "fetched"
            if what == "ocr/cyrillic":
                _fetch_cyrillic(fetched)
            else:
                _fetch_whisper(fetched, WHISPERS[target.name])
            fetched.rename(target)
    except OSError as error:
        raise EngineUnavailable(f"{what} could not be fetched: {_first_line(error)}.") from error
    return target


def _refuse_offline(what: str) -> None:
    if os.environ.get("HF_HUB_OFFLINE", "").upper() in {"1", "ON", "YES", "TRUE"}:
        raise EngineUnavailable(f"{what} is not on this machine, and HF_HUB_OFFLINE forbids to fetch it.")


def _fetch_whisper(folder: Path, whisper: Whisper) -> None:
    from huggingface_hub import snapshot_download  # noqa: PLC0415 - loaded on use

    # Its retries are announced line by line; what matters is said once, at the end.
    logging.getLogger("huggingface_hub").setLevel(logging.ERROR)
    snapshot_download(whisper.repository, revision=whisper.revision, local_dir=folder, allow_patterns=_FILES)
    # The hub's own notes on what it fetched.
    shutil.rmtree(folder / ".cache", ignore_errors=True)
    _verify(folder / "model.bin", whisper.sha256)


def _fetch_cyrillic(path: Path) -> None:
    """The East Slavic recogniser of PP-OCRv5 (Apache-2.0), from where RapidOCR's package says."""
    address, sha256 = _cyrillic_source()
    with urllib.request.urlopen(address, timeout=_TIMEOUT_S) as answer, path.open("wb") as file:  # noqa: S310 - https, from RapidOCR's own list
        shutil.copyfileobj(answer, file, _CHUNK_BYTES)
    _verify(path, sha256)


def _cyrillic_source() -> tuple[str, str]:
    from rapidocr.inference_engine.base import FileInfo, InferSession  # noqa: PLC0415 - loaded on use
    from rapidocr.utils.typings import (  # noqa: PLC0415 - likewise
        EngineType,
        LangRec,
        ModelType,
        OCRVersion,
        TaskType,
    )

    source = InferSession.get_model_url(
        FileInfo(
            engine_type=EngineType.ONNXRUNTIME,
            ocr_version=OCRVersion.PPOCRV5,
            task_type=TaskType.REC,
            lang_type=LangRec.ESLAV,
            model_type=ModelType.MOBILE,
        )
    )
    return str(source["model_dir"]), str(source["SHA256"])


def _verify(path: Path, sha256: str) -> None:
    with path.open("rb") as file:
        found = hashlib.file_digest(file, "sha256").hexdigest()
    if found != sha256:
        raise OSError(f"what came is not the pinned file (sha256 {found[:8]} instead of {sha256[:8]})")


def _first_line(error: OSError) -> str:
    lines = str(error).strip().splitlines()
    return lines[0].rstrip(".") if lines else type(error).__name__
