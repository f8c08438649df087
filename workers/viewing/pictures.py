"""The picture of a copy: upright, at most 720 lines, H.264."""

from collections.abc import Iterator
from fractions import Fraction

import numpy as np
from av.packet import Packet
from av.video.frame import PictureType, VideoFrame
from av.video.reformatter import ColorRange, Colorspace, Interpolation, VideoReformatter
from av.video.stream import VideoStream
from numpy.typing import NDArray

from workers.media.limits import Limits
from workers.media.upright import Easel, colours_of
from workers.viewing.cadence import Cadence, Placed
from workers.viewing.output import Output
from workers.viewing.sheet import Sheet

LONGER_PX, SHORTER_PX = 1280, 720
TICKS = 90_000
#: A picture whose length nobody states is taken to stand for this long.
_UNSTATED_S = 1 / 30
#: The first picture is shown from the start where it comes this soon after it.
_AT_ONCE_S = 0.03
_BT709 = 1
_OPTIONS = {"preset": "veryfast", "crf": "27", "maxrate": "3M", "bufsize": "6M", "forced-idr": "1"}
#: Key pictures come by the clock, never by a count of pictures.
_NO_COUNT = 1_000_000


class PictureTrack:
    """Takes decoded pictures in the order in which they come, and writes the copy's."""

    def __init__(self, output: Output, *, pixel_shape: Fraction | None, limits: Limits, threads: int) -> None:
        self._output, self._pixel_shape = output, pixel_shape
        self._limits, self._threads = limits, threads
        self._cadence = Cadence()
        self._scaler = VideoReformatter()
        self._easel: Easel | None = None
        self._stream: VideoStream | None = None
        self._waiting: Packet[VideoStream] | None = None
        self._last_s = float("-inf")
        self.end_s = 0.0
        self.sheet = Sheet()

    @property
    def size(self) -> tuple[int, int] | None:
        """Width and height of the copy's picture; null until there was one."""
        return _fitting(self._easel.size) if self._easel else None

    def add(self, frame: VideoFrame, time_s: float | None, duration_s: float) -> None:
        """One decoded picture; a null time means right after the last. What comes out of order is left out."""
        start_s = self.end_s if time_s is None else time_s
        end_s = start_s + (duration_s or _UNSTATED_S)
        start_s = max(0.0, start_s)
        if end_s <= 0 or start_s <= self._last_s or start_s >= self._limits.longest_s:
            return
        self._last_s, self.end_s = start_s, max(self.end_s, end_s)
        if self._stream is None:
            self._begin(frame)
            start_s = self._lead_in(start_s)
        self._write(self._cadence.offer(self._upright(frame), start_s))

    def finish(self, end_s: float) -> None:
        """The last picture stands until the recording ends."""
        if self._stream is None:
            return
        self.end_s = max(self.end_s, end_s)
        self._write(self._cadence.finish(self.end_s))
        self.sheet.finish(self.end_s)
        for packet in self._stream.encode(None):
            self._mux(packet)
        self._send(round(self.end_s * TICKS))

    def _begin(self, first: VideoFrame) -> None:
        self._easel = Easel(first, self._pixel_shape, self._limits)
        width, height = _fitting(self._easel.size)
        stream = self._output.container.add_stream("libx264", rate=30, options=_OPTIONS)
        stream.width, stream.height, stream.pix_fmt = width, height, "yuv420p"
        stream.codec_context.time_base = stream.time_base = Fraction(1, TICKS)
        stream.codec_context.gop_size, stream.codec_context.max_b_frames = _NO_COUNT, 0
        stream.codec_context.thread_count = self._threads
        stream.codec_context.colorspace = stream.codec_context.color_primaries = _BT709
        self._stream = stream
        self._output.release()

    def _lead_in(self, start_s: float) -> float:
        """Before the first picture the copy is black: players agree on nothing else. Gives its time."""
        if start_s <= _AT_ONCE_S:
            return 0.0
        assert self._stream is not None
        black = np.zeros((self._stream.height * 3 // 2, self._stream.width), dtype=np.uint8)
        black[: self._stream.height] = 16
        black[self._stream.height :] = 128
        self._write(self._cadence.offer(VideoFrame.from_ndarray(black, format="yuv420p"), 0.0))
        return start_s

    def _upright(self, frame: VideoFrame) -> VideoFrame:
        assert self._easel is not None
        assert self._stream is not None
        width, height = self._stream.width, self._stream.height
        turn = self._easel.turn
        stored = (height, width) if turn.transposed else (width, height)
        scaled = self._scaler.reformat(
            frame,
            width=stored[0],
            height=stored[1],
            format="yuv420p",
            src_colorspace=colours_of(frame),
            dst_colorspace=Colorspace.ITU709,
            dst_color_range=ColorRange.MPEG,
            interpolation=Interpolation.AREA,
            threads=1,
        )
        if not (turn.transposed or turn.flip_across or turn.flip_down):
            return scaled
        planes = [turn.apply(plane).reshape(-1) for plane in _planes(scaled)]
        turned = np.concatenate(planes).reshape(height * 3 // 2, width)
        return VideoFrame.from_ndarray(turned, format="yuv420p")

    def _write(self, placed: Iterator[Placed]) -> None:
        assert self._stream is not None
        for one in placed:
            self.sheet.offer(one.frame, one.time_s)
            one.frame.pts, one.frame.time_base = round(one.time_s * TICKS), Fraction(1, TICKS)
            one.frame.pict_type = PictureType.I if one.is_key else PictureType.NONE
            for packet in self._stream.encode(one.frame):
                self._mux(packet)

    def _mux(self, packet: "Packet[VideoStream]") -> None:
        """Each packet is written once its successor says how long it lasts."""
        assert packet.pts is not None
        self._send(packet.pts)
        self._waiting = packet

    def _send(self, until: int) -> None:
        if self._waiting is None:
            return
        assert self._waiting.pts is not None
        self._waiting.duration = max(1, until - self._waiting.pts)
        self._output.mux([self._waiting])
        self._waiting = None


def _fitting(size: tuple[int, int]) -> tuple[int, int]:
    """Even sides that fit into 1280 by 720, or 720 by 1280; never larger than the original."""
    scale = min(1.0, LONGER_PX / max(size), SHORTER_PX / min(size))
    width, height = (max(2, round(side * scale / 2) * 2) for side in size)
    return width, height


def _planes(frame: VideoFrame) -> tuple[NDArray[np.uint8], NDArray[np.uint8], NDArray[np.uint8]]:
    whole = np.asarray(frame.to_ndarray(), dtype=np.uint8)
    width, height = frame.width, frame.height
    blue, red = whole[height:].reshape(2, height // 2, width // 2)
    return whole[:height], blue, red
