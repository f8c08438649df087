"""Pictures into a file, with the times, the bits and the turn that a clip asks for."""

from fractions import Fraction
from pathlib import Path

import av
import numpy as np

from benchmarks.recall.clip import Clip
from benchmarks.recall.draw import pictures

_TICK = Fraction(1, 90_000)
_QUARTER = 90


def write_clip(path: Path, clip: Clip) -> None:
    """Encodes the clip. Where it is to be turned by players, it is stored turned the other way."""
    turns = clip.coding.degrees // _QUARTER
    with av.open(str(path), "w", options={"movflags": "+faststart"}) as file:
        stream = file.add_stream(clip.coding.codec, rate=30)
        sideways = turns % 2 == 1
        stream.width, stream.height = (
            (clip.height_px, clip.width_px) if sideways else (clip.width_px, clip.height_px)
        )
        stream.pix_fmt, stream.time_base = "yuv420p", _TICK
        stream.codec_context.time_base, stream.codec_context.thread_count = _TICK, 1
        stream.options = _options(clip)
        if turns:
            stream.set_display_rotation(-clip.coding.degrees)  # the library counts the other way round
        last = frame = None
        for time_s, picture in zip(clip.times_s, pictures(clip), strict=True):
            if picture is not last or frame is None:
                last, stored = picture, np.ascontiguousarray(np.rot90(picture, turns))
                frame = av.VideoFrame.from_ndarray(stored, format="rgb24").reformat(format="yuv420p")
            frame.pts, frame.time_base = round(time_s / _TICK), _TICK
            file.mux(stream.encode(frame))
        for packet in stream.encode(None):
            file.mux(packet)


def _options(clip: Clip) -> dict[str, str]:
    coding = clip.coding
    a_second = len(clip.times_s) / clip.end_s
    quality = {"crf": str(coding.crf)} if coding.bits is None else {"b": str(coding.bits)}
    return {"preset": coding.preset, "g": str(round(coding.group_s * a_second)), "threads": "1", **quality}
