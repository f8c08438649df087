"""Finding text in a large picture band by band: the detector's memory grows with its picture."""

from collections.abc import Callable
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from workers.engines.ocr.boxes import Quad
from workers.engines.ocr.ink import inked_parts

Detector = Callable[[NDArray[np.uint8]], list[Quad]]

#: 1280x720 and its margins go in one piece; beyond, 1080p would take 0.5 GB more at its peak.
_MOST_PIXELS = 1_000_000
#: A line up to half as high is whole in the band that has its middle.
_OVERLAP_PX = 64
_BLOCK_PX = 32
#: Lines at least this high are found in the halved picture, where they were cut by a band's edge.
_HIGH_PX = 40
_EDGE_PX = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """Rows [top, bottom) are looked at; text whose middle is in [own_top, own_bottom) is taken."""

    top_px: int
    bottom_px: int
    own_top_px: float
    own_bottom_px: float


def detect_in_bands(pixels: NDArray[np.uint8], detect: Detector) -> list[Quad]:
    """Corners of all text in the picture [height, width, 3], whose sides are whole blocks of 32."""
    height, width = pixels.shape[:2]
    bands = bands_of(height, width)
    if len(bands) == 1:
        return _detect_inked(pixels, detect)
    found: list[Quad] = []
    cut = False
    for band in bands:
        offset = np.array([0, band.top_px], dtype=np.float32)
        quads = [quad + offset for quad in _detect_inked(pixels[band.top_px : band.bottom_px], detect)]
        own = [quad for quad in quads if band.own_top_px <= _middle_y(quad) < band.own_bottom_px]
        cut = cut or any(_is_cut(quad, band, height) for quad in own)
        found += own
    return _with_high_lines(found, pixels, detect) if cut else found


def _detect_inked(pixels: NDArray[np.uint8], detect: Detector) -> list[Quad]:
    """The same, looked for only where there is more than paper."""
    return [
        quad + np.array([part.left_px, part.top_px], dtype=np.float32)
        for part in inked_parts(pixels)
        for quad in detect(part.cut(pixels))
    ]


def bands_of(height: int, width: int) -> list[Band]:
    """Bands of about equal height that together own every row once."""
    if height * width <= _MOST_PIXELS:
        return [Band(top_px=0, bottom_px=height, own_top_px=0, own_bottom_px=height + 1)]
    most = max(4 * _OVERLAP_PX, _MOST_PIXELS // width // _BLOCK_PX * _BLOCK_PX)
    count = max(1, -(-(height - _OVERLAP_PX) // (most - _OVERLAP_PX)))
    step = -(-(height - _OVERLAP_PX) // count // _BLOCK_PX) * _BLOCK_PX
    tops = [number * step for number in range(count) if number == 0 or number * step < height - _OVERLAP_PX]
    return [
        Band(
            top_px=top,
            bottom_px=min(height, top + step + _OVERLAP_PX),
            own_top_px=top + _OVERLAP_PX / 2 if top else 0,
            own_bottom_px=top + step + _OVERLAP_PX / 2 if top != tops[-1] else height + 1,
        )
        for top in tops
    ]


def _is_cut(quad: Quad, band: Band, height: int) -> bool:
    """Whether the text goes on beyond an edge that is not the picture's own."""
    above = band.top_px > 0 and quad[:, 1].min() <= band.top_px + _EDGE_PX
    below = band.bottom_px < height and quad[:, 1].max() >= band.bottom_px - _EDGE_PX
    return bool(above or below)


def _with_high_lines(found: list[Quad], pixels: NDArray[np.uint8], detect: Detector) -> list[Quad]:
    """High lines as the halved picture shows them, instead of the pieces that the bands gave."""
    height, width = pixels.shape[:2]
    size = (width // 2 // _BLOCK_PX * _BLOCK_PX, height // 2 // _BLOCK_PX * _BLOCK_PX)
    halved = np.asarray(cv2.resize(pixels, size, interpolation=cv2.INTER_AREA), dtype=np.uint8)
    scale = np.array([width / size[0], height / size[1]], dtype=np.float32)
    high = [quad * scale for quad in detect(halved)]
    high = [quad for quad in high if np.ptp(quad[:, 1]) >= _HIGH_PX]
    return [quad for quad in found if not any(_holds(line, quad) for line in high)] + high


def _holds(line: Quad, quad: Quad) -> bool:
    middle = quad.mean(axis=0)
    return bool((line.min(axis=0) <= middle).all() and (middle <= line.max(axis=0)).all())


def _middle_y(quad: Quad) -> float:
    return float(quad[:, 1].mean())
