"""Small recordings for tests, written with the library that also reads them."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from av.audio.resampler import AudioResampler
from numpy.typing import NDArray

TICKS = 90_000
SOUND_RATE_HZ = 16_000

#: Sound codec and its rate for each picture codec that is used here.
_SOUND_FOR = {"libx264": ("aac", SOUND_RATE_HZ), "mpeg4": ("libmp3lame", SOUND_RATE_HZ)}
_QUICK = {
    "libx264": {"preset": "ultrafast", "crf": "14", "bf": "0"},
    "libvpx-vp9": {"deadline": "realtime", "cpu-used": "8"},
}


def plain(width: int, height: int, level: int | tuple[int, int, int]) -> NDArray[np.uint8]:
    """A picture of one colour, uint8 RGB [height, width, 3]."""
    picture = np.empty((height, width, 3), dtype=np.uint8)
    picture[:] = level
    return picture


def quarters(width: int, height: int) -> NDArray[np.uint8]:
    """Four grey quarters that tell every turn apart: 40, 100 above 160, 220."""
    picture = plain(width, height, 40)
    picture[: height // 2, width // 2 :] = 100
    picture[height // 2 :, : width // 2] = 160
    picture[height // 2 :, width // 2 :] = 220
    return picture


def moving_bar(
    width: int, height: int, *, seconds: float, rate: float = 10.0
) -> list[tuple[float, NDArray[np.uint8]]]:
    """Pictures at an even rate: a white bar that walks over grey."""
    pictures = []
    for number in range(round(seconds * rate)):
        picture = plain(width, height, 90)
        at = number * 8 % (width - 8)
        picture[:, at : at + 8] = 255
        pictures.append((number / rate, picture))
    return pictures


def tone(seconds: float, *, hertz: float = 440.0, level: int = 8000) -> NDArray[np.int16]:
    """A sine, mono int16 at 16 kHz."""
    times_s = np.arange(round(seconds * SOUND_RATE_HZ)) / SOUND_RATE_HZ
    return (level * np.sin(2 * np.pi * hertz * times_s)).astype(np.int16)


def write_clip(
    path: Path,
    *,
    pictures: Sequence[tuple[float, NDArray[np.uint8]]] = (),
    sound: NDArray[np.int16] | None = None,
    container: str = "mp4",
    codec: str = "libx264",
    end_s: float | None = None,
    sound_from_s: float = 0.0,
    degrees: int = 0,
    codec_options: Mapping[str, str] | None = None,
    options: Mapping[str, str] | None = None,
) -> Path:
    """Writes pictures (time of appearance, uint8 RGB; one size; in order) and 16 kHz mono sound.

    `end_s`: when the last picture ends (else after the interval before it, or 0.1 s). `container`:
    a muxer's name (mp4, mov, matroska, webm, avi, mpegts). `degrees`: clockwise turn to be applied
    by players. `options` go to the muxer, `codec_options` to the picture's encoder.
    """
    sound_codec, sound_rate = _SOUND_FOR.get(codec, ("libopus", 48_000))
    with av.open(str(path), "w", format=container, options=dict(options or {})) as output:
        encoder = (
            _Pictures(output, codec, pictures, end_s, degrees, codec_options or _QUICK.get(codec, {}))
            if pictures
            else None
        )
        voice = _Sound(output, sound_codec, sound_rate, sound_from_s) if sound is not None else None
        if encoder:
            encoder.write()
        if voice and sound is not None:
            voice.write(sound)
    return path


class _Pictures:
    def __init__(self, output, codec, pictures, end_s, degrees, options) -> None:
        height, width = pictures[0][1].shape[:2]
        self._output, self._pictures = output, pictures
        fixed_rate = codec == "mpeg4"
        self._tick = Fraction(1, 1000 if fixed_rate else TICKS)
        self._stream = output.add_stream(codec, rate=1000 if fixed_rate else 30)
        self._stream.width, self._stream.height = width, height
        self._stream.pix_fmt = "yuv420p"
        self._stream.codec_context.time_base = self._tick
        self._stream.time_base = self._tick
        self._stream.options = dict(options)
        if degrees:
            self._stream.set_display_rotation(-degrees)  # the library counts the other way round
        times = [round(time_s / self._tick) for time_s, _ in pictures]
        last = (
            round(end_s / self._tick)
            if end_s is not None
            else times[-1]
            + (times[-1] - times[-2] if len(times) > 1 else round(Fraction(1, 10) / self._tick))
        )
        self._lasting = dict(zip(times, np.diff([*times, last]).tolist(), strict=True))

    def write(self) -> None:
        for time, (_, picture) in zip(self._lasting, self._pictures, strict=True):
            frame = av.VideoFrame.from_ndarray(picture, format="rgb24").reformat(format="yuv420p")
            frame.pts, frame.time_base = time, self._tick
            self._mux(self._stream.encode(frame))
        self._mux(self._stream.encode(None))

    def _mux(self, packets) -> None:
        for packet in packets:
            packet.duration = self._lasting[round(packet.pts * packet.time_base / self._tick)]
            self._output.mux(packet)


class _Sound:
    def __init__(self, output, codec, rate, from_s) -> None:
        self._output, self._rate, self._from_s = output, rate, from_s
        self._stream = output.add_stream(codec, rate=rate, layout="mono")

    def write(self, sound) -> None:
        context = self._stream.codec_context
        resampler = AudioResampler(
            format=context.format, layout="mono", rate=self._rate, frame_size=context.frame_size
        )
        frame = av.AudioFrame.from_ndarray(sound.reshape(1, -1), format="s16", layout="mono")
        frame.sample_rate, frame.time_base, frame.pts = SOUND_RATE_HZ, Fraction(1, SOUND_RATE_HZ), 0
        for piece in [*resampler.resample(frame), *resampler.resample(None)]:
            piece.pts = round(piece.pts * piece.time_base * self._rate) + round(self._from_s * self._rate)
            piece.time_base = Fraction(1, self._rate)
            self._output.mux(self._stream.encode(piece))
        self._output.mux(self._stream.encode(None))
