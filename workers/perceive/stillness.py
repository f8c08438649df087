"""Whether a face moves as a person does, or as a picture of one.

A picture, held in front of a camera, moves rigidly: once the best affine movement between two of
its views is taken out (ECC: Evangelidis and Psarakis, 2008), what is left is noise, the same
everywhere. A person blinks, breathes, speaks: some parts of the face differ far more than others.
"""

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

#: Pairs that far apart (in sightings) are compared: neighbours, and a few seconds.
STRIDES = (1, 3, 7)
CELL_PX = 8
MARGIN_PX = 8
ITERATIONS = 40
#: The part of the pairs that may show less than the residual that is reported.
QUANTILE = 0.75
MAX_PAIRS = 60


def residual(patches: Sequence[NDArray[np.uint8]]) -> tuple[float, int]:
    """What rigid movement leaves, in luma levels, and how many pairs were compared.

    `patches`: uint8 gray [64, 64], in order of time. (0.0, 0) for fewer than two.
    """
    pairs = [(i, i + stride) for stride in STRIDES for i in range(len(patches) - stride)]
    chosen = pairs[:: max(1, len(pairs) // MAX_PAIRS)]
    values = [_left_over(patches[one], patches[other]) for one, other in chosen]
    return (round(float(np.quantile(values, QUANTILE)), 4), len(values)) if values else (0.0, 0)


def _left_over(one: NDArray[np.uint8], other: NDArray[np.uint8]) -> float:
    """The most different cell after alignment, less the middle one (which is noise), in levels."""
    before = cv2.GaussianBlur(one, (5, 5), 0).astype(np.float32)
    after = cv2.GaussianBlur(other, (5, 5), 0).astype(np.float32)
    aligned = _aligned(before, after)
    unlike = np.abs(aligned - before)[MARGIN_PX:-MARGIN_PX, MARGIN_PX:-MARGIN_PX]
    side = unlike.shape[0] // CELL_PX
    cells = unlike.reshape(side, CELL_PX, side, CELL_PX).mean(axis=(1, 3))
    return float(np.quantile(cells, 0.95) - np.median(cells))


def _aligned(before: NDArray[np.float32], after: NDArray[np.float32]) -> NDArray[np.float32]:
    """`after` moved onto `before`, in place and in brightness; unmoved where ECC does not settle."""
    warp = np.eye(2, 3, dtype=np.float32)
    criteria = (cv2.TERM_CRITERIA_EPS | cv2.TERM_CRITERIA_COUNT, ITERATIONS, 1e-4)
    try:
        found = cv2.findTransformECC(before, after, warp, motionType=cv2.MOTION_AFFINE, criteria=criteria)
        warp = np.asarray(found[1], dtype=np.float32)
    except cv2.error:
        warp = np.eye(2, 3, dtype=np.float32)
    size = (before.shape[1], before.shape[0])
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    moved = cv2.warpAffine(after, warp, size, flags=flags, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(moved - moved.mean() + before.mean(), dtype=np.float32)
