"""Regions of the picture that changed, as rectangles worth reading."""

import cv2
import numpy as np
from numpy.typing import NDArray

from workers.media.tiles import TILE_PX, tiles_box
from workers.spans import Box

#: From this part of the picture on, it is read whole: what is left would save less than it risks.
WHOLE_SHARE = 0.75
WHOLE = Box(x=0.0, y=0.0, width=1.0, height=1.0)


def changed_regions(
    changed: NDArray[np.bool_], shape: tuple[int, int], *, keep_whole: list[Box]
) -> list[Box]:
    """Rectangles that cover the changed tiles with a margin of one tile.

    `shape` is (height, width) of the luma picture. Boxes in `keep_whole` (lines already read) are
    taken in whole wherever a region touches them, so that no line is read in part.
    """
    if not changed.any():
        return []
    widened = np.asarray(cv2.dilate(changed.astype(np.uint8), np.ones((3, 3), np.uint8)), dtype=np.uint8)
    boxes = _component_boxes(widened, shape)
    regions = _joined([_with_lines(box, keep_whole) for box in boxes])
    return regions if sum(box.area for box in regions) < WHOLE_SHARE else [WHOLE]


def component_boxes(mask: NDArray[np.bool_], shape: tuple[int, int], *, tile_px: int = TILE_PX) -> list[Box]:
    """The bounding box of each connected group of tiles."""
    return _component_boxes(mask.astype(np.uint8), shape, tile_px=tile_px)


def _component_boxes(mask: NDArray[np.uint8], shape: tuple[int, int], *, tile_px: int = TILE_PX) -> list[Box]:
    count, _, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
    found = []
    for label in range(1, count):
        left, top, width, height = (int(value) for value in stats[label][:4])
        rows, columns = slice(top, top + height), slice(left, left + width)
        found.append(tiles_box(rows, columns, shape, tile_px=tile_px))
    return found


def _with_lines(box: Box, others: list[Box]) -> Box:
    for other in others:
        if box.intersection(other) > 0:
            box = union(box, other)  # the region grows line by line
    return box


def _joined(boxes: list[Box]) -> list[Box]:
    """Overlapping rectangles become one, until none overlap."""
    joined: list[Box] = []
    for box in boxes:
        merged = box
        while overlapping := [other for other in joined if merged.intersection(other) > 0]:
            for other in overlapping:
                joined.remove(other)
                merged = union(merged, other)
        joined.append(merged)
    return joined


def grown(box: Box, by: float) -> Box:
    """The box with this part of its own size more on every side, inside the picture."""
    left, top = max(0.0, box.x - by * box.width), max(0.0, box.y - by * box.height)
    right, bottom = min(1.0, box.x + (1 + by) * box.width), min(1.0, box.y + (1 + by) * box.height)
    return Box(x=left, y=top, width=right - left, height=bottom - top)


def tiles_of(box: Box, shape: tuple[int, int], *, tile_px: int = TILE_PX) -> tuple[slice, slice]:
    """The rows and columns of tiles that a box touches in a luma picture of this shape (height, width)."""
    rows, columns = pixels_of(box, *shape)
    return (
        slice(rows.start // tile_px, -(-max(rows.stop, rows.start + 1) // tile_px)),
        slice(columns.start // tile_px, -(-max(columns.stop, columns.start + 1) // tile_px)),
    )


def pixels_of(box: Box, height_px: int, width_px: int) -> tuple[slice, slice]:
    """The rows and columns of a picture of this size that a box covers."""
    rows = slice(int(box.y * height_px), min(height_px, round((box.y + box.height) * height_px)))
    columns = slice(int(box.x * width_px), min(width_px, round((box.x + box.width) * width_px)))
    return rows, columns


def union(one: Box, other: Box) -> Box:
    """The smallest box around both."""
    left, top = min(one.x, other.x), min(one.y, other.y)
    right = max(one.x + one.width, other.x + other.width)
    bottom = max(one.y + one.height, other.y + other.height)
    return Box(x=left, y=top, width=right - left, height=bottom - top)
