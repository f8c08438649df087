"""Watched samples made from pictures that a test draws."""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from workers.media.pictures import Sample
from workers.perceive.watch import Watch
from workers.perceive.watched import Watched

STEP_S = 0.125
HEIGHT_PX, WIDTH_PX = 360, 640


def gray(level: int = 200) -> NDArray[np.uint8]:
    return np.full((HEIGHT_PX, WIDTH_PX), level, dtype=np.uint8)


def samples_of(draw: Callable[[float], NDArray[np.uint8]], *, seconds: float) -> list[Sample]:
    """What `draw` gives at each time, eight a second."""
    times = np.arange(0.0, seconds, STEP_S)
    return [Sample(time_s=float(time_s), luma=draw(float(time_s))) for time_s in times]


def watched_of(samples: Sequence[Sample]) -> Watched:
    watch = Watch()
    for sample in samples:
        watch.offer(sample)
    found = watch.watched()
    assert found is not None
    return found


def with_camera(picture: NDArray[np.uint8], phase: float, *, seed: int = 5) -> NDArray[np.uint8]:
    """The picture with a camera inset at the lower right whose texture moves with `phase` (px)."""
    rng = np.random.default_rng(seed)
    coarse = rng.integers(40, 220, size=(16, 48)).astype(np.uint8)
    texture = np.kron(coarse, np.ones((8, 8), dtype=np.uint8))
    shift = round(phase) % 200
    drawn = picture.copy()
    drawn[240:352, 500:628] = texture[8:120, shift : shift + 128]
    return drawn
