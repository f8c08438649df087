"""By how far a part of the picture moved up or down, as a page that is scrolled does."""

import numpy as np
from numpy.typing import NDArray

#: A picture is told apart by the means of so many pieces of each of its rows.
_PIECES = 6
#: At least this part of the rows must be seen before and after.
_OVERLAP = 0.3
#: Moved right, the rows differ by at most this part of what they differ by where they stood,
_LEFT_OVER = 0.35
#: and they differ there by at least so many levels: blank paper has no place.
_LEAST_LEVELS = 1.0
#: What sums of single precision may be off by.
_ROUNDING = 1e-3


def upward_shift(before: NDArray[np.uint8], now: NDArray[np.uint8], *, furthest_px: int) -> int | None:
    """How many rows the content of `before` moved up to be that of `now`; negative: down.

    Both uint8 [height, width] of one shape. Null where they stand, or nothing fits.
    """
    earlier, later = _rows(before), _rows(now)
    furthest = min(furthest_px, int((1 - _OVERLAP) * len(later)))
    standing = float(np.abs(later - earlier).mean())
    if furthest < 1 or standing < _LEAST_LEVELS:
        return None
    least = _least_distances(earlier.mean(axis=1), later.mean(axis=1), furthest)
    return _nearest(earlier, later, least, most=_LEFT_OVER * standing)


def shifted(height: int, shift: int) -> tuple[slice, slice]:
    """The rows of before and of now that show the same, where content moved up by so many rows."""
    return slice(max(0, shift), height + min(0, shift)), slice(max(0, -shift), height - max(0, shift))


def _nearest(
    earlier: NDArray[np.float32], later: NDArray[np.float32], least: NDArray[np.float64], *, most: float
) -> int | None:
    """The shift at which the rows differ least, and by no more than `most`; of equals the first.

    `least`: by shift from -furthest on, what they differ by at least. The others need no closer look.
    """
    furthest = len(least) // 2
    best: tuple[float, int] | None = None
    for place in np.argsort(least, kind="stable"):
        shift = int(place) - furthest
        if least[place] > (most if best is None else best[0]) + _ROUNDING:
            break
        if shift:
            found = (_distance(earlier, later, shift), shift)
            best = found if found[0] <= most and (best is None or found < best) else best
    return None if best is None else best[1]


def _distance(earlier: NDArray[np.float32], later: NDArray[np.float32], shift: int) -> float:
    was, is_now = shifted(len(later), shift)
    return float(np.abs(later[is_now] - earlier[was]).mean())


def _least_distances(
    earlier: NDArray[np.float32], later: NDArray[np.float32], furthest: int
) -> NDArray[np.float64]:
    """By how much the means of rows [height] differ at each shift from -furthest to furthest: the rows'
    pieces differ by no less.
    """
    height = len(later)
    padded = np.pad(earlier, furthest)
    placed = np.lib.stride_tricks.sliding_window_view(padded, height)
    distances = np.abs(placed - later).sum(axis=1, dtype=np.float64)
    # Rows without a counterpart were compared with 0, and so count for what they are themselves.
    until = np.concatenate([[0.0], np.cumsum(later, dtype=np.float64)])
    shifts = np.arange(-furthest, furthest + 1)
    first, past = np.maximum(-shifts, 0), height - np.maximum(shifts, 0)
    alone = until[first] + until[height] - until[past]
    return np.asarray((distances - alone) / (height - np.abs(shifts)))


def _rows(picture: NDArray[np.uint8]) -> NDArray[np.float32]:
    """Means of the pieces of each row, [height, pieces]."""
    edges = np.linspace(0, picture.shape[1], _PIECES + 1).astype(int)[:-1]
    widths = np.diff(np.append(edges, picture.shape[1]))
    sums = np.add.reduceat(picture, np.unique(edges), axis=1, dtype=np.float32)
    return np.asarray(sums / widths[widths > 0], dtype=np.float32)
