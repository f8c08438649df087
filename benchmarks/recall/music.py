"""Music that nobody speaks in: chords that are struck and fade, a bass, and a drum."""

from random import Random

import numpy as np
from numpy.typing import NDArray

from benchmarks.studio.voice import RATE_HZ, Wave

_A_HZ = 220.0
_SCALE = (0, 2, 4, 5, 7, 9, 11)
_PROGRESSIONS = ((0, 4, 5, 3), (0, 5, 3, 4), (5, 3, 0, 4), (1, 4, 0, 0))
_PARTIALS = 6


def make_music(seed: int, duration_s: float) -> Wave:
    """Mono at RATE_HZ, its root mean square 1."""
    rng = Random(f"music/{seed}")
    beat_s, key = 60 / rng.uniform(70, 130), rng.randrange(12)
    progression, brightness = rng.choice(_PROGRESSIONS), rng.uniform(0.3, 0.8)
    sound = np.zeros(round(duration_s * RATE_HZ), np.float32)
    for number in range(int(duration_s / beat_s) + 1):
        at_s, degree = number * beat_s, progression[number // 4 % len(progression)]
        if number % 2 == 0:
            for step in (0, 2, 4):
                _add(sound, at_s, _note(_hz(key, degree + step), 2.2 * beat_s, brightness))
        _add(sound, at_s, 1.4 * _note(_hz(key, degree) / 2, beat_s, 0.3))
        _add(sound, at_s + beat_s / 2, _note(2 * _hz(key, degree + rng.choice((0, 2, 4, 6))), beat_s, 0.5))
        _add(sound, at_s, 0.8 * _drum(rng.randrange(1 << 30)))
    return np.asarray(sound / max(1e-6, float(np.sqrt(np.mean(sound**2)))), np.float32)


def _hz(key: int, degree: int) -> float:
    octave, place = divmod(degree, len(_SCALE))
    return float(_A_HZ * 2 ** ((key - 12 + _SCALE[place]) / 12 + octave))


def _note(hz: float, length_s: float, brightness: float) -> NDArray[np.float32]:
    """A struck string: partials that fade, the higher the faster."""
    times = np.arange(round(length_s * RATE_HZ)) / RATE_HZ
    partials = range(1, _PARTIALS + 1)
    sound = sum(
        brightness ** (part - 1) * np.sin(2 * np.pi * hz * part * times) * np.exp(-times * (1 + part))
        for part in partials
    )
    return np.asarray(sound * np.minimum(1.0, times / 0.005), np.float32)


def _drum(seed: int) -> NDArray[np.float32]:
    times = np.arange(round(0.15 * RATE_HZ)) / RATE_HZ
    noise = np.random.default_rng(seed).normal(0, 1, len(times))
    return np.asarray(noise * np.exp(-times * 40), np.float32)


def _add(sound: Wave, at_s: float, note: NDArray[np.float32]) -> None:
    start = round(at_s * RATE_HZ)
    end = min(len(sound), start + len(note))
    if end > start:
        sound[start:end] += note[: end - start]
