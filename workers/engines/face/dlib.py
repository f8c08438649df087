"""Faces by dlib (Boost licence): HOG detector, 5 points, ResNet of 128 numbers.

The weights are two files of the package face_recognition_models (CC0); its 68-point file, which
may not be used commercially, is not touched.
"""

from types import ModuleType
from typing import Any, ClassVar

import cv2
import numpy as np
from numpy.typing import NDArray

from workers.engines.face.base import FaceBox
from workers.engines.weights import name_weights, package_file, package_version
from workers.errors import EngineFailed, EngineUnavailable
from workers.report import EngineUsed

#: The detector's window is so wide, half of it after one doubling of the picture.
_WINDOW_PX = 80
_DOUBLED_TWICE_UP_TO_PX = 320
_DOUBLED_ONCE_UP_TO_PX = 1920
#: A picture is dark where nearly all of it is below this luma; it is lit up to the second.
_DARK_BELOW = 90.0
_LIT_TO = 180.0
#: How the network was trained to see a face: so large, with this part of it around.
_CHIP_PX = 150
_CHIP_MARGIN = 0.25


class DlibFace:
    """Finds upright faces and tells how unlike two of them are."""

    NAME: ClassVar[str] = "dlib"
    DIFFERENT_FROM: ClassVar[float] = 0.6

    def __init__(self) -> None:
        dlib = _import_dlib()
        points = _weights("shape_predictor_5_face_landmarks.dat")
        numbers = _weights("dlib_face_recognition_resnet_model_v1.dat")
        self._dlib = dlib
        self._detector: Any = dlib.get_frontal_face_detector()
        self._points: Any = dlib.shape_predictor(str(points))
        self._numbers: Any = dlib.face_recognition_model_v1(str(numbers))
        self._used = EngineUsed(
            kind="face",
            name=self.NAME,
            model=name_weights(points, numbers),
            version=package_version("dlib-bin"),
        )

    @property
    def used(self) -> EngineUsed:
        return self._used

    def find(self, picture: NDArray[np.uint8], *, least_px: int = 0) -> list[FaceBox]:
        """Faces of an RGB picture [height, width, 3], largest margin first; from about 40 px wide
        (20 px in pictures up to 320 px, 80 px in those over 1920 px). Each halving of the least width
        costs four times as much. Raises EngineFailed.

        `confidence` is 1 - 4 ** -margin, the margin being the detector's own distance from its
        threshold: 0.5 at a margin of 0.5, 0.75 at 1 (a plain frontal face has 1 to 2).
        """
        height, width = picture.shape[:2]
        grey = _lit(np.asarray(cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY), dtype=np.uint8))
        try:
            found, margins, _ = self._detector.run(grey, _doublings(max(height, width), least_px), 0.0)
        except RuntimeError as error:
            raise EngineFailed(f"dlib failed to look for faces: {error}") from error
        faces = [
            _face_box(place, margin, width=width, height=height)
            for place, margin in zip(found, margins, strict=True)
        ]
        return sorted(faces, key=lambda face: (-face.confidence, face.x_px, face.y_px))

    def align(self, picture: NDArray[np.uint8], face: FaceBox) -> NDArray[np.uint8]:
        """The face turned level by its eyes and nose, RGB [150, 150, 3]. Raises EngineFailed."""
        pixels = np.ascontiguousarray(picture)
        right, bottom = face.x_px + face.width_px - 1, face.y_px + face.height_px - 1
        place = self._dlib.rectangle(face.x_px, face.y_px, right, bottom)
        try:
            points = self._points(pixels, place)
            chip = self._dlib.get_face_chip(pixels, points, size=_CHIP_PX, padding=_CHIP_MARGIN)
        except RuntimeError as error:
            raise EngineFailed(f"dlib failed to align a face: {error}") from error
        return np.asarray(chip, dtype=np.uint8)

    def embed(self, chip: NDArray[np.uint8]) -> NDArray[np.float64]:
        """An aligned face as 128 numbers; the Euclidean distance of two tells how unlike they are.

        Without jittering, so one face always gives the same numbers. Raises EngineFailed.
        """
        try:
            numbers = self._numbers.compute_face_descriptor(np.ascontiguousarray(chip), 0)
        except RuntimeError as error:
            raise EngineFailed(f"dlib failed to describe a face: {error}") from error
        return np.array(numbers, dtype=np.float64)


def _import_dlib() -> ModuleType:
    try:
        import dlib  # noqa: PLC0415 - loaded on use
    except ImportError as error:
        raise EngineUnavailable(
            "The package dlib-bin is not installed; install it with: pip install dlib-bin."
        ) from error
    module: ModuleType = dlib
    return module


def _weights(name: str) -> Any:
    # Found by path: importing the package itself would want pkg_resources.
    return package_file("face_recognition_models", "models", name, package="face-recognition-models")


def _lit(grey: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """A picture of a dark room made as bright as others; the detector loses faces in the dark."""
    bright = float(np.percentile(grey, 95))
    if bright == 0 or bright >= _DARK_BELOW:
        return np.ascontiguousarray(grey)
    return np.clip(grey * (_LIT_TO / bright), 0, 255).astype(np.uint8)


def _doublings(longer_px: int, least_px: int) -> int:
    if longer_px <= _DOUBLED_TWICE_UP_TO_PX and least_px < _WINDOW_PX // 2:
        return 2
    return 1 if longer_px <= _DOUBLED_ONCE_UP_TO_PX and least_px < _WINDOW_PX else 0


def _face_box(place: Any, margin: float, *, width: int, height: int) -> FaceBox:
    """The found place, cut to the picture."""
    left, top = max(0, place.left()), max(0, place.top())
    right, bottom = min(width, place.right() + 1), min(height, place.bottom() + 1)
    return FaceBox(
        x_px=left,
        y_px=top,
        width_px=max(1, right - left),
        height_px=max(1, bottom - top),
        confidence=round(1 - 4 ** -max(0.0, margin), 4),
    )
