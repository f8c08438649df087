"""Voice activity by Silero (MIT), from the ONNX file that faster-whisper carries."""

from collections.abc import Iterator
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from workers.engines.onnx import open_session
from workers.engines.weights import name_weights, package_file, package_version
from workers.errors import EngineFailed
from workers.media.pictures import SOUND_RATE_HZ, Sound, as_floats
from workers.report import EngineUsed
from workers.spans import Span, merge_spans

#: The model hears windows of 32 ms, each with the 4 ms before it.
_WINDOW_SAMPLES = 512
_CONTEXT_SAMPLES = 64
_WINDOW_S = _WINDOW_SAMPLES / SOUND_RATE_HZ
#: A minute at a time, so that an hour of sound never stands in memory as floats.
_CHUNK_WINDOWS = 60 * SOUND_RATE_HZ // _WINDOW_SAMPLES


class SileroVad:
    """Speech from `SPEECH_FROM` on, until it falls below `SPEECH_UNTIL` (docs/engines.md)."""

    NAME: ClassVar[str] = "silero"
    SPEECH_FROM: ClassVar[float] = 0.5
    SPEECH_UNTIL: ClassVar[float] = 0.35
    #: Shorter bursts are clicks and coughs.
    LEAST_SPEECH_S: ClassVar[float] = 0.25
    #: Pauses up to this long belong to what is said.
    JOIN_PAUSES_S: ClassVar[float] = 0.4
    #: Quiet first and last sounds are easily missed.
    PAD_S: ClassVar[float] = 0.15

    def __init__(self) -> None:
        path = package_file("faster_whisper", "assets", "silero_vad_v6.onnx", package="faster-whisper")
        # One thread: the windows follow each other, and the sum is the same on every machine.
        self._session = open_session(path, threads=1, keeps_memory=True)
        version = package_version("faster-whisper")
        self._used = EngineUsed(kind="vad", name=self.NAME, model=name_weights(path), version=version)

    @property
    def used(self) -> EngineUsed:
        return self._used

    def speech_spans(self, sound: Sound) -> list[Span]:
        """Where a voice is heard, in order of time, inside the spans that have data."""
        return [found for span in sound.spans for found in self._spans_within(sound, span)]

    def _spans_within(self, sound: Sound, within: Span) -> list[Span]:
        chances = self.chances(sound, within)
        bursts = [
            Span(
                start_s=within.start_s + first * _WINDOW_S,
                end_s=min(within.end_s, within.start_s + last * _WINDOW_S),
            )
            for first, last in _bursts(chances, start=self.SPEECH_FROM, stop=self.SPEECH_UNTIL)
        ]
        joined = merge_spans(bursts, join_gap_s=self.JOIN_PAUSES_S)
        long_enough = [span for span in joined if span.duration_s >= self.LEAST_SPEECH_S]
        return merge_spans([self._padded(span, within) for span in long_enough])

    def _padded(self, span: Span, within: Span) -> Span:
        return Span(
            start_s=max(within.start_s, span.start_s - self.PAD_S),
            end_s=min(within.end_s, span.end_s + self.PAD_S),
        )

    def chances(self, sound: Sound, within: Span) -> NDArray[np.float32]:
        """The model's chance of speech, 0 to 1, for each 32 ms of the span."""
        state = np.zeros((2, 1, 1, 128), dtype=np.float32)
        found: list[NDArray[np.float32]] = []
        for windows in _windows(sound.cut(within)):
            try:
                output, h, c = self._session.run(None, {"input": windows, "h": state[0], "c": state[1]})
            except RuntimeError as error:
                raise EngineFailed(f"The voice detector failed: {error}") from error
            state = np.stack([h, c])
            found.append(output.reshape(-1))
        return np.concatenate(found) if found else np.zeros(0, dtype=np.float32)


def _windows(samples: NDArray[np.int16]) -> Iterator[NDArray[np.float32]]:
    """Windows with the context before each, float32 [windows, 576] in -1 to 1, a minute at a time."""
    context = np.zeros(_CONTEXT_SAMPLES, dtype=np.float32)
    step = _CHUNK_WINDOWS * _WINDOW_SAMPLES
    for start in range(0, len(samples), step):
        level = as_floats(samples[start : start + step])
        part = np.pad(level, (0, -len(level) % _WINDOW_SAMPLES))
        with_context = np.concatenate([context, part])
        context = part[-_CONTEXT_SAMPLES:].astype(np.float32)
        width = _CONTEXT_SAMPLES + _WINDOW_SAMPLES
        yield np.lib.stride_tricks.sliding_window_view(with_context, width)[::_WINDOW_SAMPLES].copy()


def _bursts(chances: NDArray[np.float32], *, start: float, stop: float) -> list[tuple[int, int]]:
    """Runs of windows [first, last): from a chance of `start` on, until one below `stop`."""
    found: list[tuple[int, int]] = []
    first: int | None = None
    for index, chance in enumerate(chances):
        if first is None and chance >= start:
            first = index
        elif first is not None and chance < stop:
            found.append((first, index))
            first = None
    if first is not None:
        found.append((first, len(chances)))
    return found
