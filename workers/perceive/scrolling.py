"""A page that was scrolled between two looks: what of it was read before, and where it went."""

from collections.abc import Iterable
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from workers.media.shifts import shifted, upward_shift
from workers.media.tiles import TILE_PX, tile_sums
from workers.perceive.regions import component_boxes, pixels_of, tiles_of
from workers.spans import Box

#: A scrolled page is at least so many tiles wide and high,
LEAST_TILES = 4
#: and this part of what could be seen before is as it was.
KNOWN_SHARE = 0.7
#: A pixel is another, and a tile is, from so many levels and pixels: above what an encoder leaves of a
#: moved page, below a digit of 10 px.
PIXEL_LEVELS = 40
PIXELS_IN_TILE = 4

Luma = NDArray[np.uint8]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scroll:
    """`box`: the part of the picture that moved. `up`: how far, in parts of the picture's height;
    negative is down. `known` [rows, columns]: tiles that show what was there before, moved.
    `course`: by time, how far it had moved up since the look before; the last entry is this look.
    """

    box: Box
    up: float
    known: NDArray[np.bool_]
    course: tuple[tuple[float, float], ...]

    def moved(self, box: Box) -> Box:
        return Box(x=box.x, y=box.y - self.up, width=box.width, height=box.height)

    def holds(self, box: Box, shape: tuple[int, int]) -> bool:
        """Whether a box, as it stands now in a luma picture of this shape, shows only what is known."""
        inside = box.y >= self.box.y and box.y + box.height <= self.box.y + self.box.height
        rows, columns = tiles_of(box, shape)
        return inside and not (~self.known[rows, columns]).any()

    def takes_out(self, box: Box, shape: tuple[int, int]) -> bool:
        """Whether a box, as it stands now, is on its way out over the edge to which the page moves."""
        edge = TILE_PX / shape[0]
        if self.up > 0:
            return box.y < self.box.y + edge and box.y + box.height > self.box.y
        foot = self.box.y + self.box.height
        return box.y + box.height > foot - edge and box.y < foot

    def whole_since_s(self, box: Box) -> float:
        """Since when a box that now stands there was whole inside the page, and before that was not."""
        since_s = self.course[-1][0]
        for time_s, up in reversed(self.course):
            if not self._is_inside(box, self.up - up):
                break
            since_s = time_s
        return since_s

    def whole_until_s(self, box: Box) -> float:
        """When a box that stood there at the look before was no longer whole inside the page."""
        return next(
            (time_s for time_s, up in self.course if not self._is_inside(box, -up)), self.course[-1][0]
        )

    def _is_inside(self, box: Box, down: float) -> bool:
        top = box.y + down
        return self.box.y <= top and top + box.height <= self.box.y + self.box.height


def find_scrolls(
    before: Luma,
    now: Luma,
    new_tiles: NDArray[np.bool_],
    history: Iterable[tuple[float, Luma]],
    luma: Luma,
) -> list[Scroll]:
    """The parts of the picture that moved up or down between two looks.

    `before`, `now`: whole pictures in grey. `history`: the small samples since the look before, the
    last being `luma`.
    """
    boxes = component_boxes(new_tiles, (luma.shape[0], luma.shape[1]))
    samples = list(history)
    found = (_scroll(before, now, box, samples, luma) for box in boxes if _is_large(box, luma))
    return [scroll for scroll in found if scroll is not None]


def _is_large(box: Box, luma: Luma) -> bool:
    least_px = LEAST_TILES * TILE_PX
    height, width = luma.shape
    return bool(box.height * height >= least_px and box.width * width >= least_px)


def _scroll(
    before: Luma, now: Luma, box: Box, samples: list[tuple[float, Luma]], luma: Luma
) -> Scroll | None:
    rows, columns = pixels_of(box, *now.shape)
    height = rows.stop - rows.start
    shift = upward_shift(before[rows, columns], now[rows, columns], furthest_px=height)
    if shift is None:
        return None
    known = _known_tiles(before, now, (rows, columns), shift, (luma.shape[0], luma.shape[1]))
    kept = known[tiles_of(box, (luma.shape[0], luma.shape[1]))].mean() * height / (height - abs(shift))
    if kept < KNOWN_SHARE:
        return None
    up = shift / now.shape[0]
    return Scroll(box=box, up=up, known=known, course=_course(box, up, samples, luma))


def _known_tiles(
    before: Luma, now: Luma, where: tuple[slice, slice], shift: int, shape: tuple[int, int]
) -> NDArray[np.bool_]:
    """Tiles all of whose pixels lie in the page and are as they were before they moved."""
    rows, columns = where
    was, is_now = shifted(rows.stop - rows.start, shift)
    other = np.full(now.shape, 255, dtype=np.uint8)
    page = other[rows, columns]
    page[is_now] = 255 * (cv2.absdiff(now[rows, columns][is_now], before[rows, columns][was]) > PIXEL_LEVELS)
    small = cv2.resize(other, (shape[1], shape[0]), interpolation=cv2.INTER_AREA)
    pixels = tile_sums(np.asarray(small, dtype=np.uint8), tile_px=TILE_PX) / 255.0
    scale = now.shape[0] * now.shape[1] / (shape[0] * shape[1])
    return np.asarray(pixels * scale < PIXELS_IN_TILE, dtype=np.bool_)


def _course(
    box: Box, up: float, samples: list[tuple[float, Luma]], luma: Luma
) -> tuple[tuple[float, float], ...]:
    """How far the page had moved by each sample; where that cannot be told, as far as before."""
    rows, columns = pixels_of(box, luma.shape[0], luma.shape[1])
    furthest = round(abs(up) * luma.shape[0]) + 1
    reached, course = 0.0, []
    for time_s, sample in samples:
        left = upward_shift(sample[rows, columns], luma[rows, columns], furthest_px=furthest)
        if left is not None:
            reached = up - left / luma.shape[0]
        elif np.array_equal(sample[rows, columns], luma[rows, columns]):
            reached = up
        course.append((time_s, reached))
    return tuple(course)
