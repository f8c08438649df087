"""The folder of a model that runs in this process: what must lie in it, and how its weights are named."""

import hashlib
from pathlib import Path

from workers.engines.weights import package_version, short_sha256
from workers.errors import EngineUnavailable


def ready_folder(folder: Path) -> Path:
    """The folder, if a model can be opened from it. Raises EngineUnavailable with what is missing."""
    for package in ("torch", "torchvision", "transformers"):
        package_version(package)
    if not (folder / "config.json").is_file() or not _weights_in(folder):
        raise EngineUnavailable(
            f"{folder} holds no video-language model: it must have config.json and weights in safetensors files."
        )
    return folder


def _weights_in(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.safetensors"))


def weights_hash(folder: Path) -> str:
    """The first 8 digits of a hash over the configuration and all weights."""
    parts = "".join(short_sha256(path) for path in (folder / "config.json", *_weights_in(folder)))
    return hashlib.sha256(parts.encode()).hexdigest()[:8]
