"""When a picture is sampled: which of a stream's pictures, at which times."""

from collections.abc import Iterator
from dataclasses import dataclass

import av
import numpy as np
from numpy.typing import NDArray

#: Containers round times to a millisecond; a picture this early is on time.
_EARLY_S = 0.002
#: A picture that stands still is sampled again, the rarer the longer it stands: up to this long,
#: this often (null: at the sampling interval).
_STANDING: tuple[tuple[float, float | None], ...] = ((1.0, None), (60.0, 1.0), (float("inf"), 10.0))


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A decoded picture from the time at which it appears."""

    frame: av.VideoFrame
    time_s: float


class Sampler:
    """Chooses from pictures in order of presentation time.

    A picture is sampled at its own time if the last sample is at least `every_s` before it. One
    that came too early is sampled all the same where it then stood for `every_s`: in recordings
    of variable frame rate it may be all that there is for a minute. A picture that stands on is
    sampled again while it stands, so that time runs for consumers as it does for a viewer.
    """

    def __init__(self, every_s: float) -> None:
        self._every_s = every_s
        self._shown: Shown | None = None
        self._is_sampled = False
        self._last_s = float("-inf")

    def offer(self, shown: Shown) -> Iterator[Shown]:
        """Samples that the arrival of the next picture settles. Times must grow."""
        yield from self.stand_until(shown.time_s)
        self._shown = shown
        self._is_sampled = shown.time_s - self._last_s >= self._every_s - _EARLY_S
        if self._is_sampled:
            self._last_s = shown.time_s
            yield shown

    def stand_until(self, end_s: float) -> Iterator[Shown]:
        """Samples of the last picture while it stood, up to but without `end_s`."""
        shown = self._shown
        if shown is None or end_s - shown.time_s < self._every_s:
            return
        if not self._is_sampled:
            self._is_sampled, self._last_s = True, shown.time_s
            yield shown
        again_s = shown.time_s + _pause_s(0.0, self._every_s)
        while again_s + self._every_s <= end_s + _EARLY_S:
            self._last_s = again_s
            yield Shown(frame=shown.frame, time_s=again_s)
            again_s += _pause_s(again_s - shown.time_s, self._every_s)


class Thinner:
    """Thins out samples that are alike to the last pixel, as a picture that stands is."""

    def __init__(self, every_s: float) -> None:
        self._every_s = every_s
        self._luma: NDArray[np.uint8] | None = None
        self._since_s = 0.0
        self._next_s = 0.0

    def keeps(self, time_s: float, luma: NDArray[np.uint8]) -> bool:
        """Whether a sample, uint8 [height, width], is worth sending. Times must grow."""
        is_new = self._luma is None or not np.array_equal(luma, self._luma)
        if is_new:
            self._luma, self._since_s = luma, time_s
        elif time_s < self._next_s - _EARLY_S:
            return False
        self._next_s = time_s + _pause_s(time_s - self._since_s, self._every_s)
        return True


def _pause_s(stood_s: float, every_s: float) -> float:
    """Until a picture that has stood for so long is sampled again."""
    pause_s = next(pause for until_s, pause in _STANDING if stood_s < until_s)
    return every_s if pause_s is None else max(pause_s, every_s)
