"""The PP-OCRv6 small models (Apache-2.0) that RapidOCR's package carries."""

from pathlib import Path

from workers.engines.weights import package_file


def detection_model() -> Path:
    """Finds lines. Raises EngineUnavailable where the package is not installed."""
    return package_file("rapidocr", "models", "PP-OCRv6_det_small.onnx", package="rapidocr")


def recognition_model() -> Path:
    """Reads a line; its characters stand in its metadata. Raises EngineUnavailable likewise."""
    return package_file("rapidocr", "models", "PP-OCRv6_rec_small.onnx", package="rapidocr")
