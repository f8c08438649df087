"""The gate: which pictures of a recording show a new state of the screen."""

import numpy as np
from numpy.typing import NDArray

from workers.media.tiles import changed_tiles

#: While the screen keeps changing (typing, scrolling) it is looked at this often all the same.
RESTLESS_EVERY_S = 0.75
#: Parts that never rest (a camera, a video) alone are looked at this often.
LIVE_EVERY_S = 2.0
#: A tile that changed in more than this part of the last seconds is live.
LIVE_SHARE = 0.5
LIVE_MEMORY_S = 2.0


class StillGate:
    """Chooses pictures to be read: new states once they rest, restless ones now and then.

    A tile is compared with itself as last chosen, not as last seen, so that a slow fade is
    noticed as soon as it adds up.
    """

    def __init__(self) -> None:
        self._chosen: NDArray[np.uint8] | None = None
        self._previous: NDArray[np.uint8] | None = None
        self._live: NDArray[np.float64] | None = None
        self._previous_s = 0.0
        self._live_chosen_s = 0.0
        self._dirty_since_s: float | None = None

    def offer(self, time_s: float, luma: NDArray[np.uint8]) -> bool:
        """Whether this picture (uint8 [height, width]) should be read. Times may not fall."""
        if self._chosen is None or self._previous is None or self._live is None:
            self._live = np.zeros_like(changed_tiles(luma, luma), dtype=np.float64)
            wanted = True
        else:
            wanted = self._is_new(time_s, luma, self._chosen, self._previous, self._live)
        if wanted:
            self._chosen, self._dirty_since_s = luma, None
        self._previous, self._previous_s = luma, time_s
        return wanted

    def _is_new(
        self,
        time_s: float,
        luma: NDArray[np.uint8],
        chosen: NDArray[np.uint8],
        previous: NDArray[np.uint8],
        live: NDArray[np.float64],
    ) -> bool:
        moving = changed_tiles(luma, previous)
        weight = min(1.0, (time_s - self._previous_s) / LIVE_MEMORY_S)
        live += weight * (moving - live)
        dirty = changed_tiles(luma, chosen)
        calm = live < LIVE_SHARE
        if (dirty & ~calm).any() and time_s - self._live_chosen_s >= LIVE_EVERY_S:
            self._live_chosen_s = time_s
            return True
        if not (dirty & calm).any():
            return False
        if self._dirty_since_s is None:
            self._dirty_since_s = time_s
        at_rest = not (moving & calm).any()
        return at_rest or time_s - self._dirty_since_s >= RESTLESS_EVERY_S
