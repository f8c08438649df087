"""The sound, made 16 kHz mono and put at its presentation time in a sparse file."""

import os

import av
import numpy as np
from av.audio.resampler import AudioResampler
from numpy.typing import NDArray

from workers.media.damage import Damage
from workers.media.pictures import SOUND_RATE_HZ
from workers.media.stretches import Stretches

#: Sound whose stated time is off by less than this goes on where it left off: containers round
#: times, and cutting it up at each of them would click.
_DRIFT_S = 0.06


class Soundtrack:
    """Takes decoded sound in any format and writes it as int16 into an open file.

    `descriptor` is null where only the stretches of data are wanted. Silence is not written:
    the file stays sparse, so that hours of it cost no disk.
    """

    def __init__(self, descriptor: int | None, *, longest_s: float, damage: Damage) -> None:
        self._descriptor = descriptor
        self._longest = int(longest_s * SOUND_RATE_HZ)
        self._damage = damage
        self._resampler: AudioResampler | None = None
        self._format: tuple[str, str, int] | None = None
        self._next = 0
        self._source_s = 0.0
        self.stretches = Stretches()

    def add(self, frame: av.AudioFrame, time_s: float | None) -> None:
        """One decoded piece with the time at which it is heard (null: right after the last)."""
        expected_s = self._source_s
        start_s = expected_s if time_s is None else time_s
        jumped = abs(start_s - expected_s) > _DRIFT_S
        if self._resampler is None or jumped or self._format != _format(frame):
            self.flush()
            self._start(frame, start_s)
        elif time_s is not None:
            start_s = expected_s
        self._source_s = start_s + frame.samples / frame.sample_rate
        assert self._resampler is not None
        # The resampler counts on by itself; times that only nearly meet would confuse it.
        frame.pts = None
        self._write_all(self._resampler.resample(frame))

    def flush(self) -> None:
        """Writes what the resampler still holds."""
        if self._resampler is not None:
            self._write_all(self._resampler.resample(None))
            self._resampler = None

    @property
    def samples(self) -> int:
        """Samples from time zero to the end of the last sound."""
        return round(self.stretches.end_s * SOUND_RATE_HZ)

    def _start(self, frame: av.AudioFrame, start_s: float) -> None:
        self._resampler = AudioResampler(format="s16", layout="mono", rate=SOUND_RATE_HZ)
        self._format = _format(frame)
        self._next = round(start_s * SOUND_RATE_HZ)

    def _write_all(self, frames: list[av.AudioFrame]) -> None:
        for frame in frames:
            self._write(np.asarray(frame.to_ndarray(), dtype=np.int16).reshape(-1))

    def _write(self, samples: NDArray[np.int16]) -> None:
        start, self._next = self._next, self._next + len(samples)
        if start >= self._longest:
            self._damage.note("The sound goes on after the longest time that is read", start / SOUND_RATE_HZ)
            return
        samples = samples[max(0, -start) : self._longest - start]
        start = max(0, start)
        if not len(samples):
            return
        if self._descriptor is not None and samples.any():
            os.pwrite(self._descriptor, samples.tobytes(), start * samples.itemsize)
        self.stretches.add(start / SOUND_RATE_HZ, (start + len(samples)) / SOUND_RATE_HZ)


def _format(frame: av.AudioFrame) -> tuple[str, str, int]:
    return frame.format.name, frame.layout.name, frame.sample_rate
