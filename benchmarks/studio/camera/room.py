"""The room behind a person: a wall with light falling on it, shelves, a window, a picture, a plant."""

import cv2
import numpy as np
from numpy.random import Generator

from benchmarks.studio.portraits import Picture


def draw_room(seed: int, *, width: int, height: int) -> Picture:
    """A room as a laptop's camera shows it: out of focus. The seed furnishes it."""
    rng = np.random.default_rng([seed, 31])
    room = _wall(rng)
    furniture = [_shelf, _window, _framed_print, _plant, _door, _lamp]
    for choice in rng.permutation(len(furniture))[: rng.integers(2, 4)]:
        furniture[choice](room, rng)
    soft = cv2.GaussianBlur(room, (0, 0), float(rng.uniform(1.6, 3.4)))
    fitted: Picture = cv2.resize(soft, (width, height), interpolation=cv2.INTER_AREA)
    return fitted


def _wall(rng: Generator) -> Picture:
    base = rng.uniform(110, 205) + rng.uniform(-18, 18, 3)
    ys, xs = np.mgrid[0:480, 0:640] / 480.0
    x, y = rng.uniform(-0.2, 1.5), rng.uniform(-0.3, 0.5)
    light = 1.1 - 0.38 * np.hypot(xs - x, ys - y)
    return np.clip(base * light[:, :, None], 0, 255).astype(np.uint8)


def _shelf(room: Picture, rng: Generator) -> None:
    left, width = int(rng.choice([0, 430])), 210
    for level in (70, 170, 270):
        cv2.rectangle(room, (left, level), (left + width, level + 9), (96, 70, 48), -1)
        x = left + 6
        while x < left + width - 24:
            book, tall = int(rng.integers(10, 24)), int(rng.integers(46, 78))
            colour = tuple(int(value) for value in rng.integers(40, 200, 3))
            cv2.rectangle(room, (x, level - tall), (x + book, level - 1), colour, -1)
            x += book + 2


def _window(room: Picture, rng: Generator) -> None:
    left = int(rng.choice([20, 440]))
    cv2.rectangle(room, (left, 30), (left + 170, 270), (226, 234, 240), -1)
    cv2.rectangle(room, (left, 150), (left + 170, 270), (170, 196, 172), -1)
    for x in (left, left + 85, left + 170):
        cv2.line(room, (x, 30), (x, 270), (245, 245, 240), 9)
    cv2.rectangle(room, (left, 30), (left + 170, 270), (245, 245, 240), 9)


def _framed_print(room: Picture, rng: Generator) -> None:
    left, top = int(rng.integers(20, 120)), int(rng.integers(30, 80))
    cv2.rectangle(room, (left, top), (left + 120, top + 90), (40, 36, 34), -1)
    inside = room[top + 8 : top + 82, left + 8 : left + 112]
    inside[:] = rng.integers(60, 220, 3)
    cv2.circle(inside, (50, 40), 22, tuple(int(value) for value in rng.integers(60, 240, 3)), -1)


def _plant(room: Picture, rng: Generator) -> None:
    x = int(rng.choice([60, 580]))
    for _ in range(16):
        tip = (x + int(rng.integers(-70, 70)), int(rng.integers(150, 330)))
        green = (int(rng.integers(30, 80)), int(rng.integers(90, 150)), int(rng.integers(40, 80)))
        cv2.line(room, (x, 400), tip, green, 11, cv2.LINE_AA)
    cv2.rectangle(room, (x - 34, 390), (x + 34, 479), (176, 110, 80), -1)


def _door(room: Picture, rng: Generator) -> None:
    left = int(rng.choice([30, 470]))
    cv2.rectangle(room, (left, 20), (left + 150, 479), (150, 122, 96), -1)
    for top in (50, 260):
        cv2.rectangle(room, (left + 24, top), (left + 126, top + 170), (132, 106, 82), 6)


def _lamp(room: Picture, rng: Generator) -> None:
    x = int(rng.choice([90, 560]))
    glow = np.zeros(room.shape[:2], np.float32)
    cv2.circle(glow, (x, 150), 90, 1.0, -1)
    glow = cv2.GaussianBlur(glow, (0, 0), 40)[:, :, None]
    room[:] = np.clip(room + glow * np.array([70, 60, 34]), 0, 255).astype(np.uint8)
    cv2.line(room, (x, 180), (x, 479), (60, 54, 50), 7)
    shade = np.array([(x - 26, 110), (x + 26, 110), (x + 48, 185), (x - 48, 185)])
    cv2.fillPoly(room, [shade], (250, 236, 196), cv2.LINE_AA)
