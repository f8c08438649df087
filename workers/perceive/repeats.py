"""Segments that show again what was shown before: one sharp lag at which pictures agree.

A person who sits still looks alike at every lag, so likeness alone says nothing: a repeat is a
stretch in which pictures agree at one lag and disagree half a second to either side of it.
"""

from collections.abc import Iterable

import cv2
import numpy as np
from numpy.typing import NDArray

from workers.perceive.camera import lively_tiles
from workers.perceive.watched import Watched
from workers.spans import Box, Span
from workers.tracks.activity import Repeat

MIN_S = 3.0
STEP_S = 0.125
#: Two pictures agree where their tiles' mean luma differs by no more than this, in levels, or by no
#: more than this part of what they differ by half a second beside the lag (pictures that fall between
#: two steps of time never agree wholly), and never by more than the third.
AGREE_LEVELS = 1.8
AGREE_PART = 0.4
AGREE_MOST_LEVELS = 3.0
#: Half a second beside the lag they must differ this many times as much.
SHARPNESS = 2.5
BESIDE_STEPS = 4
#: In longer recordings not every lag is tried, but those at which some window of this length moves as
#: another did: their movements, each as a few random mixtures of tiles, have this cosine or more.
EVERY_LAG_S = 300.0
WINDOW_STEPS = 24
WINDOW_EVERY_STEPS = 6
MIXTURES = 16
ALIKE_COSINE = 0.5
#: Windows compared at once, so that memory stays small.
_AT_ONCE = 256
#: So many disagreeing pictures on end (a keyframe, a pointer) are passed over in a run.
MAX_SLIPS = 2


def find_repeats(watched: Watched, region: Box) -> tuple[Repeat, ...]:
    """Repeated segments of 3 s and more in a region, each with what it repeats."""
    times_s, features = _even(watched, region)
    count = len(times_s)
    shortest = round(MIN_S / STEP_S)
    found: list[Repeat] = []
    for lag in _lags(features, range(shortest, count - shortest + 1)):
        distances = _at_lag(features, lag)
        if int((distances <= AGREE_MOST_LEVELS).sum()) < shortest - MAX_SLIPS:
            continue
        for first, last in _runs(distances <= _limits(features, lag), shortest):
            if _is_sharp(features, lag, first, last):
                found.append(_repeat(times_s, distances, lag, first, last))
    return _longest(found)


def _lags(features: NDArray[np.float32], every: range) -> Iterable[int]:
    """The lags worth a look, in order."""
    if len(features) * STEP_S <= EVERY_LAG_S:
        return every
    return [lag for lag in likely_lags(features) if lag in every]


def likely_lags(features: NDArray[np.float32]) -> list[int]:
    """Lags in steps at which a window of features [m, tiles] moves as another window did before."""
    windows = _windows(features)
    moving = np.linalg.norm(windows, axis=1)
    windows /= np.maximum(moving, 1e-6)[:, None]
    found: set[int] = set()
    for first in range(0, len(windows), WINDOW_EVERY_STEPS * _AT_ONCE):
        starts = np.arange(
            first, min(first + WINDOW_EVERY_STEPS * _AT_ONCE, len(windows)), WINDOW_EVERY_STEPS
        )
        earlier, later = np.nonzero(windows[starts] @ windows[first:].T >= ALIKE_COSINE)
        lags = first + later - starts[earlier]
        found |= set(np.unique(lags[lags > WINDOW_STEPS]).tolist())
    return sorted({lag + beside for lag in found for beside in (-1, 0, 1)})


def _windows(features: NDArray[np.float32]) -> NDArray[np.float32]:
    """Each window's movements as one vector, [windows, numbers]."""
    rng = np.random.default_rng(0)
    mixing = rng.normal(size=(features.shape[1], MIXTURES)).astype(np.float32)
    # Over two steps: pictures that fall between steps move nearly alike all the same.
    moves = (features[2:] - features[:-2]) @ (mixing / np.sqrt(features.shape[1]))
    rolled = np.lib.stride_tricks.sliding_window_view(moves, WINDOW_STEPS, axis=0)
    return np.ascontiguousarray(rolled.reshape(len(rolled), -1), dtype=np.float32)


