"""A picture moves rigidly; a face does not."""

import cv2
import numpy as np
from numpy.typing import NDArray
from skimage import data

from workers.perceive.stillness import residual


def portrait() -> NDArray[np.uint8]:
    gray = cv2.cvtColor(data.astronaut(), cv2.COLOR_RGB2GRAY)
    return np.asarray(cv2.resize(gray[60:240, 140:320], (64, 64), interpolation=cv2.INTER_AREA))


def seen(picture: NDArray[np.uint8], index: int, *, shake_px: float) -> NDArray[np.uint8]:
    rng = np.random.default_rng(index)
    x, y = rng.normal(scale=shake_px, size=2)
    turn = cv2.getRotationMatrix2D((32, 32), float(rng.normal(scale=shake_px / 2)), 1.0)
    turn[:, 2] += (x, y)
    moved = cv2.warpAffine(picture, turn, (64, 64), borderMode=cv2.BORDER_REPLICATE)
    return np.clip(moved + rng.normal(scale=3.0, size=(64, 64)), 0, 255).astype(np.uint8)


def blinking(picture: NDArray[np.uint8], index: int) -> NDArray[np.uint8]:
    """Eyes and mouth are covered and uncovered."""
    drawn = picture.copy()
    if index % 2:
        drawn[26:32, 20:44] = 150
        drawn[44:50, 26:40] = 60
    return drawn


def test_a_shaken_noisy_picture_leaves_little() -> None:
    value, pairs = residual([seen(portrait(), i, shake_px=0.8) for i in range(12)])
    assert value < 2.2
    assert pairs > 20


def test_a_face_that_blinks_and_speaks_leaves_much() -> None:
    value, _ = residual([seen(blinking(portrait(), i // 2), i, shake_px=0.8) for i in range(12)])
    assert value > 3.0


def test_one_view_alone_says_nothing() -> None:
    assert residual([portrait()]) == (0.0, 0)
