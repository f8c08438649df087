"""Moments at which camera, screen and sound jump together."""

import numpy as np
from numpy.typing import NDArray

from workers.media.pictures import SOUND_RATE_HZ, Sound
from workers.perceive.camera import lively_tiles, tiles_of
from workers.perceive.regions import WHOLE
from workers.perceive.watched import Watched
from workers.spans import Box, Span
from workers.tracks.activity import Jump

#: A jump of the camera is this many times what it does within a second around.
MIN_RATIO = 1.8
AROUND_S = 1.0
#: and at least this many levels on average.
MIN_LEVELS = 2.5
#: An encoder short of bits holds a picture back and freshens it all at once. Where a small jump follows
#: this time with less than this part of the movement around, it does that.
HELD_S = 0.25
HELD_PART = 0.35
FRESHENED_LEVELS = 8.0
#: A camera that hangs, as it may while a window opens, goes on with a jump as large as somebody can move
#: meanwhile; another scene differs by more. It hangs where all this time shows less than this part of the
#: movement after it.
HUNG_S = 0.36
HUNG_PART = 0.15
HUNG_LEVELS = 60.0
MIN_HUNG = 2
#: A computer that cannot keep up leaves pictures out; the next one shows at once what moved meanwhile. A picture is
#: late after this time, where it is so many times what lies between the others around.
LATE_S = 0.25
LATE_TIMES = 1.5
#: A swift movement is under way in the pictures beside its fastest one, by this part of it more than in
#: those around; a break lies between two pictures. Pictures further apart than this say nothing of that.
BESIDE_S = 0.21
BESIDE_PART = 0.12
#: A tile of the screen has changed from this many levels.
SCREEN_LEVELS = 2.0
#: Sound is compared over this time before and after.
SOUND_S = 0.25
SOUND_BANDS = 24
SOUND_AROUND_S = 4.0


def find_jumps(watched: Watched, camera: Box | None, sound: Sound | None) -> tuple[Jump, ...]:
    """Candidates for a break, with a measure for each of the three; none without a camera."""
    if camera is None:
        return ()
    moved = _camera_moves(watched, camera)
    found = []
    for index in np.flatnonzero(moved >= MIN_LEVELS):
        ratio = _ratio(moved, watched.times_s, int(index))
        if index > 0 and ratio >= MIN_RATIO and _is_sudden(moved, watched.times_s, int(index)):
            found.append(_jump(watched, camera, sound, int(index), ratio))
    return tuple(found)


def _is_sudden(moved: NDArray[np.float32], times_s: NDArray[np.float64], index: int) -> bool:
    return not any(told(moved, times_s, index) for told in (_is_freshened, _hung, _is_late, _is_swift))


def _camera_moves(watched: Watched, camera: Box) -> NDArray[np.float32]:
    """How much the camera's picture moves at each sample, in luma levels.

    Means of tiles, not pixels: a keyframe freshens every pixel and leaves the means as they were, but for
    one brightness that all of them may share, as they do where the light changes.
    """
    _, means = lively_tiles(camera, watched)
    changes = np.diff(means, axis=0, prepend=means[:1])
    changes -= np.median(changes, axis=1, keepdims=True)
    return np.asarray(np.abs(changes).mean(axis=1), dtype=np.float32)


def _ratio(moved: NDArray[np.float32], times_s: NDArray[np.float64], index: int) -> float:
    """How far a change stands out from every other one within a second around it."""
    others = moved[_around(times_s, index)]
    most = float(others.max()) if others.size else 0.0
    return float(moved[index]) / max(most, 0.05)


def _is_freshened(moved: NDArray[np.float32], times_s: NDArray[np.float64], index: int) -> bool:
    """Whether an encoder made up for what it had held back."""
    before = (times_s < times_s[index]) & (times_s >= times_s[index] - HELD_S)
    around = _around(times_s, index)
    if moved[index] >= FRESHENED_LEVELS or not before.any() or not around.any():
        return False
    return bool(np.median(moved[before]) < HELD_PART * np.median(moved[around]))


