"""The OCR models: PP-OCRv6 small (Apache-2.0), which RapidOCR's package carries, and what was fetched."""

from pathlib import Path

from workers.engines.settings import cyrillic_recogniser
from workers.engines.weights import package_file
from workers.errors import EngineUnavailable


def detection_model() -> Path:
    """Finds lines. Raises EngineUnavailable where the package is not installed."""
    return package_file("rapidocr", "models", "PP-OCRv6_det_small.onnx", package="rapidocr")


def recognition_model() -> Path:
    """Reads a line; its characters stand in its metadata. Raises EngineUnavailable likewise."""
    return package_file("rapidocr", "models", "PP-OCRv6_rec_small.onnx", package="rapidocr")


def cyrillic_model() -> Path:
    """Reads Cyrillic and Latin. Raises EngineUnavailable where it was not fetched."""
    path = cyrillic_recogniser()
    if not path.is_file():
        raise EngineUnavailable(
            "The recogniser of Cyrillic is in no package; fetch it with `candor engines get ocr/cyrillic`."
        )
    return path
