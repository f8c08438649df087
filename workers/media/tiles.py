"""The picture as tiles: which of them differ between two luma pictures."""

import cv2
import numpy as np
from numpy.typing import NDArray

from workers.spans import Box

TILE_PX = 16
#: Levels by which one pixel must differ, and how many must, before a tile counts as changed:
#: above what encoders leave on a still screen, below one character of 10 px text at 1080p.
PIXEL_LEVELS = 12
PIXELS_IN_TILE = 3


def changed_tiles(
    one: NDArray[np.uint8], other: NDArray[np.uint8], *, tile_px: int = TILE_PX
) -> NDArray[np.bool_]:
    """Which tiles differ between two luma pictures of one shape, [rows, columns]."""
    unlike = _absolute_difference(one, other) > PIXEL_LEVELS
    return tile_sums(unlike, tile_px=tile_px) >= PIXELS_IN_TILE


def tile_differences(
    one: NDArray[np.uint8], other: NDArray[np.uint8], *, tile_px: int = TILE_PX
) -> NDArray[np.float64]:
    """Mean absolute difference of each tile in luma levels, [rows, columns]."""
    sums = tile_sums(_absolute_difference(one, other), tile_px=tile_px)
    return np.asarray(sums / float(tile_px * tile_px), dtype=np.float64)


def tile_sums(values: NDArray[np.uint8] | NDArray[np.bool_], *, tile_px: int) -> NDArray[np.int64]:
    """Sum of each tile; tiles that reach over the right or lower edge are cut there."""
    rows, columns = tile_grid((values.shape[0], values.shape[1]), tile_px=tile_px)
    whole: NDArray[np.generic] = values
    if values.shape != (rows * tile_px, columns * tile_px):
        whole = np.zeros((rows * tile_px, columns * tile_px), dtype=values.dtype)
        whole[: values.shape[0], : values.shape[1]] = values
    # Many times faster than np.add.reduceat; a column of a tile of up to 257 px fits into 16 bits.
    strips = whole.reshape(rows, tile_px, columns * tile_px).sum(axis=1, dtype=np.uint16)
    return np.asarray(strips.reshape(rows, columns, tile_px).sum(axis=2, dtype=np.int64))


def tile_grid(shape: tuple[int, int], *, tile_px: int = TILE_PX) -> tuple[int, int]:
    """Rows and columns of tiles of a luma picture of this shape (height, width)."""
    height, width = shape
    return -(-height // tile_px), -(-width // tile_px)


def copy_tiles(
    source: NDArray[np.uint8], target: NDArray[np.uint8], tiles: NDArray[np.bool_], *, tile_px: int = TILE_PX
) -> None:
    """Copies the marked tiles [rows, columns] of one luma picture into another of its shape."""
    height, width = source.shape
    pixels = np.repeat(np.repeat(tiles, tile_px, axis=0), tile_px, axis=1)[:height, :width]
    np.copyto(target, source, where=pixels)


def tiles_box(rows: slice, columns: slice, shape: tuple[int, int], *, tile_px: int = TILE_PX) -> Box:
    """The box of a block of tiles in a luma picture of this shape (height, width)."""
    height, width = shape
    top, bottom = rows.start * tile_px, min(rows.stop * tile_px, height)
    left, right = columns.start * tile_px, min(columns.stop * tile_px, width)
    return Box(x=left / width, y=top / height, width=(right - left) / width, height=(bottom - top) / height)


def _absolute_difference(one: NDArray[np.uint8], other: NDArray[np.uint8]) -> NDArray[np.uint8]:
    return np.asarray(cv2.absdiff(one, other), dtype=np.uint8)