def _hung(moved: NDArray[np.float32], times_s: NDArray[np.float64], index: int) -> bool:
    """Whether the camera's picture stood still until then, while it lives otherwise."""
    before = (times_s < times_s[index]) & (times_s >= times_s[index] - HUNG_S)
    after = _around(times_s, index) & (times_s > times_s[index])
    if moved[index] >= HUNG_LEVELS or np.count_nonzero(before) < MIN_HUNG or not after.any():
        return False
    return bool(moved[before].max() < HUNG_PART * np.median(moved[after]))


def _is_late(moved: NDArray[np.float32], times_s: NDArray[np.float64], index: int) -> bool:
    """Whether pictures are missing before it, and the scene is the same as before."""
    waited_s = np.diff(times_s, prepend=times_s[:1])
    around = _around(times_s, index)
    if moved[index] >= HUNG_LEVELS or waited_s[index] < LATE_S or not around.any():
        return False
    return bool(waited_s[index] >= LATE_TIMES * np.median(waited_s[around]))


def _is_swift(moved: NDArray[np.float32], times_s: NDArray[np.float64], index: int) -> bool:
    """Whether somebody moved fast: it began before this picture or went on after it."""
    around = _around(times_s, index)
    beside = around & (np.abs(times_s - times_s[index]) <= BESIDE_S)
    beside[: max(0, index - 1)] = beside[index + 2 :] = False
    others = moved[around & ~beside]
    if not beside.any() or not others.any():
        return False
    return bool(moved[beside].max() - np.median(others) > BESIDE_PART * moved[index])


def _around(times_s: NDArray[np.float64], index: int) -> NDArray[np.bool_]:
    """Which samples lie within a second of one, without it and the first, which has none before it."""
    near = np.asarray(np.abs(times_s - times_s[index]) <= AROUND_S, dtype=np.bool_)
    near[[0, index]] = False
    return near


def _jump(watched: Watched, camera: Box, sound: Sound | None, index: int, ratio: float) -> Jump:
    time_s = float(watched.times_s[index])
    return Jump(
        time_s=time_s,
        screen=round(_screen_share(watched, camera, index), 4),
        camera=round(1.0 - 1.0 / ratio, 4),
        sound=None if sound is None else sound_jump(sound, time_s),
    )


def _screen_share(watched: Watched, camera: Box, index: int) -> float:
    """Part of the tiles outside the camera that changed; of all where the camera fills the picture."""
    changed = watched.changes_at(index) > SCREEN_LEVELS
    if camera == WHOLE:
        return float(changed.mean())
    rows, columns = tiles_of(camera, watched)
    outside = np.ones_like(changed)
    outside[rows, columns] = False
    return float(changed[outside].mean()) if outside.any() else float(changed.mean())


def sound_jump(sound: Sound, time_s: float) -> float | None:
    """How unusual the change of sound at a time is among those around it, 0 to 1; null at an edge.

    The change is the distance of log spectra (24 bands) a quarter second before and after.
    """
    span = Span(start_s=max(0.0, time_s - SOUND_AROUND_S), end_s=time_s + SOUND_AROUND_S)
    samples = sound.cut(span).astype(np.float32)
    hop = round(SOUND_S * SOUND_RATE_HZ)
    here = round((time_s - span.start_s) * SOUND_RATE_HZ)
    if here < hop or here + hop > len(samples):
        return None
    change = _change(samples, here, hop)
    places = range(hop, len(samples) - hop, hop // 2)
    others = [_change(samples, place, hop) for place in places if abs(place - here) > hop]
    return round(float(np.mean([change > other for other in others])), 4) if others else None


def _change(samples: NDArray[np.float32], place: int, hop: int) -> float:
    before, after = _bands(samples[place - hop : place]), _bands(samples[place : place + hop])
    return float(np.abs(after - before).mean())


def _bands(samples: NDArray[np.float32]) -> NDArray[np.float64]:
    power = np.abs(np.fft.rfft(samples * np.hanning(len(samples)))) ** 2
    edges = np.geomspace(2, len(power), SOUND_BANDS + 1).astype(int)
    return np.asarray(np.log10(np.add.reduceat(power, edges[:-1]) + 1.0))
