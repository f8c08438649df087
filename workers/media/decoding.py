"""The one decoding pass: starts the child that opens the recording, and hands out what it sends.

Why a child, and what holds it, is written in docs/decisions/0002-untrusted-media.md.
"""

import mmap
import os
import tempfile
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

import numpy as np

from workers.errors import RecordingUnreadable
from workers.media.answers import MessageBroken, sample_from
from workers.media.limits import Limits
from workers.media.messages import Alive, Ending, Refusal, SampleHeader
from workers.media.origin import open_regular, sha256_of, source_from
from workers.media.pictures import SOUND_RATE_HZ, Sample, Sound, Wants
from workers.media.process import DecoderProcess
from workers.spans import Span
from workers.tracks.source import SourceTrack


def decode(path: Path, wants: Wants, *, work: Path, limits: Limits = Limits()) -> "DecodingPass":  # noqa: B008  # an immutable value
    """A pass over the recording at `path`; `work` is an existing folder for the sound's unnamed file."""
    return DecodingPass(path, wants, work=work, limits=limits)


class DecodingPass:
    """One pass, as a context manager: leaving it ends the child, whatever was read by then.

    `samples()` must be exhausted before `source` and `sound` are there. Raises RecordingUnreadable
    where nothing can be read (or the limits are reached), EngineFailed where the child was ended
    from outside. A picture stands until the next sample, or until its span in
    `source.picture_spans` ends.
    """

    def __init__(self, path: Path, wants: Wants, *, work: Path, limits: Limits) -> None:
        self._path = path
        self._wants = wants
        self._work = work
        self._limits = limits
        self._recording: int | None = None
        self._sound_file: BinaryIO | None = None
        self._process: DecoderProcess | None = None
        self._source: SourceTrack | None = None
        self._sound: Sound | None = None
        self._layers: tuple[str, ...] = ()
        self._position_s = 0.0
        self._expected_s: float | None = None

    def __enter__(self) -> Self:
        self._recording = open_regular(self._path)
        try:
            self._sound_file = tempfile.TemporaryFile(dir=self._work) if self._wants.sound else None
            self._process = DecoderProcess(self._config(), work=self._work, limits=self._limits)
        except BaseException:
            self.close()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Ends the child and lets go of every file. May be called twice."""
        if self._process is not None:
            self._process.end()
        if self._sound_file is not None:
            self._sound_file.close()
        if self._recording is not None:
            os.close(self._recording)
        self._process = self._sound_file = self._recording = None

    def samples(self) -> Iterator[Sample]:
        """The samples in order of presentation time, as they are decoded; once."""
        assert self._process is not None, "samples() is for the inside of a with statement"
        last_s = float("-inf")
        for header, body in self._process.messages():
            match header:
                case SampleHeader():
                    if not (max(0.0, last_s) <= header.time_s <= self._limits.longest_s):
                        raise RecordingUnreadable(_BROKEN_ANSWER)
                    last_s = self._position_s = header.time_s
                    yield sample_from(header, body)
                case Alive():
                    self._expected_s = header.length_s or self._expected_s
                    self._position_s = max(self._position_s, header.time_s)
                case Refusal():
                    raise RecordingUnreadable(_sentence(header.why))
                case Ending():
                    self._finish(header)

    @property
    def source(self) -> SourceTrack:
        assert self._source is not None, "samples() has not been exhausted"
        return self._source

    @property
    def sound(self) -> Sound | None:
        """The sound; null where there is none or none was wanted. Stays valid after the pass."""
        assert self._source is not None, "samples() has not been exhausted"
        return self._sound

    @property
    def layers(self) -> tuple[str, ...]:
        """The layers of confinement that held (`confinement.Layer`); known after the samples."""
        return self._layers

    @property
    def expected_s(self) -> float | None:
        """The length that the container states, for progress bars; null where it states none."""
        return self._expected_s

    @property
    def position_s(self) -> float:
        """How far the child has come, for progress bars."""
        return self._position_s

    def _config(self) -> dict[str, object]:
        assert self._recording is not None
        return {
            "recording": self._recording,
            "sound": self._sound_file.fileno() if self._sound_file else None,
            "wants": asdict(self._wants),
            "limits": asdict(self._limits),
        }

    def _finish(self, ending: Ending) -> None:
        assert self._recording is not None
        try:
            source = source_from(ending, sha256=sha256_of(self._recording), limits=self._limits)
            self._sound = self._mapped_sound(ending)
        except MessageBroken as error:
            raise RecordingUnreadable(_BROKEN_ANSWER) from error
        self._layers = ending.layers
        self._position_s = source.read_s
        self._source = source

    def _mapped_sound(self, ending: Ending) -> Sound | None:
        if self._sound_file is None or not ending.audio:
            return None
        size = os.fstat(self._sound_file.fileno()).st_size
        if not 0 < ending.sound_samples * 2 <= min(size, self._limits.longest_s * SOUND_RATE_HZ * 2):
            raise MessageBroken(f"sound of {ending.sound_samples=}")
        mapped = mmap.mmap(self._sound_file.fileno(), ending.sound_samples * 2, access=mmap.ACCESS_READ)
        samples = np.frombuffer(mapped, dtype=np.int16)
        return Sound(samples=samples, spans=tuple(Span(start_s=a, end_s=b) for a, b in ending.sound_spans))


_BROKEN_ANSWER = "Decoding the recording went wrong: the decoder's answer makes no sense."


def _sentence(why: str) -> str:
    """What the child says, fit to be shown: printable and short."""
    return "".join(character for character in why[:300] if character.isprintable())
