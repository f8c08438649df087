"""A planned recording as pictures."""

from collections.abc import Iterator

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from benchmarks.recall.clip import Backdrop, Clip, Line
from benchmarks.studio.fonts import load_font

Picture = NDArray[np.uint8]
_GRAIN_LEVELS = 6.0
_TILES = 4


def pictures(clip: Clip) -> Iterator[Picture]:
    """uint8 RGB [height, width, 3], one for each of the clip's times."""
    drawn: tuple[object, Picture] | None = None
    backdrop = _Moving(clip) if clip.backdrop is not Backdrop.PLAIN else None
    for time_s in clip.times_s:
        shown = tuple(text for line in clip.lines if (text := line.shown_at(time_s)))
        key = shown, round(clip.scrolled_at(time_s))
        if backdrop is not None:
            yield _written(clip, time_s, backdrop.at(time_s))
        else:
            if drawn is None or drawn[0] != key:
                drawn = key, _written(clip, time_s, None)
            yield drawn[1]


def _written(clip: Clip, time_s: float, under: Picture | None) -> Picture:
    size = (clip.width_px, clip.height_px)
    image = Image.new("RGB", size, clip.paper) if under is None else Image.fromarray(under)
    draw = ImageDraw.Draw(image)
    for line in clip.lines:
        shown, top = line.shown_at(time_s), line.y_px - round(clip.scrolled_at(time_s))
        if shown and -line.size_px < top - clip.window_px[0] and top < clip.window_px[1]:
            _write(draw, clip, line, shown, top)
    _cover_margins(draw, clip)
    return np.asarray(image)


def _write(draw: ImageDraw.ImageDraw, clip: Clip, line: Line, shown: str, top: int) -> None:
    draw.text(
        (line.x_px, top),
        shown,
        font=load_font(line.family, line.size_px),
        fill=line.ink or clip.ink,
        stroke_width=max(1, line.size_px // 14) if line.outlined else 0,
        stroke_fill=(0, 0, 0),
    )


def _cover_margins(draw: ImageDraw.ImageDraw, clip: Clip) -> None:
    """What is scrolled out of its window is hidden."""
    top, bottom = clip.window_px
    if top > 0:
        draw.rectangle((0, 0, clip.width_px, top - 1), fill=clip.paper)
    if bottom < clip.height_px:
        draw.rectangle((0, bottom, clip.width_px, clip.height_px), fill=clip.paper)


class _Moving:
    """What moves behind the text."""

    def __init__(self, clip: Clip) -> None:
        self._clip = clip
        self._rng = np.random.default_rng(clip.seed)
        self._grain = self._rng.normal(0.0, _GRAIN_LEVELS, (clip.height_px + 64, clip.width_px + 64))
        self._hue = self._rng.uniform(0.0, 6.28, 3)

    def at(self, time_s: float) -> Picture:
        if self._clip.backdrop is Backdrop.FILM:
            return self._film(time_s, self._clip.width_px, self._clip.height_px)
        return self._call(time_s)

    def _film(self, time_s: float, width: int, height: int) -> Picture:
        across, down = np.meshgrid(np.linspace(0, 6, width // 8), np.linspace(0, 4, height // 8))
        waves = [
            110 + 60 * np.sin(across + hue + 0.7 * time_s) * np.cos(down - 0.4 * time_s + hue)
            for hue in self._hue
        ]
        large = cv2.resize(np.stack(waves, axis=2), (width, height), interpolation=cv2.INTER_LINEAR)
        left, top = self._rng.integers(0, 64, 2)
        grain = self._grain[top : top + height, left : left + width]
        return np.clip(large + grain[:, :, None], 0, 255).astype(np.uint8)

    def _call(self, time_s: float) -> Picture:
        """A shared page with a column of people to its right."""
        clip = self._clip
        picture = np.full((clip.height_px, clip.width_px, 3), clip.paper, np.uint8)
        width, height = clip.width_px // 5, clip.height_px // _TILES
        for tile in range(_TILES):
            film = self._film(time_s + 7.0 * tile, width, height)
            centre = (width // 2 + round(8 * np.sin(time_s + tile)), height // 2)
            cv2.ellipse(film, centre, (width // 6, height // 4), 0, 0, 360, (214, 176, 150), -1)
            picture[tile * height : (tile + 1) * height, clip.width_px - width :] = film
        return picture
