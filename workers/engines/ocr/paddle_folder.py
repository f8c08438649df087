"""The carried ONNX models as PaddleOCR wants them: a folder each, with an `inference.yml` beside."""

import json
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from workers.engines.ocr.carried import detection_model, recognition_model
from workers.engines.ocr.scripts import recogniser_characters
from workers.engines.settings import cache_folder
from workers.engines.weights import short_sha256
from workers.errors import EngineUnavailable

DETECTION_NAME = "PP-OCRv6_small_det"
RECOGNITION_NAME = "PP-OCRv6_small_rec"


def paddle_folder() -> Path:
    """Both model folders inside one, built on the first use. Raises EngineUnavailable."""
    detection, recognition = detection_model(), recognition_model()
    folder = cache_folder() / "paddleocr" / f"{short_sha256(detection)}-{short_sha256(recognition)}"
    if not folder.is_dir():
        try:
            _build(folder, detection, recognition)
        except OSError as error:
            raise EngineUnavailable(
                f"PaddleOCR's model folder {folder} cannot be written ({error.strerror}); "
                "set XDG_CACHE_HOME to a folder that can."
            ) from error
    return folder


def _build(folder: Path, detection: Path, recognition: Path) -> None:
    """Made aside and renamed, so that another process never sees half of it."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent) as temporary:
        made = Path(temporary) / "made"
        _write_model(made / DETECTION_NAME, detection, _detection_config())
        _write_model(made / RECOGNITION_NAME, recognition, _recognition_config(recognition))
        try:
            made.rename(folder)
        except OSError:
            if not folder.is_dir():  # else another process was first, with the same content
                raise


def _write_model(folder: Path, weights: Path, config: Mapping[str, Any]) -> None:
    folder.mkdir(parents=True)
    shutil.copyfile(weights, folder / "inference.onnx")
    # JSON is YAML.
    (folder / "inference.yml").write_text(json.dumps(config, ensure_ascii=False), encoding="utf-8")


def _detection_config() -> dict[str, Any]:
    """The thresholds are those that RapidOCR sets for this model."""
    half = [0.5, 0.5, 0.5]
    normalise = {"mean": half, "std": half, "scale": "1./255.", "order": "hwc"}
    return {
        "Global": {"model_name": DETECTION_NAME},
        "PreProcess": {
            "transform_ops": [
                {"DecodeImage": {"img_mode": "BGR", "channel_first": False}},
                {"DetResizeForTest": None},
                {"NormalizeImage": normalise},
                {"ToCHWImage": None},
            ]
        },
        "PostProcess": {
            "name": "DBPostProcess",
            "thresh": 0.3,
            "box_thresh": 0.5,
            "unclip_ratio": 1.6,
            "use_dilation": True,
        },
    }


def _recognition_config(recognition: Path) -> dict[str, Any]:
    return {
        "Global": {"model_name": RECOGNITION_NAME},
        "PreProcess": {
            "transform_ops": [
                {"DecodeImage": {"img_mode": "BGR", "channel_first": False}},
                {"RecResizeImg": {"image_shape": [3, 48, 320]}},
            ]
        },
        "PostProcess": {
            "name": "CTCLabelDecode",
            "character_dict": recogniser_characters(recognition),
        },
    }
