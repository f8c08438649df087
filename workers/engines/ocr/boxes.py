"""Places of text: four corners as the detector gives them, and the upright boxes made of them."""

from dataclasses import asdict
from typing import cast

import cv2
import numpy as np
from numpy.typing import NDArray

from workers.engines.ocr.base import OcrLine, OcrPlace

#: Corners float32 [4, 2] as (x, y): top left, top right, bottom right, bottom left.
Quad = NDArray[np.float32]

#: A place so much taller than wide holds text that runs upwards; a single "1" or "l" is less tall.
_STANDS_UP_FROM = 2.5
#: Corners this close to a level rectangle are cut without turning the picture.
_LEVEL_WITHIN_PX = 2.0


def crop_line(pixels: NDArray[np.uint8], quad: Quad) -> NDArray[np.uint8]:
    """The text at the corners, level, [height, width, 3]."""
    crop = _cut_level(pixels, quad) if _is_level(quad) else _cut_turned(pixels, quad)
    if crop.shape[0] >= _STANDS_UP_FROM * crop.shape[1]:
        crop = np.rot90(crop)
    return np.ascontiguousarray(crop)


def place_of(quad: Quad) -> OcrPlace:
    """The upright box around four corners, at least one pixel wide and high."""
    left, top = (int(value) for value in np.floor(quad.min(axis=0)))
    right, bottom = (int(value) for value in np.ceil(quad.max(axis=0)))
    return OcrPlace(x_px=left, y_px=top, width_px=max(1, right - left), height_px=max(1, bottom - top))


def line_at(place: OcrPlace, *, text: str, confidence: float) -> OcrLine:
    return OcrLine(text=text, confidence=round(confidence, 4), **asdict(place))


def reading_order(lines: list[OcrLine]) -> list[OcrLine]:
    """From top to bottom, and from left to right where lines stand beside each other."""
    rows: list[list[OcrLine]] = []
    for line in sorted(lines, key=lambda line: (_middle_px(line), line.x_px)):
        if rows and _middle_px(line) < rows[-1][0].y_px + rows[-1][0].height_px * 0.9:
            rows[-1].append(line)
        else:
            rows.append([line])
    return [line for row in rows for line in sorted(row, key=lambda line: (line.x_px, line.y_px))]


def _middle_px(line: OcrLine) -> float:
    return line.y_px + line.height_px / 2


def _is_level(quad: Quad) -> bool:
    top_left, top_right, bottom_right, bottom_left = quad
    slants = (
        top_left[1] - top_right[1],
        bottom_left[1] - bottom_right[1],
        top_left[0] - bottom_left[0],
        top_right[0] - bottom_right[0],
    )
    return max(abs(float(slant)) for slant in slants) <= _LEVEL_WITHIN_PX


def _cut_level(pixels: NDArray[np.uint8], quad: Quad) -> NDArray[np.uint8]:
    left, top = (max(0, int(value)) for value in np.floor(quad.min(axis=0)))
    right, bottom = (int(value) for value in np.ceil(quad.max(axis=0)))
    return pixels[top : max(top + 1, bottom), left : max(left + 1, right)]


def _cut_turned(pixels: NDArray[np.uint8], quad: Quad) -> NDArray[np.uint8]:
    width = max(1, round(float(np.linalg.norm(quad[1] - quad[0]))))
    height = max(1, round(float(np.linalg.norm(quad[3] - quad[0]))))
    level = np.array([[0, 0], [width, 0], [width, height], [0, height]], dtype=np.float32)
    turn = cv2.getPerspectiveTransform(quad, level)
    crop = cv2.warpPerspective(
        pixels, turn, (width, height), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE
    )
    return cast("NDArray[np.uint8]", crop)
