"""Lines as read in one picture, and when two of them are the same line."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from workers.spans import Box

SAME_PLACE_IOU = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenLine:
    """One line as read. `box`: where it stands now; `first_box`: where it was first read."""

    text: str
    confidence: float
    box: Box
    first_box: Box
    contrast: float


def same_place(one: Box, other: Box) -> bool:
    return one.iou(other) >= SAME_PLACE_IOU


def same_line(new: SeenLine, old: SeenLine) -> bool:
    """Whether a line just read is one that stood before: unmoved, or scrolled as it was.

    A text of equal length that differs in a digit is another text, so only the very same words
    count, and a scrolled line must be at least four characters long to be known again.
    """
    if new.text != old.text:
        return False
    return same_place(new.box, old.box) or (len(new.text) >= 4 and _moved_straight(new.box, old.box))


def _moved_straight(new: Box, old: Box) -> bool:
    """The same size within a fifth, moved along one axis only."""
    alike = abs(new.width - old.width) <= 0.2 * old.width and abs(new.height - old.height) <= 0.3 * old.height
    return alike and (abs(new.x - old.x) <= 0.01 or abs(new.y - old.y) <= 0.01)


def contrast_of(inked: NDArray[np.uint8]) -> float:
    """Difference of ink and paper in an RGB picture of a line, 0 to 1 of the luma range.

    Ink and paper are taken at the 2nd and 98th percentile of luma (BT.601 weights).
    """
    if inked.size == 0:
        return 0.0
    luma = inked.reshape(-1, 3) @ np.array([0.299, 0.587, 0.114])
    low, high = np.percentile(luma, [2, 98])
    return round(float(high - low) / 255.0, 4)
