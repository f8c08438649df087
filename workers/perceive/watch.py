"""A watch over the luma samples: what changed from each to the next, kept small."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from workers.media.pictures import Sample
from workers.media.tiles import tile_differences, tile_sums

#: Side of a tile here: a camera inset of 240 px in 1280 is 15 tiles wide.
TILE_PX = 8
#: A tile whose pixels changed by this many levels on average was alive in that second.
ALIVE_LEVELS = 0.35


@dataclass(frozen=True, slots=True, kw_only=True)
class Alive:
    """`share` [rows, columns]: the part of the seconds so far in which each tile was alive.

    `shape_px`: (height, width) of the luma.
    """

    share: NDArray[np.float64]
    shape_px: tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """What the watch kept, n samples of rows x columns tiles.

    `times_s` [n]; `means` [n, rows, columns]: mean luma of each tile, 0 to 255; `changes` of the
    same shape: mean absolute difference of each tile's pixels to the sample before, in levels (0
    for the first).
    """

    times_s: NDArray[np.float64]
    means: NDArray[np.float16]
    changes: NDArray[np.float16]
    alive: Alive

    @property
    def count(self) -> int:
        return len(self.times_s)


class Watch:
    """Collects samples as they come, about 14 kB for each at 640 x 360."""

    def __init__(self) -> None:
        self._times: list[float] = []
        self._means: list[NDArray[np.float16]] = []
        self._changes: list[NDArray[np.float16]] = []
        self._previous: NDArray[np.uint8] | None = None
        self._living = _Living()

    def offer(self, sample: Sample) -> None:
        before = sample.luma if self._previous is None else self._previous
        self._times.append(sample.time_s)
        self._means.append((tile_sums(sample.luma, tile_px=TILE_PX) / TILE_PX**2).astype(np.float16))
        changes = tile_differences(sample.luma, before, tile_px=TILE_PX).astype(np.float16)
        self._changes.append(changes)
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
        return Watched(
            times_s=np.array(self._times),
            means=np.stack(self._means),
            changes=np.stack(self._changes),
            alive=alive,
        )


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
