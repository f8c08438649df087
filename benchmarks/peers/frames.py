"""A picture each second, the way PyAV's and OpenCV's users take them: decode all, keep some."""

from collections.abc import Iterator
from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray

EVERY_S = 1.0


def one_a_second(path: Path) -> Iterator[tuple[float, NDArray[np.uint8]]]:
    """(time, RGB [height, width, 3])."""
    next_s = 0.0
    with av.open(str(path)) as opened:
        stream = opened.streams.video[0]
        stream.thread_type = "AUTO"
        for frame in opened.decode(stream):
            if frame.time is not None and frame.time >= next_s:
                next_s += EVERY_S
                yield frame.time, frame.to_ndarray(format="rgb24")
