"""The picture as it is shown: display matrix and pixel shape applied, once, to every consumer's copy."""

import struct
from dataclasses import dataclass
from fractions import Fraction
from typing import cast

import av
import numpy as np
from av.sidedata.sidedata import SideDataContainer
from av.sidedata.sidedata import Type as SideData
from av.video.reformatter import Colorspace, Interpolation, VideoReformatter
from numpy.typing import NDArray

from workers.media.limits import Limits
from workers.media.messages import LUMA_SIDE_PX

#: Pixels nearer to square than this are shown as square.
_NEARLY_SQUARE = 0.02
_LARGEST_STRETCH = 4
#: ITU-T H.273: the colour matrix was not stated.
_UNSTATED_COLOURS = 2
_HD_HEIGHT_PX = 720


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """How stored pictures become upright ones: mirrored along the diagonal, then flipped."""

    transposed: bool = False
    flip_across: bool = False
    flip_down: bool = False
    degrees: int = 0

    def apply(self, picture: NDArray[np.uint8]) -> NDArray[np.uint8]:
        """The upright picture; [height, width] or [height, width, 3], contiguous."""
        turned = picture.swapaxes(0, 1) if self.transposed else picture
        turned = turned[:, ::-1] if self.flip_across else turned
        turned = turned[::-1] if self.flip_down else turned
        return np.ascontiguousarray(turned)


def turn_of(frame: av.VideoFrame) -> Turn:
    """The turn that the frame's display matrix asks for, to the nearest quarter.

    The matrix maps a stored point (x, y) to (a x + c y, b x + d y), with y pointing down
    (ISO/IEC 14496-12, 6.2.2); `degrees` is clockwise, 0, 90, 180 or 270.
    """
    # By place: the container's own mapping methods ask for each entry by the wrong key.
    listed = cast("SideDataContainer", frame.side_data)
    entries = (listed[place] for place in range(len(listed)))
    matrix = next((data for data in entries if data.type == SideData.DISPLAYMATRIX), None)
    if matrix is None:
        return Turn()
    a, b, _, c, d = struct.unpack("=5i", bytes(matrix)[:20])
    if max(abs(a), abs(d)) >= max(abs(b), abs(c)):
        return Turn(flip_across=a < 0, flip_down=d < 0, degrees=180 if a < 0 and d < 0 else 0)
    return Turn(transposed=True, flip_across=c < 0, flip_down=b < 0, degrees=90 if b > 0 else 270)


class Easel:
    """Makes luma samples and whole pictures of one recording, all of the first picture's upright size."""

    def __init__(self, first: av.VideoFrame, pixel_shape: Fraction | None, limits: Limits) -> None:
        self.turn = turn_of(first)
        self._whole = _shown_size(first, pixel_shape, limits)
        self._small = _small_size(*self._whole)
        self._whole_scaler = VideoReformatter()
        self._small_scaler = VideoReformatter()

    @property
    def size(self) -> tuple[int, int]:
        """Width and height of the upright picture in pixels."""
        width, height = self._whole
        return (height, width) if self.turn.transposed else (width, height)

    def luma(self, frame: av.VideoFrame) -> NDArray[np.uint8]:
        """uint8 [height, width], 0 black to 255 white."""
        return self._made(
            self._small_scaler, frame, self._small, "gray", Interpolation.AREA | Interpolation.ACCURATE_RND
        )

    def picture(self, frame: av.VideoFrame) -> NDArray[np.uint8]:
        """uint8 RGB [height, width, 3]."""
        return self._made(self._whole_scaler, frame, self._whole, "rgb24", Interpolation.BICUBIC)

    def _made(
        self,
        scaler: VideoReformatter,
        frame: av.VideoFrame,
        size: tuple[int, int],
        pixels: str,
        interpolation: Interpolation,
    ) -> NDArray[np.uint8]:
        made = scaler.reformat(
            frame,
            width=size[0],
            height=size[1],
            format=pixels,
            src_colorspace=colours_of(frame),
            interpolation=interpolation | Interpolation.BITEXACT,
            threads=1,
        )
        return self.turn.apply(np.asarray(made.to_ndarray(), dtype=np.uint8))


def colours_of(frame: av.VideoFrame) -> Colorspace | None:
    """Where the colour matrix is not stated, what browsers take: BT.709 for high definition."""
    if frame.colorspace != _UNSTATED_COLOURS:
        return None
    return Colorspace.ITU709 if frame.height >= _HD_HEIGHT_PX else Colorspace.ITU601


def _shown_size(frame: av.VideoFrame, pixel_shape: Fraction | None, limits: Limits) -> tuple[int, int]:
    """Stored size with its pixels made square, before any turn."""
    width, height = frame.width, frame.height
    if not pixel_shape or abs(pixel_shape - 1) <= _NEARLY_SQUARE:
        return width, height
    shown = round(width * pixel_shape)
    is_sane = 1 / _LARGEST_STRETCH <= pixel_shape <= _LARGEST_STRETCH
    fits = shown <= limits.side_px and shown * height <= limits.pixels
    return (shown, height) if is_sane and fits and shown > 0 else (width, height)


def _small_size(width: int, height: int) -> tuple[int, int]:
    longer = max(width, height)
    if longer <= LUMA_SIDE_PX:
        return width, height
    return max(1, round(width * LUMA_SIDE_PX / longer)), max(1, round(height * LUMA_SIDE_PX / longer))
