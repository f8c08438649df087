"""Where a picture may hold text: plain paper has none, and the frame of a window neither."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

import cv2
import numpy as np
from numpy.typing import NDArray

#: Side of a cell, which is inked or plain; and what a part's sides are whole multiples of.
CELL_PX = 16
PART_PX = 32
#: Pixels two apart differ by this at an edge: more than encoders leave on plain paper, less than text and
#: paper differ where anybody can read it.
EDGE_LEVELS = 8
#: Paper is left out where it saves more cells than another piece costs to begin with, and is so many
#: cells wide or high that no line is torn.
_WORTH_CELLS = 40
_GAP_CELLS = 3
#: A straight edge of so many cells is no letter's stroke.
_BORDER_CELLS = 20

Cells: TypeAlias = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Rows [top, bottom) and columns [left, right) of a picture."""

    top_px: int
    bottom_px: int
    left_px: int
    right_px: int

    def cut(self, pixels: NDArray[np.uint8]) -> NDArray[np.uint8]:
        return np.ascontiguousarray(pixels[self.top_px : self.bottom_px, self.left_px : self.right_px])


def inked_parts(pixels: NDArray[np.uint8]) -> list[Part]:
    """Parts that together hold every text of a picture [height, width, 3] whose sides are whole blocks
    of 32; so are theirs.
    """
    height, width = pixels.shape[:2]
    inked = _with_neighbours(_inked_cells(pixels))
    rows, columns = (slice(0, length) for length in inked.shape)
    return [_snapped(*piece, height, width) for piece in _pieces(inked, rows, columns)]


def _inked_cells(pixels: NDArray[np.uint8]) -> Cells:
    """Cells with edges, but for those of long straight borders."""
    framed = np.asarray(cv2.copyMakeBorder(pixels, 1, 1, 1, 1, cv2.BORDER_REPLICATE), np.uint8)
    across = _edged(np.asarray(cv2.absdiff(framed[1:-1, 2:], framed[1:-1, :-2]), np.uint8))
    down = _edged(np.asarray(cv2.absdiff(framed[2:, 1:-1], framed[:-2, 1:-1]), np.uint8))
    return (across & down) | _short(across, rows=_BORDER_CELLS) | _short(down, columns=_BORDER_CELLS)


def _edged(differences: NDArray[np.uint8]) -> Cells:
    """Of differences [height, width, 3]: ink and paper may differ in colour alone."""
    rows, columns = differences.shape[0] // CELL_PX, differences.shape[1] // CELL_PX
    strips = differences.reshape(rows, CELL_PX, columns * CELL_PX * 3).max(axis=1)
    highest = strips.reshape(rows, columns, CELL_PX * 3).max(axis=2)
    return np.asarray(highest >= EDGE_LEVELS, np.bool_)


def _short(cells: Cells, *, rows: int = 1, columns: int = 1) -> Cells:
    """Without those that stand in a row of so many or more."""
    kernel = np.ones((rows, columns), np.uint8)
    long = cv2.morphologyEx(cells.astype(np.uint8), cv2.MORPH_OPEN, kernel, borderValue=(0.0,))
    return cells & ~np.asarray(long, np.bool_)


def _with_neighbours(cells: Cells) -> Cells:
    return np.asarray(cv2.dilate(cells.astype(np.uint8), np.ones((3, 3), np.uint8)), np.bool_)


def _pieces(inked: Cells, rows: slice, columns: slice) -> Iterator[tuple[slice, slice]]:
    """The inked cells in as few rectangles as are worth it, cut where paper goes all the way through."""
    rows, columns = _trimmed(inked, rows, columns)
    here = inked[rows, columns]
    if not here.size:
        return
    down, across = _widest_gap(here, axis=0), _widest_gap(here, axis=1)
    saved_down, saved_across = _length(down) * here.shape[1], _length(across) * here.shape[0]
    if max(saved_down, saved_across) < _WORTH_CELLS:
        yield rows, columns
    elif saved_down >= saved_across:
        yield from _pieces(inked, slice(rows.start, rows.start + down.start), columns)
        yield from _pieces(inked, slice(rows.start + down.stop, rows.stop), columns)
    else:
        yield from _pieces(inked, rows, slice(columns.start, columns.start + across.start))
        yield from _pieces(inked, rows, slice(columns.start + across.stop, columns.stop))


def _trimmed(inked: Cells, rows: slice, columns: slice) -> tuple[slice, slice]:
    """Without the plain cells all around; empty where there is nothing else."""
    here = inked[rows, columns]
    found_rows, found_columns = np.flatnonzero(here.any(axis=1)), np.flatnonzero(here.any(axis=0))
    if not found_rows.size:
        return slice(0, 0), slice(0, 0)
    return (
        slice(rows.start + int(found_rows[0]), rows.start + int(found_rows[-1]) + 1),
        slice(columns.start + int(found_columns[0]), columns.start + int(found_columns[-1]) + 1),
    )


def _widest_gap(cells: Cells, *, axis: int) -> slice:
    """The longest run of plain rows (axis 0) or columns (1) between inked ones; empty where none is long enough."""
    inked = np.flatnonzero(cells.any(axis=1 - axis))
    widths = np.diff(inked) - 1
    if not widths.size or widths.max() < _GAP_CELLS:
        return slice(0, 0)
    place = int(widths.argmax())
    return slice(int(inked[place]) + 1, int(inked[place + 1]))


def _length(gap: slice) -> int:
    return int(gap.stop - gap.start)


def _snapped(rows: slice, columns: slice, height: int, width: int) -> Part:
    top, bottom = _whole_blocks(rows, height)
    left, right = _whole_blocks(columns, width)
    return Part(top_px=top, bottom_px=bottom, left_px=left, right_px=right)


def _whole_blocks(cells: slice, limit_px: int) -> tuple[int, int]:
    """From and to, a whole number of blocks apart, inside the picture."""
    start_px, end_px = cells.start * CELL_PX, cells.stop * CELL_PX
    length_px = -(-(end_px - start_px) // PART_PX) * PART_PX
    start_px = min(start_px, limit_px - length_px)
    return start_px, start_px + length_px
