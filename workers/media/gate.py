"""The gate: which pictures of a recording show a new state of the screen."""

import numpy as np
from numpy.typing import NDArray

from workers.media.tiles import changed_tiles, copy_tiles

#: While the screen keeps changing (typing, scrolling) it is looked at this often all the same.
RESTLESS_EVERY_S = 0.75
#: Parts that never rest (a camera, a video) alone are looked at this often.
LIVE_EVERY_S = 2.0
#: A tile that changed in more than this part of the last seconds is live.
LIVE_SHARE = 0.5
LIVE_MEMORY_S = 2.0


class StillGate:
    """Chooses pictures to be read: new states once they rest, restless ones now and then.

    A tile is compared with itself as last chosen to be read, not as last seen, so that a slow fade
    is noticed as soon as it adds up.
    """

    def __init__(self) -> None:
        self._chosen: NDArray[np.uint8] | None = None
        self._previous: NDArray[np.uint8] | None = None
        self._live: NDArray[np.float64] | None = None
        self._previous_s = 0.0
        self._live_chosen_s = 0.0
        self._dirty_since_s: float | None = None

    def offer(self, time_s: float, luma: NDArray[np.uint8]) -> NDArray[np.bool_] | None:
        """Which tiles of this picture (uint8 [height, width]) should be read, [rows, columns].

        Null where none should. All of the first picture's. Times may not fall.
        """
        if self._chosen is None or self._previous is None or self._live is None:
            nothing = changed_tiles(luma, luma)
            self._chosen, self._live = luma.copy(), nothing.astype(np.float64)
            wanted = ~nothing
        else:
            wanted = self._new_tiles(time_s, luma, self._chosen, self._previous, self._live)
            copy_tiles(luma, self._chosen, wanted)
        self._previous, self._previous_s = luma, time_s
        return wanted if wanted.any() else None

    def _new_tiles(
        self,
        time_s: float,
        luma: NDArray[np.uint8],
        chosen: NDArray[np.uint8],
        previous: NDArray[np.uint8],
        live: NDArray[np.float64],
    ) -> NDArray[np.bool_]:
        moving = changed_tiles(luma, previous)
        weight = min(1.0, (time_s - self._previous_s) / LIVE_MEMORY_S)
        live += weight * (moving - live)
        calm = live < LIVE_SHARE
        dirty = changed_tiles(luma, chosen)
        restless = dirty & ~calm if self._is_live_due(time_s, dirty & ~calm) else np.zeros_like(dirty)
        if self._is_calm_due(time_s, dirty & calm, moving & calm):
            return restless | (dirty & calm)
        return restless

    def _is_live_due(self, time_s: float, dirty: NDArray[np.bool_]) -> bool:
        """Whether parts that never rest are to be read again, among them such that changed."""
        if not dirty.any() or time_s - self._live_chosen_s < LIVE_EVERY_S:
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
