"""The picture as the detector wants it: sides of whole blocks, a margin, not too large."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

#: The detector's network halves the picture five times.
_BLOCK_PX = 32
#: Text that touches the picture's edge is found once there is something beside it.
_MARGIN_PX = 8
#: Beyond this the detector's memory grows past what an inspection may use; screens with more
#: pixels draw their text larger.
_LONGEST_PX = 2560


@dataclass(frozen=True, slots=True, kw_only=True)
class Framed:
    """`pixels`: uint8 [height, width, 3] with margins. `scale`: its pixels per given pixel."""

    pixels: NDArray[np.uint8]
    scale: float
    width_px: int
    height_px: int

    def unframe(self, quad: NDArray[np.float32]) -> NDArray[np.float32]:
        """Corners in pixels of the picture that was given, inside it."""
        corners = (quad - _MARGIN_PX) / self.scale
        corners[:, 0] = np.clip(corners[:, 0], 0, self.width_px)
        corners[:, 1] = np.clip(corners[:, 1], 0, self.height_px)
        return corners


def frame_picture(picture: NDArray[np.uint8]) -> Framed:
    """Puts an RGB picture [height, width, 3] into its frame. Raises ValueError for other shapes."""
    if picture.ndim != 3 or picture.shape[2] != 3 or picture.dtype != np.uint8:
        raise ValueError(f"an RGB picture is needed, uint8 [height, width, 3]: {picture.shape=}")
    height, width = picture.shape[:2]
    scale = min(1.0, _LONGEST_PX / max(height, width))
    if scale < 1:
        size = (max(1, round(width * scale)), max(1, round(height * scale)))
        picture = np.asarray(cv2.resize(picture, size, interpolation=cv2.INTER_AREA), dtype=np.uint8)
    return Framed(pixels=_with_margins(picture), scale=scale, width_px=width, height_px=height)


def _with_margins(picture: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """The edges' pixels go on outwards, so that no line arises at the edge."""
    height, width = picture.shape[:2]
    down = _MARGIN_PX + -(height + 2 * _MARGIN_PX) % _BLOCK_PX
    right = _MARGIN_PX + -(width + 2 * _MARGIN_PX) % _BLOCK_PX
    framed = cv2.copyMakeBorder(picture, _MARGIN_PX, down, _MARGIN_PX, right, cv2.BORDER_REPLICATE)
    return np.asarray(framed, dtype=np.uint8)