def _even(watched: Watched, region: Box) -> tuple[NDArray[np.float64], NDArray[np.float32]]:
    """The region's tiles on an even grid of time, [m, tiles]: the sample shown at each time."""
    _, tiles = lively_tiles(region, watched)
    times_s = np.arange(watched.times_s[0], watched.times_s[-1] + STEP_S / 2, STEP_S)
    shown = np.searchsorted(watched.times_s, times_s + 1e-6, side="right") - 1
    return times_s, tiles[np.maximum(shown, 0)]


def _at_lag(features: NDArray[np.float32], lag: int) -> NDArray[np.float32]:
    return np.asarray(np.abs(features[lag:] - features[:-lag]).mean(axis=1), dtype=np.float32)


def _limits(features: NDArray[np.float32], lag: int) -> NDArray[np.float32]:
    """Up to what distance each pair of pictures at this lag agrees, [m - lag]."""
    count = len(features) - lag
    earlier, later = _at_lag(features, lag - BESIDE_STEPS)[:count], _at_lag(features, lag + BESIDE_STEPS)
    later = np.pad(later, (0, count - len(later)), mode="edge") if len(later) else earlier
    beside = np.minimum(earlier, later)
    smooth = cv2.blur(beside[None], (2 * BESIDE_STEPS + 1, 1), borderType=cv2.BORDER_REPLICATE)[0]
    return np.asarray(np.clip(AGREE_PART * smooth, AGREE_LEVELS, AGREE_MOST_LEVELS), dtype=np.float32)


def _runs(agrees: NDArray[np.bool_], shortest: int) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    first: int | None = None
    slips = 0
    for index, holds in enumerate([*agrees.tolist(), *([False] * (MAX_SLIPS + 1))]):
        if holds:
            first, slips = (index if first is None else first), 0
            last = index
        elif first is not None:
            slips += 1
            if slips > MAX_SLIPS:
                runs.append((first, last))
                first, slips = None, 0
    return [(start, stop) for start, stop in runs if stop - start + 1 >= shortest]


def _is_sharp(features: NDArray[np.float32], lag: int, first: int, last: int) -> bool:
    """Whether the pictures disagree a little beside the lag, so that motion itself comes again."""
    here = _mean_distance(features, lag, first, last)
    beside = [
        _mean_distance(features, lag + side, first, last)
        for side in (-BESIDE_STEPS, BESIDE_STEPS)
        if lag + side > 0 and first + lag + side >= 0 and last + lag + side < len(features)
    ]
    return bool(beside) and min(beside) >= SHARPNESS * max(here, 0.1)


def _mean_distance(features: NDArray[np.float32], lag: int, first: int, last: int) -> float:
    earlier, later = features[first : last + 1], features[first + lag : last + lag + 1]
    return float(np.abs(later - earlier).mean())


def _repeat(
    times_s: NDArray[np.float64], distances: NDArray[np.float32], lag: int, first: int, last: int
) -> Repeat:
    return Repeat(
        span=Span(start_s=float(times_s[first + lag]), end_s=float(times_s[last + lag]) + STEP_S),
        original=Span(start_s=float(times_s[first]), end_s=float(times_s[last]) + STEP_S),
        distance=round(float(distances[first : last + 1].mean()), 4),
    )


def _longest(found: list[Repeat]) -> tuple[Repeat, ...]:
    """Of overlapping claims the one that agrees best for longest; neighbouring lags claim the same."""
    kept: list[Repeat] = []
    for repeat in sorted(found, key=lambda item: (-item.span.duration_s, item.distance, item.span.start_s)):
        if all(repeat.span.overlap_s(other.span) == 0 for other in kept):
            kept.append(repeat)
    return tuple(sorted(kept, key=lambda item: item.span.start_s))
