"""The pictures of a question as videos, in the form in which models and servers take them."""

import base64
import io
from collections.abc import Sequence
from fractions import Fraction
from itertools import groupby
from typing import Any

import av
import numpy as np
from av.video.frame import VideoFrame

from workers.engines.vlm.base import Frame
from workers.engines.vlm.prompts import picture_of

#: Times are told to a processor as numbers of frames, of so many a second.
TICKS = 1_000
_MIDDLING = {"preset": "veryfast", "crf": "20", "bf": "0"}


def videos_of(frames: Sequence[Frame]) -> list[list[Frame]]:
    """One for each recording that is shown, in their order."""
    return [list(frames) for _, frames in groupby(frames, key=lambda frame: frame.of)]


def for_processor(frames: Sequence[Frame], *, joined: int) -> tuple[Any, dict[str, Any]]:
    """A video [pictures, height, width, 3] and what a processor is told of it. `joined`: so many pictures become one
    for the model, at the mean of their times; each is given so often, so that none is joined with another.
    """
    first = picture_of(frames[0]).size
    # A video has one size.
    pictures = [np.asarray(picture_of(frame).resize(first)) for frame in frames for _ in range(joined)]
    at = [round(frame.time_s * TICKS) for frame in frames for _ in range(joined)]
    told = {"total_num_frames": at[-1] + 1, "fps": TICKS, "frames_indices": at}
    return np.stack(pictures), told


def for_server(frames: Sequence[Frame]) -> str:
    """An MP4 as a data URL: each picture once, at its time after the first."""
    file = io.BytesIO()
    width, height = (side - side % 2 for side in picture_of(frames[0]).size)
    with av.open(file, "w", format="mp4") as container:
        stream = container.add_stream("libx264", rate=TICKS, options=_MIDDLING)
        stream.width, stream.height, stream.pix_fmt = width, height, "yuv420p"
        stream.codec_context.time_base = Fraction(1, TICKS)
        for frame in frames:
            picture = VideoFrame.from_ndarray(np.asarray(picture_of(frame).resize((width, height))))
            picture.time_base, picture.pts = (
                Fraction(1, TICKS),
                round((frame.time_s - frames[0].time_s) * TICKS),
            )
            container.mux(stream.encode(picture))
        container.mux(stream.encode(None))
    return f"data:video/mp4;base64,{base64.b64encode(file.getvalue()).decode()}"
