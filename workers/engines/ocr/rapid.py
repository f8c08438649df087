"""OCR by RapidOCR with the PP-OCRv6 small models (Apache-2.0) that its package carries."""

from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from pathlib import Path
from typing import Any, ClassVar

import cv2
import numpy as np
from numpy.typing import NDArray

from workers.engines.ocr.bands import detect_in_bands
from workers.engines.ocr.base import OcrLine, Skip, skip_nothing
from workers.engines.ocr.boxes import Quad, crop_line, line_at, place_of, reading_order
from workers.engines.ocr.carried import cyrillic_model, detection_model, recognition_model
from workers.engines.ocr.framing import frame_picture
from workers.engines.ocr.line_cache import Each, LineCache
from workers.engines.ocr.scripts import scripts_of
from workers.engines.ocr.words import is_mostly_unread, read_by_words
from workers.engines.onnx import open_session
from workers.engines.settings import threads
from workers.engines.weights import name_weights, package_version
from workers.errors import EngineFailed, EngineUnavailable
from workers.report import EngineUsed

#: Below this the recogniser guesses.
_LEAST_CONFIDENCE = 0.5
#: Lines are scaled to this height and shorter ones filled up to this width. RapidOCR fills up to 320,
#: which takes twice as long for a screen's many short lines and reads the same (docs/measurements.md).
_LINE_HEIGHT_PX = 48
_LEAST_LINE_WIDTH_PX = 160
#: Longer than any picture after framing.
_NO_LIMIT_PX = 1 << 16


class RapidOcr:
    """Detection at the picture's own size, each line recognised by itself: what a line reads as
    does not depend on what stands beside it, nor on the number of threads (docs/engines.md).
    """

    NAME: ClassVar[str] = "rapidocr"

    def __init__(self) -> None:
        detection, recognition = detection_model(), self._recognition_model()
        self._detector, self._recogniser = _open_models(str(detection), str(recognition))
        self._failures = _failures()
        self._known = LineCache(self._read_line, each=_at_once())
        self._used = EngineUsed(
            kind="ocr",
            name=self.NAME,
            model=name_weights(detection, recognition),
            version=package_version("rapidocr"),
        )

    @staticmethod
    def _recognition_model() -> Path:
        return recognition_model()

    @property
    def used(self) -> EngineUsed:
        return self._used

    @cached_property
    def reads(self) -> tuple[str, ...]:
        """Scripts whose letters the recogniser knows, such as `latin`."""
        return scripts_of(self._recogniser.postprocess_op.character)

    def read(self, picture: NDArray[np.uint8], *, skip: Skip = skip_nothing) -> list[OcrLine]:
        """Lines of an RGB picture [height, width, 3], from top to bottom, without those at places
        that may be skipped. Raises EngineFailed.
        """
        framed = frame_picture(picture)
        # The models were trained on blue, green, red.
        pixels = np.ascontiguousarray(framed.pixels[:, :, ::-1])
        placed = [
            (place, crop_line(pixels, quad))
            for quad in detect_in_bands(pixels, self._detect)
            if not skip(place := place_of(framed.unframe(quad)))
        ]
        read = self._known.read([crop for _, crop in placed])
        return reading_order(
            [
                line_at(place, text=text, confidence=confidence)
                for (place, _), (text, confidence) in zip(placed, read, strict=True)
                if text.strip() and confidence >= _LEAST_CONFIDENCE
            ]
        )

    def _read_line(self, crop: NDArray[np.uint8]) -> tuple[str, float]:
        """Text and confidence; of a line in a script that it cannot read, word by word."""
        ((text, confidence),) = self._recognise([crop])
        if is_mostly_unread(text, crop):
            return read_by_words(crop, self._recognise) or (text, confidence)
        return text, confidence

    def _detect(self, pixels: NDArray[np.uint8]) -> list[Quad]:
        try:
            found = self._detector(pixels).boxes
        except self._failures as error:
            raise EngineFailed(f"RapidOCR failed to find text: {_first_line(error)}.") from error
        return [] if found is None else [np.asarray(quad, dtype=np.float32) for quad in found]

    def _recognise(self, crops: list[NDArray[np.uint8]]) -> list[tuple[str, float]]:
        from rapidocr.ch_ppocr_rec import TextRecInput  # noqa: PLC0415 - loaded on use

        if not crops:
            return []
        try:
            read = self._recogniser(TextRecInput(img=crops, return_word_box=False))
        except self._failures as error:
            raise EngineFailed(f"RapidOCR failed to read text: {_first_line(error)}.") from error
        return [(text, float(confidence)) for text, confidence in zip(read.txts, read.scores, strict=True)]


class RapidOcrCyrillic(RapidOcr):
    """The same with the East Slavic recogniser of PP-OCRv5, which has to be fetched first."""

    NAME: ClassVar[str] = "rapidocr-cyrillic"

    @staticmethod
    def _recognition_model() -> Path:
        return cyrillic_model()


def _open_models(detection: str, recognition: str) -> tuple[Any, Any]:
    """RapidOCR's two steps, each on a given file: it downloads only what it is not given."""
    try:
        from rapidocr import RapidOCR  # noqa: PLC0415 - loaded on use
        from rapidocr.ch_ppocr_det import TextDetector  # noqa: PLC0415 - likewise
        from rapidocr.ch_ppocr_rec import TextRecognizer  # noqa: PLC0415 - likewise
    except ImportError as error:
        raise EngineUnavailable(
            f"RapidOCR cannot be loaded ({error}); install the worker's requirements again."
        ) from error
    config = RapidOCR(params=_settings(detection, recognition)).cfg
    config.Det.engine_cfg = config.Rec.engine_cfg = config.EngineConfig.onnxruntime
    config.Rec.font_path = None
    return (
        TextDetector(_with_session(config.Det, on_threads=threads())),
        TextRecognizer(_with_session(config.Rec, on_threads=1)),
    )


def _at_once() -> Each:
    """A thread for each line: all threads on one line after another wait for each other."""
    return map if threads() == 1 else ThreadPoolExecutor(threads(), "candor-lines").map


def _with_session(step: Any, *, on_threads: int) -> Any:
    """A step's settings with the session that it is to use."""
    from omegaconf import OmegaConf  # noqa: PLC0415 - loaded on use

    session = open_session(Path(step.model_path), threads=on_threads, keeps_memory=False)
    return OmegaConf.create({**step, "session": session}, flags={"allow_objects": True})


def _settings(detection: str, recognition: str) -> dict[str, Any]:
    return {
        "Global.log_level": "critical",
        "Det.model_path": detection,
        "Rec.model_path": recognition,
        # The picture's own size: RapidOCR would blow a strip of 40 px up to 736.
        "Det.limit_type": "max",
        "Det.limit_side_len": _NO_LIMIT_PX,
        "Rec.rec_batch_num": 1,
        "Rec.rec_img_shape": [3, _LINE_HEIGHT_PX, _LEAST_LINE_WIDTH_PX],
    }


def _failures() -> tuple[type[Exception], ...]:
    """What RapidOCR and what it stands on raise where a picture or a model defeats them."""
    from rapidocr.inference_engine.onnxruntime import ONNXRuntimeError  # noqa: PLC0415 - loaded on use

    return (ONNXRuntimeError, RuntimeError, ValueError, cv2.error)


def _first_line(error: Exception) -> str:
    lines = str(error).strip().splitlines()
    return lines[-1] if lines else type(error).__name__
