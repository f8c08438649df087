"""A watch over the luma samples: what changed from each to the next, kept small."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from workers.media.pictures import Sample
from workers.media.tiles import tile_differences, tile_sums

#: Side of a tile here: a camera inset of 240 px in 1280 is 15 tiles wide.
TILE_PX = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """What the watch kept, n samples of rows x columns tiles.

    `times_s` [n]; `means` [n, rows, columns]: mean luma of each tile, 0 to 255; `changes` of the
    same shape: mean absolute difference of each tile's pixels to the sample before, in levels (0
    for the first); `shape_px`: (height, width) of the luma.
    """

    times_s: NDArray[np.float64]
    means: NDArray[np.float16]
    changes: NDArray[np.float16]
    shape_px: tuple[int, int]

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

    def offer(self, sample: Sample) -> None:
        before = sample.luma if self._previous is None else self._previous
        self._times.append(sample.time_s)
        self._means.append((tile_sums(sample.luma, tile_px=TILE_PX) / TILE_PX**2).astype(np.float16))
        self._changes.append(tile_differences(sample.luma, before, tile_px=TILE_PX).astype(np.float16))
        self._previous = sample.luma

    def watched(self) -> Watched | None:
        """Everything so far, or None where no sample came."""
        if self._previous is None:
            return None
        height, width = self._previous.shape
        return Watched(
            times_s=np.array(self._times),
            means=np.stack(self._means),
            changes=np.stack(self._changes),
            shape_px=(height, width),
        )
