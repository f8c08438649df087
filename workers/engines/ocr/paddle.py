"""OCR by PaddleOCR's own pipeline on ONNX Runtime, with the models that RapidOCR's package carries."""

import logging
import os
from collections.abc import Iterator
from typing import Any, ClassVar

import cv2
import numpy as np
from numpy.typing import NDArray

from workers.engines.ocr.base import OcrLine, Skip, skip_nothing
from workers.engines.ocr.boxes import Quad, line_at, place_of, reading_order
from workers.engines.ocr.carried import detection_model, recognition_model
from workers.engines.ocr.framing import Framed, frame_picture
from workers.engines.ocr.paddle_folder import DETECTION_NAME, RECOGNITION_NAME, paddle_folder
from workers.engines.ocr.scripts import recogniser_characters, scripts_of
from workers.engines.settings import cache_folder, threads
from workers.engines.weights import name_weights, package_version
from workers.errors import EngineFailed, EngineUnavailable
from workers.report import EngineUsed

_LEAST_CONFIDENCE = 0.5
_NO_LIMIT_PX = 1 << 16


class PaddleOcr:
    """Reads as `RapidOcr` does, with the crops and the order that PaddleOCR makes."""

    NAME: ClassVar[str] = "paddleocr"

    def __init__(self) -> None:
        version = package_version("paddleocr")
        detection, recognition = detection_model(), recognition_model()
        self._pipeline = _open_pipeline()
        self._used = EngineUsed(
            kind="ocr", name=self.NAME, model=name_weights(detection, recognition), version=version
        )

    @property
    def used(self) -> EngineUsed:
        return self._used

    @property
    def reads(self) -> tuple[str, ...]:
        """Scripts whose letters the recogniser knows, such as `latin`."""
        return scripts_of(recogniser_characters(recognition_model()))

    def read(self, picture: NDArray[np.uint8], *, skip: Skip = skip_nothing) -> list[OcrLine]:
        """Lines of an RGB picture [height, width, 3], from top to bottom. Raises EngineFailed.

        The pipeline reads every line; those that may be skipped are left out afterwards.
        """
        framed = frame_picture(picture)
        try:
            pages = list(self._pipeline.predict(np.ascontiguousarray(framed.pixels[:, :, ::-1])))
        except (RuntimeError, ValueError, cv2.error) as error:
            raise EngineFailed(f"PaddleOCR failed to read a picture: {error}") from error
        lines = [line for page in pages for line in _lines(page, framed)]
        return reading_order([line for line in lines if not skip(line)])


def _lines(page: Any, framed: Framed) -> Iterator[OcrLine]:
    for corners, text, confidence in zip(
        page["rec_polys"], page["rec_texts"], page["rec_scores"], strict=True
    ):
        if text.strip() and confidence >= _LEAST_CONFIDENCE:
            quad: Quad = np.asarray(corners, dtype=np.float32)
            yield line_at(place_of(framed.unframe(quad)), text=text, confidence=float(confidence))


def _open_pipeline() -> Any:
    folder = paddle_folder()
    # Read while the package is imported: it would write into the home folder.
    os.environ.setdefault("PADDLE_PDX_CACHE_HOME", str(cache_folder() / "paddlex"))
    try:
        from paddleocr import PaddleOCR  # noqa: PLC0415 - loaded on use
    except ImportError as error:
        raise EngineUnavailable(
            f"PaddleOCR cannot be loaded ({error}); install it with: pip install paddleocr."
        ) from error
    logging.getLogger("paddlex").setLevel(logging.ERROR)
    return PaddleOCR(
        text_detection_model_name=DETECTION_NAME,
        text_detection_model_dir=str(folder / DETECTION_NAME),
        text_recognition_model_name=RECOGNITION_NAME,
        text_recognition_model_dir=str(folder / RECOGNITION_NAME),
        text_recognition_batch_size=1,
        use_doc_orientation_classify=False,
        use_doc_unwarping=False,
        use_textline_orientation=False,
        text_det_limit_type="max",
        text_det_limit_side_len=_NO_LIMIT_PX,
        device="cpu",
        engine="onnxruntime",
        engine_config={
            "intra_op_num_threads": threads(),
            "inter_op_num_threads": 1,
            "enable_cpu_mem_arena": False,
            "log_severity_level": 4,
        },
    )
