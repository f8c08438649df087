"""What the surroundings say to the engines: threads and the folders of models."""

import os
from pathlib import Path

from workers.errors import EngineUnavailable

#: More threads than this gain little on one picture, and inspections run side by side.
_MOST_THREADS_UNASKED = 2

#: The Whisper models that can be fetched, from small to large.
WHISPER_SIZES = ("tiny", "base", "small", "medium", "large-v3")


def threads() -> int:
    """Threads one engine may use: `CANDOR_THREADS`, else the machine's cores, at most two."""
    stated = os.environ.get("CANDOR_THREADS")
    if stated is None:
        return min(os.cpu_count() or 1, _MOST_THREADS_UNASKED)
    if not stated.isdecimal() or int(stated) < 1:
        raise EngineUnavailable(f"CANDOR_THREADS must be a whole number from 1 on; it says {stated!r}.")
    return int(stated)


def models_folder() -> Path:
    """Where fetched models are kept: `CANDOR_MODELS`, else the user's cache folder."""
    stated = os.environ.get("CANDOR_MODELS")
    if stated:
        return Path(stated).expanduser()
    return cache_folder() / "models"


def cache_folder() -> Path:
    """Candor's own part of the user's cache folder; it may be emptied at any time."""
    base = os.environ.get("XDG_CACHE_HOME")
    return (Path(base) if base else Path.home() / ".cache") / "candor"


def whisper_folder() -> Path | None:
    """The Whisper model to use: the folder in `CANDOR_WHISPER_MODEL` (whether it exists or not,
    since it was named), else the largest that was fetched into the model folder, else null.
    """
    stated = os.environ.get("CANDOR_WHISPER_MODEL")
    if stated:
        return Path(stated).expanduser()
    fetched = [models_folder() / "asr" / size for size in WHISPER_SIZES]
    return next((folder for folder in reversed(fetched) if (folder / "model.bin").is_file()), None)


def cyrillic_recogniser() -> Path:
    """Where the fetched recogniser of Cyrillic and Latin lies, if it was fetched."""
    return models_folder() / "ocr" / "cyrillic" / "eslav_PP-OCRv5_rec_mobile.onnx"


def named_engine(kind: str) -> str | None:
    """The engine that the surroundings name for a kind, such as `CANDOR_OCR=paddleocr`."""
    return os.environ.get(f"CANDOR_{kind.upper()}") or None
