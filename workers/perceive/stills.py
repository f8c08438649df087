"""Stills: one picture kept for each state of the screen, for people and for evidence."""

from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from workers.spans import Span
from workers.tracks.activity import Still

LONGEST_SIDE_PX = 1280
QUALITY = 80


class StillKeeper:
    """Writes stills into a folder as they come; each lasts until the next."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._kept: list[tuple[float, str]] = []

    def keep(self, time_s: float, picture: NDArray[np.uint8]) -> None:
        name = f"still-{round(time_s * 1000):09d}.jpg"
        Image.fromarray(_scaled(picture)).save(self._folder / name, quality=QUALITY)
        self._kept.append((time_s, name))

    def stills(self, end_s: float) -> tuple[Still, ...]:
        if not self._kept:
            return ()
        ends_s = [*(time_s for time_s, _ in self._kept[1:]), end_s]
        return tuple(
            Still(span=Span(start_s=start_s, end_s=max(start_s, stop_s)), image=name)
            for (start_s, name), stop_s in zip(self._kept, ends_s, strict=True)
        )


def _scaled(picture: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """No side longer than a still's; by area, which takes a tenth of Pillow's time."""
    height, width = picture.shape[:2]
    scale = LONGEST_SIDE_PX / max(height, width)
    if scale >= 1:
        return picture
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    return np.asarray(cv2.resize(picture, size, interpolation=cv2.INTER_AREA), dtype=np.uint8)


def read_still(path: Path) -> NDArray[np.uint8]:
    """A still that was kept, RGB [height, width, 3]."""
    with Image.open(path) as image:
        return np.asarray(image.convert("RGB"))
