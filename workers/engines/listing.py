"""Every engine with what a person wants to know before choosing: `candor engines`."""

import importlib.metadata
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from workers.engines.fetching import fetch
from workers.engines.ocr.carried import cyrillic_model, detection_model, recognition_model
from workers.engines.ocr.scripts import recogniser_characters, scripts_of
from workers.engines.settings import vlm_folder, vlm_settings, whisper_folder
from workers.engines.table import ENGINES, default_name
from workers.engines.vlm.folders import ready_folder
from workers.engines.weights import package_file, package_folder, package_version
from workers.errors import EngineUnavailable

__all__ = ["EngineFacts", "fetch", "list_engines"]

_MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class EngineFacts:
    """One engine. `why_not`: a sentence where it is not ready. `size_mb`: of its weights.

    `licence` is what the package states, `weights_licence` what the makers of the weights say.
    `reads`: the scripts an OCR engine can write; empty for other kinds.
    """

    kind: str
    name: str
    default: bool
    ready: bool
    why_not: str | None
    model: str | None
    version: str | None
    licence: str | None
    weights_licence: str
    size_mb: float | None
    reads: tuple[str, ...] = ()

    def to_data(self) -> dict[str, Any]:
        """Plain JSON values."""
        return asdict(self) | {"reads": list(self.reads)}

    def to_line(self) -> str:
        """One line for a terminal."""
        mark = "*" if self.default else " "
        state = "ready" if self.ready else f"not ready: {self.why_not}"
        facts = [self.model, self._size, self._licences, ", ".join(self.reads)]
        return f"{mark} {self.kind}/{self.name}: {state} ({'; '.join(fact for fact in facts if fact)})"

    @property
    def _size(self) -> str | None:
        return None if self.size_mb is None else f"{self.size_mb:g} MB"

    @property
    def _licences(self) -> str:
        return f"code {self.licence or 'unstated'}, weights {self.weights_licence}"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Source:
    """What an engine stands on: packages (the first is the one whose version counts) and files."""

    packages: tuple[str, ...]
    weights: Callable[[], tuple[Path, ...]]
    weights_licence: str
    recogniser: Callable[[], Path] | None = None


def list_engines() -> list[EngineFacts]:
    """All engines of the table. Loads no model; reads one file's head to say which scripts it knows."""
    return [_facts(kind, name) for kind, names in ENGINES.items() for name in names]


def _facts(kind: str, name: str) -> EngineFacts:
    source = _SOURCES[f"{kind}/{name}"]
    why_not, weights = _readiness(source)
    return EngineFacts(
        kind=kind,
        name=name,
        default=default_name(kind) == name,
        ready=why_not is None,
        why_not=why_not,
        model=", ".join(path.name for path in weights) or None,
        version=_version(source.packages[0]),
        licence=_licence(source.packages[0]),
        weights_licence=source.weights_licence,
        size_mb=round(sum(map(_bytes, weights)) / _MEGABYTE, 1) if weights else None,
        reads=_reads(source) if why_not is None else (),
    )


def _readiness(source: _Source) -> tuple[str | None, tuple[Path, ...]]:
    try:
        for package in source.packages:
            package_version(package)
        return None, source.weights()
    except EngineUnavailable as error:
        return str(error), ()


def _reads(source: _Source) -> tuple[str, ...]:
    return scripts_of(recogniser_characters(source.recogniser())) if source.recogniser else ()


def _version(package: str) -> str | None:
    try:
        return package_version(package)
    except EngineUnavailable:
        return None


def _licence(package: str) -> str | None:
    """As the package states it; three fields are in use for that."""
    try:
        stated = importlib.metadata.metadata(package)
    except importlib.metadata.PackageNotFoundError:
        return None
    return (
        stated["License-Expression"] or stated["License"] or _classified(stated.get_all("Classifier") or ())
    )


def _classified(classifiers: Iterable[str]) -> str | None:
    licences = [text.rpartition(" :: ")[2] for text in classifiers if text.startswith("License ::")]
    return licences[0] if licences else None


def _bytes(path: Path) -> int:
    if path.is_file():
        return path.stat().st_size
    return sum(part.stat().st_size for part in path.rglob("*") if part.is_file())


def _carried_ocr() -> tuple[Path, ...]:
    return (detection_model(), recognition_model())


def _cyrillic_ocr() -> tuple[Path, ...]:
    return (detection_model(), cyrillic_model())


def _dlib_weights() -> tuple[Path, ...]:
    names = ("shape_predictor_5_face_landmarks.dat", "dlib_face_recognition_resnet_model_v1.dat")
    package = "face-recognition-models"
    return tuple(package_file("face_recognition_models", "models", name, package=package) for name in names)


def _sphinx_weights() -> tuple[Path, ...]:
    return (package_folder("pocketsphinx", package="pocketsphinx") / "model" / "en-us",)


def _whisper_weights() -> tuple[Path, ...]:
    from workers.engines.asr.faster_whisper import ready_folder as whisper_ready  # noqa: PLC0415 - loaded on use

    return (whisper_ready(whisper_folder()),)


def _silero_weights() -> tuple[Path, ...]:
    return (package_file("faster_whisper", "assets", "silero_vad_v6.onnx", package="faster-whisper"),)


def _vlm_weights() -> tuple[Path, ...]:
    return (ready_folder(vlm_folder()),)


def _served() -> tuple[Path, ...]:
    """No weights here, but a server has to be named."""
    vlm_settings()
    return ()


_SOURCES = {
    "ocr/rapidocr": _Source(
        packages=("rapidocr", "onnxruntime"),
        weights=_carried_ocr,
        weights_licence="Apache-2.0",
        recogniser=recognition_model,
    ),
    "ocr/rapidocr-cyrillic": _Source(
        packages=("rapidocr", "onnxruntime"),
        weights=_cyrillic_ocr,
        weights_licence="Apache-2.0",
        recogniser=cyrillic_model,
    ),
    "ocr/paddleocr": _Source(
        packages=("paddleocr", "onnxruntime", "rapidocr"),
        weights=_carried_ocr,
        weights_licence="Apache-2.0",
        recogniser=recognition_model,
    ),
    "asr/pocketsphinx": _Source(
        packages=("pocketsphinx",), weights=_sphinx_weights, weights_licence="BSD (CMU Sphinx)"
    ),
    "asr/faster-whisper": _Source(
        packages=("faster-whisper", "ctranslate2"), weights=_whisper_weights, weights_licence="MIT"
    ),
    "face/dlib": _Source(
        packages=("dlib-bin", "face-recognition-models"),
        weights=_dlib_weights,
        weights_licence="CC0-1.0",
    ),
    "vad/silero": _Source(
        packages=("faster-whisper", "onnxruntime"), weights=_silero_weights, weights_licence="MIT"
    ),
    "vlm/openai": _Source(packages=("candor",), weights=_served, weights_licence="as the model's makers say"),
    "vlm/transformers": _Source(
        packages=("transformers", "torch", "torchvision"),
        weights=_vlm_weights,
        weights_licence="as the model's makers say",
    ),
    "vlm/none": _Source(packages=("candor",), weights=tuple, weights_licence="none"),
}
