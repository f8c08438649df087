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


def upward_shift(before: NDArray[np.uint8], now: NDArray[np.uint8], *, furthest_px: int) -> int | None:
    """How many rows the content of `before` moved up to be that of `now`; negative: down.

    Both uint8 [height, width] of one shape. Null where they stand, or nothing fits.
    """
    earlier, later = _rows(before), _rows(now)
    furthest = min(furthest_px, int((1 - _OVERLAP) * len(later)))
    standing = float(np.abs(later - earlier).mean())
    if furthest < 1 or standing < _LEAST_LEVELS:
        return None
    shifts = [shift for shift in range(-furthest, furthest + 1) if shift]
    distances = [_distance(earlier, later, shift) for shift in shifts]
    best = int(np.argmin(distances))
    return shifts[best] if distances[best] <= _LEFT_OVER * standing else None


def shifted(height: int, shift: int) -> tuple[slice, slice]:
    """The rows of before and of now that show the same, where content moved up by so many rows."""
    return slice(max(0, shift), height + min(0, shift)), slice(max(0, -shift), height - max(0, shift))


def _distance(earlier: NDArray[np.float32], later: NDArray[np.float32], shift: int) -> float:
    was, is_now = shifted(len(later), shift)
    return float(np.abs(later[is_now] - earlier[was]).mean())


def _rows(picture: NDArray[np.uint8]) -> NDArray[np.float32]:
    """Means of the pieces of each row, [height, pieces]."""
    edges = np.linspace(0, picture.shape[1], _PIECES + 1).astype(int)[:-1]
    widths = np.diff(np.append(edges, picture.shape[1]))
    sums = np.add.reduceat(picture, np.unique(edges), axis=1, dtype=np.float32)
    return np.asarray(sums / widths[widths > 0], dtype=np.float32)
