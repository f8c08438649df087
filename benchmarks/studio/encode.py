"""Pictures and sound into an MP4 file: H.264 and AAC, as a browser's recorder would upload."""

from collections.abc import Iterable
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray

from benchmarks.studio.planning.frame import Format
from benchmarks.studio.voice import RATE_HZ, Wave

_CHUNK = 1024
_SOUND_BITS = 64_000


def write_recording(path: Path, pictures: Iterable[NDArray[np.uint8]], sound: Wave, picture: Format) -> None:
    """Encodes picture after picture, with as much sound as belongs to them."""
    with av.open(str(path), "w", options={"movflags": "+faststart"}) as file:
        video = file.add_stream("libx264", rate=picture.fps)
        video.width, video.height, video.pix_fmt = picture.width, picture.height, "yuv420p"
        video.codec_context.thread_count = 1
        video.options = {"crf": str(picture.crf), "preset": "veryfast", "g": str(picture.fps * 4)}
        audio = file.add_stream("aac", rate=RATE_HZ, layout="mono", bit_rate=_SOUND_BITS)
        heard = 0
        for number, pixels in enumerate(pictures):
            frame = av.VideoFrame.from_ndarray(pixels, format="rgb24")
            frame.pts, frame.time_base = number, Fraction(1, picture.fps)
            file.mux(video.encode(frame))
            heard = _write_sound(file, audio, sound, heard, until_s=(number + 1) / picture.fps)
        file.mux(video.encode(None))
        _write_sound(file, audio, sound, heard, until_s=len(sound) / RATE_HZ, last=True)
        file.mux(audio.encode(None))


def _write_sound(
    file: av.container.OutputContainer,
    audio: av.AudioStream,
    sound: Wave,
    start: int,
    *,
    until_s: float,
    last: bool = False,
) -> int:
    """Writes whole chunks up to a time and says how many samples have been written by now."""
    end = min(len(sound), round(until_s * RATE_HZ))
    while start + _CHUNK <= end or (last and start < end):
        samples = sound[start : min(end, start + _CHUNK)]
        frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(samples[None]), format="fltp", layout="mono")
        frame.sample_rate, frame.pts, frame.time_base = RATE_HZ, start, Fraction(1, RATE_HZ)
        file.mux(audio.encode(frame))
        start += len(samples)
    return start
