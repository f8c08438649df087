"""The two portraits in the public domain that stand in for people, and how each is cut out.

Eileen Collins (NASA, in scikit-image) and Grace Hopper (US Navy, in matplotlib's samples).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

import cv2
import matplotlib as mpl
import numpy as np
import skimage.data
from numpy.typing import NDArray
from PIL import Image

Picture = NDArray[np.uint8]
Point = tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Landmarks:
    """Where the parts of the face are, in pixels of the portrait.

    `head`: the ellipse (centre, half axes) of head and hair or hat; `shoulders`: a polygon that
    lies inside the body, from the neck down.
    """

    left_eye: Point
    right_eye: Point
    mouth: Point
    mouth_width_px: float
    chin: Point
    face: Point
    face_px: float
    head: tuple[float, float, float, float]
    body: tuple[Point, ...]


LANDMARKS: Mapping[str, Landmarks] = MappingProxyType(
    {
        "astronaut": Landmarks(
            left_eye=(203, 100),
            right_eye=(247, 102),
            mouth=(223, 144),
            mouth_width_px=38,
            chin=(221, 176),
            face=(220, 121),
            face_px=90,
            head=(226, 95, 76, 84),
            body=(
                (185, 170),
                (120, 190),
                (100, 225),
                (48, 270),
                (24, 380),
                (24, 511),
                (355, 511),
                (352, 290),
                (302, 232),
                (300, 200),
                (262, 170),
            ),
        ),
        "hopper": Landmarks(
            left_eye=(222, 196),
            right_eye=(306, 188),
            mouth=(268, 277),
            mouth_width_px=76,
            chin=(266, 326),
            face=(273, 232),
            face_px=186,
            head=(263, 180, 118, 158),
            body=(
                (205, 300),
                (190, 335),
                (60, 385),
                (24, 440),
                (10, 599),
                (511, 599),
                (508, 420),
                (480, 390),
                (335, 330),
                (330, 300),
            ),
        ),
    }
)
PEOPLE = tuple(LANDMARKS)


@cache
def portrait(name: str) -> Picture:
    """The whole portrait as RGB."""
    if name == "astronaut":
        return np.asarray(skimage.data.astronaut())
    path = Path(mpl.get_data_path()) / "sample_data/grace_hopper.jpg"
    with Image.open(path) as image:
        return np.asarray(image.convert("RGB"))


@cache
def portrait_picture(name: str) -> Picture:
    """A square with head and shoulders, as it would stand beside a biography."""
    marks = LANDMARKS[name]
    half = marks.face_px * 1.25
    x, y = marks.face
    top, left = max(0, round(y - half)), max(0, round(x - half))
    return np.ascontiguousarray(portrait(name)[top : top + round(2 * half), left : left + round(2 * half)])


@cache
def cut_out(name: str) -> NDArray[np.float32]:
    """How much of each pixel is the person, 0 to 1 (GrabCut, Rother and others, 2004, softened)."""
    marks, image = LANDMARKS[name], portrait(name)
    mask = np.full(image.shape[:2], cv2.GC_BGD, np.uint8)
    _paint_guess(mask, marks)
    cv2.setRNGSeed(7)
    background, foreground = np.zeros((1, 65)), np.zeros((1, 65))
    bgr = np.ascontiguousarray(image[:, :, ::-1])
    cv2.grabCut(bgr, mask, None, background, foreground, 4, cv2.GC_INIT_WITH_MASK)
    person = np.isin(mask, (cv2.GC_FGD, cv2.GC_PR_FGD)).astype(np.uint8)
    person = cv2.morphologyEx(_largest(person), cv2.MORPH_OPEN, np.ones((5, 5), np.uint8))
    return cv2.GaussianBlur(cv2.erode(person, np.ones((3, 3), np.uint8)).astype(np.float32), (0, 0), 1.6)


def _paint_guess(mask: NDArray[np.uint8], marks: Landmarks) -> None:
    x, y, across, down = (round(value) for value in marks.head)
    body = np.array(marks.body, np.int32)
    cv2.fillPoly(mask, [_grown(body, 1.12)], cv2.GC_PR_BGD)
    cv2.ellipse(mask, (x, y), (round(across * 1.2), round(down * 1.15)), 0, 0, 360, cv2.GC_PR_BGD, -1)
    cv2.fillPoly(mask, [body], cv2.GC_PR_FGD)
    cv2.ellipse(mask, (x, y), (across, down), 0, 0, 360, cv2.GC_PR_FGD, -1)
    cv2.fillPoly(mask, [_grown(body, 0.8)], cv2.GC_FGD)
    cv2.ellipse(mask, (x, y), (round(across * 0.8), round(down * 0.85)), 0, 0, 360, cv2.GC_FGD, -1)


def _grown(polygon: NDArray[np.int32], factor: float) -> NDArray[np.int32]:
    centre = polygon.mean(axis=0)
    grown: NDArray[np.int32] = ((polygon - centre) * factor + centre).astype(np.int32)
    return grown


def _largest(mask: NDArray[np.uint8]) -> NDArray[np.uint8]:
    _, labels, stats, _ = cv2.connectedComponentsWithStats(mask)
    largest = 1 + int(np.argmax(stats[1:, cv2.CC_STAT_AREA]))
    only: NDArray[np.uint8] = (labels == largest).astype(np.uint8)
    return only
