"""A video that plays in a page: hills, a sun and a boat that drift."""

import cv2
import numpy as np

from benchmarks.studio.draw.strips import Picture


def video_frame(time_s: float, *, width: int, height: int) -> Picture:
    """The drawn film at a time; it lasts 40 s and then starts again."""
    picture = np.empty((height, width, 3), np.uint8)
    rows = np.linspace(0, 1, height)[:, None]
    sky, sea = np.array([110, 170, 230]), np.array([240, 214, 180])
    picture[:] = (sky * (1 - rows) + sea * rows)[:, None, :].reshape(height, 1, 3)
    along = (time_s % 40) / 40
    _draw_hills(picture, along)
    sun = (int(width * (0.15 + 0.7 * along)), int(height * (0.35 - 0.2 * np.sin(along * np.pi))))
    cv2.circle(picture, sun, 18, (255, 244, 190), -1, cv2.LINE_AA)
    boat = (int(width * ((time_s * 0.06) % 1.2 - 0.1)), int(height * 0.82 + 4 * np.sin(time_s * 2.1)))
    hull = np.array([[-28, 0], [28, 0], [18, 14], [-18, 14]]) + boat
    sail = np.array([[0, -4], [0, -44], [24, -4]]) + boat
    cv2.fillPoly(picture, [hull.astype(np.int32)], (90, 40, 30), cv2.LINE_AA)
    cv2.fillPoly(picture, [sail.astype(np.int32)], (250, 250, 246), cv2.LINE_AA)
    _draw_progress(picture, along)
    return picture


def _draw_hills(picture: Picture, along: float) -> None:
    height, width = picture.shape[:2]
    across = np.arange(0, width + 8, 8)
    for layer, colour in enumerate(((120, 150, 130), (84, 124, 96), (52, 92, 130))):
        level = height * (0.5 + 0.13 * layer)
        wave = 14 * np.sin(across / (46 - 8 * layer) + along * (12 + 9 * layer))
        edge = np.stack([across, level + wave * (1 if layer < 2 else 0.25)], axis=1)
        shape = np.vstack([edge, [[width + 8, height], [0, height]]]).astype(np.int32)
        cv2.fillPoly(picture, [shape], colour, cv2.LINE_AA)


def _draw_progress(picture: Picture, along: float) -> None:
    height, width = picture.shape[:2]
    cv2.rectangle(picture, (0, height - 6), (width, height), (60, 60, 60), -1)
    cv2.rectangle(picture, (0, height - 6), (int(width * along), height), (220, 60, 60), -1)
