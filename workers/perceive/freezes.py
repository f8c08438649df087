"""Stretches without a picture, and stretches in which the camera repeats one picture."""

import numpy as np
from numpy.typing import NDArray

from workers.perceive.camera import lively_tiles
from workers.perceive.watched import Watched
from workers.spans import Box, Span
from workers.tracks.activity import Freeze

MIN_S = 3.0
#: A frozen picture differs from its own first one by no more than this, in levels: on average, and
#: in all but a twentieth of its tiles (an encoder freshens it, a pointer may pass over it).
FROZEN_MEAN_LEVELS = 1.6
FROZEN_TILE_LEVELS = 4.0
#: Between two pictures of a frozen camera nothing moves; a person who sits still moves 0.2 and more.
STILL_LEVELS = 0.1
#: But for a keyframe, which freshens every pixel, moves the means of tiles little, is soon over, and
#: has perfect stillness for this long before and after it,
POP_LEVELS = 2.0
POP_S = 0.4
BESIDE_POP_S = 0.25
#: so that in this part of its samples a frozen camera does stand still.
STILL_SHARE = 0.7
#: Before it froze, the camera moved in at least this part of the samples of this time.
LIVE_BEFORE_S = 2.0
LIVE_BEFORE_SHARE = 0.5
#: A camera goes on within this time after the last sample in which it stood (an encoder may stir before).
THAW_S = 0.6
BLACK_LEVEL = 20.0
BLACK_SPREAD = 6.0
#: A tile so much brighter than the middle one holds something: a word, a pointer.
BRIGHT_TILE = 12.0


def find_freezes(watched: Watched, camera: Box, end_s: float) -> tuple[Freeze, ...]:
    """Stretches of 3 s and more in which a camera that lived before stands still."""
    changes, means = lively_tiles(camera, watched)
    moved = changes.mean(axis=1)
    found = []
    still = _without_pops(moved <= STILL_LEVELS, means, watched.times_s)
    for span, first, last in _runs(still, watched.times_s, end_s):
        if span.duration_s < MIN_S or not _one_picture(means[first : last + 1]):
            continue
        if (moved[first : last + 1] <= STILL_LEVELS).mean() < STILL_SHARE:
            continue
        if _lived_before(moved, watched.times_s, first):
            found.append(Freeze(span=span, box=camera, thaw=_thaw(moved, watched.times_s, last)))
    return tuple(found)


def find_black(watched: Watched, end_s: float) -> tuple[Span, ...]:
    """Stretches of 3 s and more in which the whole picture is dark and even."""
    dark: list[bool] = []
    for means, is_other in watched.each_means():
        dark.append(_is_black(means) if is_other else dark[-1])
    runs = [span for span, _, _ in _runs(np.array(dark), watched.times_s, end_s)]
    return tuple(span for span in runs if span.duration_s >= MIN_S)


def _is_black(means: NDArray[np.float32]) -> bool:
    if means.mean() > BLACK_LEVEL or means.std() > BLACK_SPREAD:
        return False
    return float(means.max() - np.median(means)) <= BRIGHT_TILE


def _without_pops(
    still: NDArray[np.bool_], means: NDArray[np.float32], times_s: NDArray[np.float64]
) -> NDArray[np.bool_]:
    """Still samples, with short stretches between them in which only an encoder stirred."""
    shifts = np.abs(np.diff(means, axis=0, prepend=means[:1])).mean(axis=1)
    filled = still.copy()
    end_s = float(times_s[-1])
    calm = [span for span, _, _ in _runs(still, times_s, end_s) if span.duration_s >= BESIDE_POP_S]
    starts, ends = {span.start_s for span in calm}, {span.end_s for span in calm}
    for span, first, last in _runs(~still, times_s, end_s):
        between = span.start_s in ends and span.end_s in starts
        if between and span.duration_s <= POP_S and shifts[first : last + 1].max() <= POP_LEVELS:
            filled[first : last + 1] = True
    return filled


def _one_picture(means: NDArray[np.float32]) -> bool:
    unlike = np.abs(means - means[0])
    mostly = np.quantile(unlike, 0.95, axis=1)
    return bool(unlike.mean(axis=1).max() <= FROZEN_MEAN_LEVELS and mostly.max() <= FROZEN_TILE_LEVELS)


def _lived_before(moved: NDArray[np.float32], times_s: NDArray[np.float64], first: int) -> bool:
    earlier = (times_s < times_s[first]) & (times_s >= times_s[first] - LIVE_BEFORE_S)
    return bool(earlier.any() and (moved[earlier] > STILL_LEVELS).mean() >= LIVE_BEFORE_SHARE)


def _thaw(moved: NDArray[np.float32], times_s: NDArray[np.float64], last: int) -> float | None:
    """The largest movement right after the last frozen sample, against those of the second after that."""
    since_s = times_s - times_s[last]
    right_after, rest = (
        moved[(since_s > 0) & (since_s <= THAW_S)],
        moved[(since_s > THAW_S) & (since_s <= THAW_S + 1)],
    )
    if not right_after.size or not rest.size:
        return None
    return round(float(right_after.max()) / max(float(np.median(rest)), STILL_LEVELS), 2)


def _runs(
    holds: NDArray[np.bool_], times_s: NDArray[np.float64], end_s: float
) -> list[tuple[Span, int, int]]:
    """Runs of true samples as (span, first index, last index); a sample lasts until the next."""
    edges = np.flatnonzero(np.diff(np.concatenate(([0], holds.astype(np.int8), [0]))))
    ends_s = np.append(times_s[1:], max(end_s, times_s[-1]))
    return [
        (Span(start_s=float(times_s[first]), end_s=float(ends_s[stop - 1])), int(first), int(stop) - 1)
        for first, stop in zip(edges[::2], edges[1::2], strict=True)
    ]
