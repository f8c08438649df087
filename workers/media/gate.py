"""The gate: which pictures of a recording show a new state of the screen."""

from collections import deque

import cv2
import numpy as np
from numpy.typing import NDArray

from workers.media.shifts import upward_shift
from workers.media.tiles import TILE_PX, changed_tiles, copy_tiles

#: While the screen keeps changing (typing, scrolling) it is looked at this often all the same.
RESTLESS_EVERY_S = 0.75
#: Parts that never rest (a camera, a video) alone are looked at this often.
LIVE_EVERY_S = 2.0
#: and once they have all rested for so long: what was taken for a video was a text scrolled for seconds.
LIVE_REST_S = 0.5
#: A tile that changed in so many of the last whole seconds is restless.
LIVE_SECONDS = 4
OF_SECONDS = 6
#: Restless tiles are a picture that moves (a camera, a video) where they are so many wide and high and
#: fill this part of their rectangle; text that is typed and windows that come and go do not. What lies
#: between them is part of the picture, and so are the tiles around, into which its edges reach.
LIVE_PICTURE_TILES = 3
LIVE_PICTURE_SHARE = 0.6
#: A page that is scrolled is no picture that moves: so many tiles wide and high, up or down by at most
#: this from one sample to the next.
SCROLL_TILES = 4
SCROLL_PX = 100


class StillGate:
    """Chooses pictures to be read: new states once they rest, restless ones now and then.

    A tile is compared with itself as last chosen to be read, not as last seen, so that a slow fade
    is noticed as soon as it adds up.
    """

    def __init__(self) -> None:
        self._chosen: NDArray[np.uint8] | None = None
        self._previous: NDArray[np.uint8] | None = None
        self._living = _Living()
        self._live_chosen_s = 0.0
        self._live_moved_s = 0.0
        self._dirty_since_s: float | None = None

    def offer(self, time_s: float, luma: NDArray[np.uint8]) -> NDArray[np.bool_] | None:
        """Which tiles of this picture (uint8 [height, width]) should be read, [rows, columns].

        Null where none should. All of the first picture's. Times may not fall.
        """
        if self._chosen is None or self._previous is None:
            self._chosen = luma.copy()
            wanted = ~changed_tiles(luma, luma)
        else:
            wanted = self._new_tiles(time_s, luma, self._chosen, self._previous)
            copy_tiles(luma, self._chosen, wanted)
        self._previous = luma
        return wanted if wanted.any() else None

    def _new_tiles(
        self,
        time_s: float,
        luma: NDArray[np.uint8],
        chosen: NDArray[np.uint8],
        previous: NDArray[np.uint8],
    ) -> NDArray[np.bool_]:
        moving = changed_tiles(luma, previous)
        calm = ~self._living.after(int(time_s), moving & ~scrolling(moving, previous, luma))
        dirty = changed_tiles(luma, chosen)
        live_due = self._is_live_due(time_s, dirty & ~calm, moving & ~calm)
        restless = dirty & ~calm if live_due else np.zeros_like(dirty)
        if self._is_calm_due(time_s, dirty & calm, moving & calm):
            return restless | _joined_to(dirty & calm, dirty)
        return restless

    def _is_live_due(self, time_s: float, dirty: NDArray[np.bool_], moving: NDArray[np.bool_]) -> bool:
        """Whether parts that never rest are to be read again, among them such that changed."""
        if moving.any():
            self._live_moved_s = time_s
        rests = time_s - self._live_moved_s >= LIVE_REST_S
        if not dirty.any() or not (rests or time_s - self._live_chosen_s >= LIVE_EVERY_S):
            return False
        self._live_chosen_s = time_s
        return True

    def _is_calm_due(self, time_s: float, dirty: NDArray[np.bool_], moving: NDArray[np.bool_]) -> bool:
        """Whether what changed has come to rest, or has changed for long enough without."""
        if not dirty.any():
            self._dirty_since_s = None
            return False
        if self._dirty_since_s is None:
            self._dirty_since_s = time_s
        due = not moving.any() or time_s - self._dirty_since_s >= RESTLESS_EVERY_S
        if due:
            self._dirty_since_s = None
        return due


def scrolling(
    moving: NDArray[np.bool_], previous: NDArray[np.uint8], luma: NDArray[np.uint8]
) -> NDArray[np.bool_]:
    """Those of the tiles that changed between two pictures whose content only moved up or down."""
    found = np.zeros_like(moving)
    _, _, places, _ = cv2.connectedComponentsWithStats(moving.astype(np.uint8), connectivity=8)
    for left, top, width, height, _ in places[1:]:
        if min(width, height) >= SCROLL_TILES:
            rows = slice(top * TILE_PX, (top + height) * TILE_PX)
            columns = slice(left * TILE_PX, (left + width) * TILE_PX)
            shift = upward_shift(previous[rows, columns], luma[rows, columns], furthest_px=SCROLL_PX)
            found[top : top + height, left : left + width] |= shift is not None
    return found


def _joined_to(some: NDArray[np.bool_], dirty: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Dirty tiles that hang together with some of them in their rows: no line is read in part because
    the rest of it lies where something moved before.
    """
    rows = np.asarray(some.any(axis=1, keepdims=True), np.uint8)
    return _joined(some, dirty & np.asarray(cv2.dilate(rows, np.ones((3, 1), np.uint8)), np.bool_))


def _joined(some: NDArray[np.bool_], tiles: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Those of the tiles that hang together with some of them."""
    _, groups = cv2.connectedComponents(tiles.astype(np.uint8), connectivity=8)
    return np.asarray(np.isin(groups, np.unique(groups[some])), dtype=np.bool_)


class _Living:
    """Which tiles never rest: counted by whole seconds, so that a person who moves now and then counts."""

    def __init__(self) -> None:
        self._seconds: deque[NDArray[np.bool_]] = deque(maxlen=OF_SECONDS)
        self._pictures: deque[NDArray[np.bool_]] = deque(maxlen=OF_SECONDS)
        self._second: int | None = None
        self._live: NDArray[np.bool_] | None = None

    def after(self, second: int, moving: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """Takes which tiles moved, [rows, columns], in which second; which of them never rest."""
        if second != self._second or self._live is None:
            lives = self._resolve(moving)
            self._pictures.append(lives)
            # Somebody turns away for a while, and the rest of a camera's picture stands still: it is part of what
            # still lives. A video that has ended is part of nothing.
            self._live = _joined(lives, np.asarray(np.any(self._pictures, axis=0), np.bool_))
            self._seconds.append(moving.copy())
            self._second = second
        else:
            self._seconds[-1] |= moving
        return self._live

    def _resolve(self, moving: NDArray[np.bool_]) -> NDArray[np.bool_]:
        if len(self._seconds) < LIVE_SECONDS:
            return np.zeros_like(moving)
        restless = (np.sum(self._seconds, axis=0) >= LIVE_SECONDS).astype(np.uint8)
        closed = cv2.morphologyEx(restless, cv2.MORPH_CLOSE, np.ones((3, 3), np.uint8))
        _, _, places, _ = cv2.connectedComponentsWithStats(closed, connectivity=8)
        live = np.zeros_like(moving)
        for left, top, width, height, area in places[1:]:
            if min(width, height) >= LIVE_PICTURE_TILES and area >= LIVE_PICTURE_SHARE * width * height:
                rows = slice(max(0, top - 1), top + height + 1)
                live[rows, max(0, left - 1) : left + width + 1] = True
        return np.asarray(live, dtype=np.bool_)
