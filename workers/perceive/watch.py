"""A watch over the luma samples: what changed from each to the next, kept small."""

import numpy as np
from numpy.typing import NDArray

from workers.media.pictures import Sample
from workers.media.tiles import tile_differences, tile_sums
from workers.perceive.watched import Alive, Step, Watched, step_of

#: Side of a tile here: a camera inset of 240 px in 1280 is 15 tiles wide.
TILE_PX = 8
#: A tile whose pixels changed by this many levels on average was alive in that second.
ALIVE_LEVELS = 0.35


class Watch:
    """Collects samples as they come: 14 kB for one that changed everywhere, next to nothing for one that
    changed nowhere.
    """

    def __init__(self) -> None:
        self._times: list[float] = []
        self._grid = (0, 0)
        self._steps: list[Step] = []
        self._previous: NDArray[np.uint8] | None = None
        self._living = _Living()

    def offer(self, sample: Sample) -> None:
        before = sample.luma if self._previous is None else self._previous
        self._times.append(sample.time_s)
        means = (tile_sums(sample.luma, tile_px=TILE_PX) / TILE_PX**2).astype(np.float16)
        changes = tile_differences(sample.luma, before, tile_px=TILE_PX).astype(np.float16)
        self._grid = (means.shape[0], means.shape[1])
        self._steps.append(step_of(changes, means, is_first=self._previous is None))
        self._living.add(int(sample.time_s), changes > ALIVE_LEVELS)
        self._previous = sample.luma

    def alive(self) -> Alive | None:
        """What lived so far, or None where no sample came; costs the same however long it was."""
        if self._previous is None:
            return None
        height, width = self._previous.shape
        return Alive(share=self._living.share(), shape_px=(height, width))

    def watched(self) -> Watched | None:
        """Everything so far, or None where no sample came."""
        alive = self.alive()
        if alive is None:
            return None
        return Watched(times_s=np.array(self._times), grid=self._grid, steps=tuple(self._steps), alive=alive)


class _Living:
    """In how many seconds each tile was alive, counted as samples come."""

    def __init__(self) -> None:
        self._second: int | None = None
        self._seconds = 0
        self._now: NDArray[np.int64] = np.zeros((1, 1), dtype=np.int64)
        self._past: NDArray[np.int64] = np.zeros((1, 1), dtype=np.int64)

    def add(self, second: int, living: NDArray[np.bool_]) -> None:
        """Which tiles live at a sample, [rows, columns], in which whole second."""
        if second == self._second:
            self._now = self._now | living
            return
        self._past = self._past + self._now
        self._now, self._second = living.astype(np.int64), second
        self._seconds += 1

    def share(self) -> NDArray[np.float64]:
        return np.asarray((self._past + self._now) / self._seconds, dtype=np.float64)
