"""The sound of a copy: AAC, without a break from zero on; what the original lacks is silence."""

from fractions import Fraction

import numpy as np
from av.audio.fifo import AudioFifo
from av.audio.frame import AudioFrame
from av.audio.resampler import AudioResampler
from av.audio.stream import AudioStream
from numpy.typing import NDArray

from workers.viewing.output import Output

RATE_HZ = 48_000
_BITS_PER_S = 96_000
_PIECE = 1024
#: Sound whose stated time is off by less than this goes on where it left off: containers round times.
_DRIFT_S = 0.02
_MOST_SILENCE = 10 * RATE_HZ


class SoundTrack:
    """Takes decoded sound in any format, in the order in which it comes."""

    def __init__(self, output: Output, *, channels: int, longest_s: float) -> None:
        self._output = output
        self._longest = int(longest_s * RATE_HZ)
        self._layout = "mono" if channels == 1 else "stereo"
        self._stream = self._begun()
        self._resampler: AudioResampler | None = None
        self._format: tuple[str, str, int] | None = None
        self._fifo = AudioFifo()
        self._written = 0
        self._skip = 0
        self._source_s = 0.0

    @property
    def end_s(self) -> float:
        return self._written / RATE_HZ

    def add(self, frame: AudioFrame, time_s: float | None) -> None:
        """One decoded piece with the time at which it is heard (null: right after the last)."""
        start_s = self._source_s if time_s is None else time_s
        if (
            self._resampler is None
            or abs(start_s - self._source_s) > _DRIFT_S
            or self._format != _form(frame)
        ):
            self._flush()
            self._resampler = AudioResampler(format="fltp", layout=self._layout, rate=RATE_HZ)
            self._format = _form(frame)
            self._go_to(start_s)
        else:
            start_s = self._source_s
        self._source_s = start_s + frame.samples / frame.sample_rate
        # The resampler counts on by itself; times that only nearly meet would confuse it.
        frame.pts = None
        for piece in self._resampler.resample(frame):
            self._take(np.asarray(piece.to_ndarray(), dtype=np.float32))

    def finish(self) -> bool:
        """Whether there was any sound; a track of none at all is a piece of silence."""
        self._flush()
        was_heard = self._written > 0
        self._go_to(max(self.end_s, _PIECE / RATE_HZ))
        self._encode(rest=True)
        self._output.mux(self._stream.encode(None))
        return was_heard

    def _begun(self) -> AudioStream:
        stream = self._output.container.add_stream("aac", rate=RATE_HZ, layout=self._layout)
        stream.bit_rate = _BITS_PER_S
        stream.codec_context.time_base = stream.time_base = Fraction(1, RATE_HZ)
        return stream

    def _go_to(self, start_s: float) -> None:
        """Silence up to a time that is ahead; of sound that was heard already, what is too much is left out."""
        ahead = round(start_s * RATE_HZ) - self._written
        self._skip = max(0, -ahead)
        channels = 1 if self._layout == "mono" else 2
        ahead = min(ahead, self._longest - self._written)
        while ahead > 0:
            piece = min(ahead, _MOST_SILENCE)
            self._put(np.zeros((channels, piece), dtype=np.float32))
            ahead -= piece

    def _flush(self) -> None:
        if self._resampler is not None:
            for piece in self._resampler.resample(None):
                self._take(np.asarray(piece.to_ndarray(), dtype=np.float32))
            self._resampler = None

    def _take(self, samples: NDArray[np.float32]) -> None:
        left_out = min(self._skip, samples.shape[1])
        self._skip -= left_out
        samples = samples[:, left_out : left_out + self._longest - self._written]
        if samples.shape[1]:
            self._put(samples)

    def _put(self, samples: NDArray[np.float32]) -> None:
        frame = AudioFrame.from_ndarray(np.ascontiguousarray(samples), format="fltp", layout=self._layout)
        frame.sample_rate = RATE_HZ
        frame.pts, frame.time_base = self._written, Fraction(1, RATE_HZ)
        self._written += samples.shape[1]
        self._fifo.write(frame)
        self._encode(rest=False)

    def _encode(self, *, rest: bool) -> None:
        while (piece := self._fifo.read(_PIECE, rest)) is not None:
            self._output.mux(self._stream.encode(piece))


def _form(frame: AudioFrame) -> tuple[str, str, int]:
    return frame.format.name, frame.layout.name, frame.sample_rate
