"""Text made unreadable in a picture, for asking whether an answer hangs on what is written there."""

from collections.abc import Iterable

import cv2
import numpy as np
from numpy.typing import NDArray

from workers.perceive.regions import grown, pixels_of
from workers.tracks.text import UNREAD, TextLine

#: Boxes are taken this part of themselves larger on every side: letters reach out of them.
MARGIN = 0.1
#: What is left of a line are patches of this side: no letter of it can be made out.
PATCHES_A_LINE = 2
#: Shorter lines ask for nothing, and often are no text: a circle is read as an O.
LEAST_CHARS = 4


def mask_text(picture: NDArray[np.uint8], lines: Iterable[TextLine], time_s: float) -> NDArray[np.uint8]:
    """A copy of a picture, RGB [height, width, 3], with every line of four characters and more that stood
    there at the time blurred to patches half a line high.
    """
    masked = picture.copy()
    for line in lines:
        if _says_something(line) and any(span.start_s <= time_s < span.end_s for span in line.spans):
            rows, columns = pixels_of(grown(line.box_at(time_s), MARGIN), *picture.shape[:2])
            masked[rows, columns] = _patches(masked[rows, columns])
    return masked


def _says_something(line: TextLine) -> bool:
    return UNREAD in line.text or sum(map(str.isalnum, line.text)) >= LEAST_CHARS


def _patches(part: NDArray[np.uint8]) -> NDArray[np.uint8]:
    height, width = part.shape[:2]
    if not height or not width:
        return part
    side_px = max(1, height // PATCHES_A_LINE)
    small = cv2.resize(
        part, (max(1, width // side_px), max(1, height // side_px)), interpolation=cv2.INTER_AREA
    )
    return np.asarray(cv2.resize(small, (width, height), interpolation=cv2.INTER_NEAREST), dtype=np.uint8)
