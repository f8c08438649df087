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


def folder_hash(folder: Path) -> str:
    """The first 8 digits of a hash over all that an answer depends on: weights, and how words and pictures
    become what the model reads.
    """
    parts = [*_weights_in(folder), *folder.glob("*.json"), *folder.glob("*.jinja")]
    told = "".join(f"{path.name}{short_sha256(path)}" for path in sorted(parts))
    return hashlib.sha256(told.encode()).hexdigest()[:8]
