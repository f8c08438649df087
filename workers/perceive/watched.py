"""What a watch over the luma samples kept: of each sample only the tiles that changed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

#: Tiles by place in a grid that is read row by row.
Places = NDArray[np.uint16]
#: A sample in which more than this part of the tiles changed is kept whole.
_WHOLE_SHARE = 2 / 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Alive:
    """`share` [rows, columns]: the part of the seconds so far in which each tile was alive.

    `shape_px`: (height, width) of the luma.
    """

    share: NDArray[np.float64]
    shape_px: tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One sample. `places`: the tiles that changed, null for all; `changes` and `means` are theirs."""

    places: Places | None
    changes: NDArray[np.float16]
    means: NDArray[np.float16]


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """Some tiles over all n samples: `changes` and `means` [n, tiles], in luma levels."""

    changes: NDArray[np.float32]
    means: NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """n samples of a grid of rows x columns tiles.

    A tile's mean is its mean luma, 0 to 255; its change is the mean absolute difference of its pixels
    to the sample before, in levels (0 for the first sample).
    """

    times_s: NDArray[np.float64]
    grid: tuple[int, int]
    steps: Sequence[Step]
    alive: Alive

    @property
    def count(self) -> int:
        return len(self.times_s)

    def changes_at(self, index: int) -> NDArray[np.float32]:
        """The changes of one sample, [rows, columns]."""
        step, flat = self.steps[index], np.zeros(self.grid[0] * self.grid[1], dtype=np.float32)
        flat[slice(None) if step.places is None else step.places] = step.changes
        return flat.reshape(self.grid)

    def changed_share(self, levels: float) -> NDArray[np.float64]:
        """The part of the tiles that changed by more than so many levels (0 or more), of each sample."""
        tiles = self.grid[0] * self.grid[1]
        return np.array([np.count_nonzero(step.changes > levels) / tiles for step in self.steps])

    def each_means(self) -> Iterator[tuple[NDArray[np.float32], bool]]:
        """Of each sample the means of all tiles [tiles], and whether they differ from those before.

        The array is the same one each time, written anew.
        """
        means = np.zeros(self.grid[0] * self.grid[1], dtype=np.float32)
        for step in self.steps:
            means[slice(None) if step.places is None else step.places] = step.means
            yield means, len(step.means) > 0

    def region(self, rows: slice, columns: slice) -> Region:
        """The tiles of a block; slices with a step take some of them."""
        chosen = np.arange(self.grid[0] * self.grid[1]).reshape(self.grid)[rows, columns].reshape(-1)
        order = np.full(self.grid[0] * self.grid[1], -1)
        order[chosen] = np.arange(len(chosen))
        changes = np.zeros((self.count, len(chosen)), dtype=np.float32)
        means = np.empty_like(changes)
        current = np.zeros(len(chosen), dtype=np.float32)
        for index, step in enumerate(self.steps):
            if step.places is None:
                changes[index], current = step.changes[chosen], step.means[chosen].astype(np.float32)
            else:
                mine = order[step.places]
                changes[index, mine[mine >= 0]] = step.changes[mine >= 0]
                current[mine[mine >= 0]] = step.means[mine >= 0]
            means[index] = current
        return Region(changes=changes, means=means)


def step_of(changes: NDArray[np.float16], means: NDArray[np.float16], *, is_first: bool) -> Step:
    """A sample as it is kept; both arrays [rows, columns]."""
    flat_changes, flat_means = changes.reshape(-1), means.reshape(-1)
    places = np.flatnonzero(flat_changes)
    if is_first or len(places) > _WHOLE_SHARE * flat_changes.size:
        return Step(places=None, changes=flat_changes, means=flat_means)
    return Step(places=places.astype(np.uint16), changes=flat_changes[places], means=flat_means[places])
