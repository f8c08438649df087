"""Sound as the acoustic model takes it: 13 mel cepstra each 10 ms, their slope and their bend.

Mel filters, cosine transform and liftering follow the parameters that stand in the model's own
`feat.params` (130 to 6800 Hz, 25 filters, lifter 22); steady background noise is taken out of each
band first, as the model was trained with noise removed.
"""

import functools

import numpy as np
from numpy.typing import NDArray

from workers.media.pictures import SOUND_RATE_HZ

FRAMES_PER_S = 100
STREAMS = 3
CEPSTRA = 13
_BANDS = 25
_LOW_HZ, _HIGH_HZ = 130.0, 6800.0
_LIFTER = 22
_WARPED_TO_HZ = 5000.0
#: Multiplications in a matrix product that OpenBLAS (0.3) does on one thread.
_ONE_THREAD = 200_000
_HOP = SOUND_RATE_HZ // FRAMES_PER_S
_WINDOW = 410
_FFT = 512
_PRE_EMPHASIS = 0.97
#: The background: what a band stays below for this part of the time, in percent.
_BACKGROUND_PERCENT = 10
#: Where there is none (digital silence between words), it is taken to be so much weaker than
#: speech, as in a quiet room.
_QUIET_ROOM = 3e-5
#: So much of the background is left, so that no band falls to nothing.
_BACKGROUND_LEFT = 0.1
#: Frames are speech where they are louder than this, between the quietest and the loudest.
_LOUD_PART = 0.45
_QUIETEST_PERCENT, _LOUDEST_PERCENT = 2, 95

#: Doubles, so that the order in which threads add never shows in a margin.
Frames = NDArray[np.float64]


def product(left: Frames, right: Frames) -> Frames:
    """The matrix product, some rows at a time: so few that the linear algebra library stays on this
    thread. Its threads cost more than they bring on matrices this small, and on a busy machine
    they wait for each other.
    """
    rows = max(1, _ONE_THREAD // right.size)
    if len(left) <= rows:
        return np.asarray(left @ right)
    found = np.empty((len(left), right.shape[1]))
    for start in range(0, len(left), rows):
        np.matmul(left[start : start + rows], right, out=found[start : start + rows])
    return found


def band_powers(samples: NDArray[np.int16], *, warp: float = 1.0) -> Frames:
    """float64 [frames, 25]; empty where the sound is shorter than one window of 26 ms.

    `warp`: how much shorter the speaker's vocal tract is than the model's speakers' (a child's or
    most women's is over 1): the bands lie so much higher (Lee and Rose 1998).
    """
    if len(samples) < _WINDOW:
        return np.zeros((0, _BANDS), np.float64)
    sound = samples.astype(np.float64)
    sound[1:] -= _PRE_EMPHASIS * samples[:-1]
    windows = np.lib.stride_tricks.sliding_window_view(sound, _WINDOW)[::_HOP]
    spectrum = np.fft.rfft(windows * np.hamming(_WINDOW).astype(np.float64), _FFT, axis=1)
    power = (spectrum.real**2 + spectrum.imag**2).astype(np.float64)
    return np.asarray(product(power, _mel_filters(warp)), np.float64)


def cepstra(powers: Frames, background: Frames) -> Frames:
    """float64 [frames, 13] from band powers and the background's power in each band [25]."""
    clean = np.maximum(powers - background, _BACKGROUND_LEFT * background)
    # Digital silence stays finite: 1.0 is less than one step of 16 bits leaves in any band.
    return np.asarray(product(np.log(np.maximum(clean, 1.0)), _to_cepstra()), np.float64)


def background_of(powers: Frames) -> Frames:
    """float64 [25]: the steady part of each band."""
    loudest = np.percentile(powers.mean(axis=1), _LOUDEST_PERCENT)
    steady = np.percentile(powers, _BACKGROUND_PERCENT, axis=0)
    return np.asarray(np.maximum(steady, _QUIET_ROOM * loudest), np.float64)


def clearness_db(powers: Frames) -> float:
    """How far the loud frames are above the background; about 5 more than the ratio of speech to noise."""
    loudest = np.percentile(powers.mean(axis=1), _LOUDEST_PERCENT)
    return float(10 * np.log10(max(float(loudest), 1.0) / max(float(background_of(powers).mean()), 1.0)))


def loud_frames(values: Frames) -> NDArray[np.bool_]:
    """Shape bool [frames]: which frames of these cepstra are loud enough to be speech."""
    loudness = values[:, 0]
    quietest, loudest = np.percentile(loudness, [_QUIETEST_PERCENT, _LOUDEST_PERCENT])
    return np.asarray(loudness > quietest + _LOUD_PART * (loudest - quietest))


def with_deltas(values: Frames) -> Frames:
    """float64 [frames, 39]: the cepstra, their slope over 4 frames and their bend over 6."""
    count = len(values)
    if count == 0:
        return np.zeros((0, STREAMS * CEPSTRA), np.float64)
    padded = np.concatenate([values[:1].repeat(3, 0), values, values[-1:].repeat(3, 0)])

    def later(frames: int) -> Frames:
        return np.asarray(padded[3 + frames : 3 + frames + count])

    slope = later(2) - later(-2)
    bend = (later(3) - later(-1)) - (later(1) - later(-3))
    return np.concatenate([values, slope, bend], axis=1)


@functools.cache
def _mel_filters(warp: float) -> Frames:
    """float64 [257, 25]: triangles of unit area, their corners on the transform's own frequencies."""
    mel = np.linspace(_mel(_LOW_HZ), _mel(_HIGH_HZ), _BANDS + 2)
    step_hz = SOUND_RATE_HZ / _FFT
    corners = _warped(700 * (10 ** (mel / 2595) - 1), warp)
    corners = np.floor(corners / step_hz + 0.5) * step_hz
    hz = np.arange(_FFT // 2 + 1)[:, None] * step_hz
    left, centre, right = corners[:-2], corners[1:-1], corners[2:]
    rising, falling = (hz - left) / (centre - left), (right - hz) / (right - centre)
    filters = np.maximum(0, np.minimum(rising, falling)) * 2 / (right - left)
    return np.asarray(filters, np.float64)


def _warped(hz: NDArray[np.float64], warp: float) -> NDArray[np.float64]:
    """Frequencies times the warp up to a corner, from there in a straight line to the highest."""
    beyond = _WARPED_TO_HZ * warp + (hz - _WARPED_TO_HZ) * (_HIGH_HZ - _WARPED_TO_HZ * warp) / (
        _HIGH_HZ - _WARPED_TO_HZ
    )
    return np.asarray(np.where(hz <= _WARPED_TO_HZ, hz * warp, beyond))


def _mel(hz: float) -> float:
    return float(2595 * np.log10(1 + hz / 700))


@functools.cache
def _to_cepstra() -> Frames:
    """float64 [25, 13]: the orthonormal cosine transform with its liftering."""
    order = np.arange(CEPSTRA)
    basis = np.cos(np.pi / _BANDS * (np.arange(_BANDS)[:, None] + 0.5) * order) * np.sqrt(2 / _BANDS)
    basis[:, 0] = np.sqrt(1 / _BANDS)
    return np.asarray(basis * (1 + _LIFTER / 2 * np.sin(order * np.pi / _LIFTER)), np.float64)
