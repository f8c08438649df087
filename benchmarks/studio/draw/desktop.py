"""The whole desktop at a time: wallpaper, windows in their order, the bar, the pointer."""

from dataclasses import dataclass
from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from benchmarks.studio.draw.strips import Picture, paste
from benchmarks.studio.draw.windows import WindowPainter
from benchmarks.studio.fonts import load_font
from benchmarks.studio.palettes import PALETTES, Palette
from benchmarks.studio.scene import Look, Pointer, Screen, Show, shows_at
from benchmarks.studio.tasks import App

BAR_PX = 36
_SHADOW_PX = 16
_ARROW = np.array([(0, 0), (0, 16), (4, 12), (7, 18), (9, 17), (6, 11), (12, 11)], np.float32)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Painted:
    key: object
    picture: Picture


class Desktop:
    """Paints a screen; what did not change since the last picture is kept."""

    def __init__(self, screen: Screen, *, width: int, height: int) -> None:
        self._screen = screen
        self._width, self._height = width, height
        self._painters: dict[object, WindowPainter] = {}
        self._wallpapers: dict[bool, Picture] = {}
        self._bars: dict[object, Picture] = {}
        self._painted: _Painted | None = None

    def at(self, time_s: float) -> Picture:
        """A new picture of the desktop, RGB, with the pointer on it."""
        picture = self._without_pointer(time_s).copy()
        x, y = pointer_at(self._screen.pointer, time_s)
        _draw_pointer(picture, x, y)
        return picture

    def _without_pointer(self, time_s: float) -> Picture:
        look = self._screen.look
        dark = look.dark_at(time_s)
        shown = shows_at(self._screen.shows, time_s)
        painters = [self._painter(show, dark=dark) for show in shown]
        clock = _clock_text(look, time_s)
        states = [
            (id(painter), show.rect, painter.key(time_s))
            for painter, show in zip(painters, shown, strict=True)
        ]
        key = (dark, clock, *states)
        if self._painted is None or self._painted.key != key:
            picture = self._wallpaper(dark=dark).copy()
            for show, painter in zip(shown, painters, strict=True):
                _place(picture, painter.paint(time_s), show)
            top = 0 if look.bar_on_top else self._height - BAR_PX
            paste(picture, self._bar(shown, clock, dark=dark), x=0, y=top)
            self._painted = _Painted(key=key, picture=picture)
        return self._painted.picture

    def _painter(self, show: Show, *, dark: bool) -> WindowPainter:
        size = show.rect[2:]
        key = (show.window.id, size, dark)
        if key not in self._painters:
            self._painters[key] = WindowPainter(
                show.window,
                size=size,
                look=self._screen.look,
                palette=self._palette(dark=dark),
                text_width_px=self._width - self._screen.right_margin_px - show.rect[0],
            )
        return self._painters[key]

    def _palette(self, *, dark: bool) -> Palette:
        look = self._screen.look
        return PALETTES[look.dark_palette if dark else look.light_palette]

    def _wallpaper(self, *, dark: bool) -> Picture:
        if dark not in self._wallpapers:
            self._wallpapers[dark] = draw_wallpaper(
                self._screen.look.wallpaper, self._width, self._height, dark=dark
            )
        return self._wallpapers[dark]

    def _bar(self, shown: list[Show], clock: str, *, dark: bool) -> Picture:
        names = tuple(show.window.title for show in shown if show.window.app is not App.NOTE)
        key = (names, clock, dark)
        if key not in self._bars:
            self._bars[key] = _draw_bar(
                names, clock, self._width, self._palette(dark=dark), self._screen.look
            )
        return self._bars[key]


def _place(picture: Picture, window: Picture, show: Show) -> None:
    x, y, width, height = show.rect
    if width < picture.shape[1] - 8:
        _darken(picture, x=x, y=y, width=width, height=height)
    paste(picture, window, x=x, y=y)


def _darken(picture: Picture, *, x: int, y: int, width: int, height: int) -> None:
    """A soft shadow around a floating window."""
    edge = _SHADOW_PX
    soft = np.zeros((height + 2 * edge, width + 2 * edge), np.float32)
    soft[edge:-edge, edge:-edge] = 0.35
    soft = cv2.blur(cv2.blur(soft, (edge, edge)), (edge, edge))
    top, left = y - edge + 4, x - edge
    clip_top, clip_left = max(0, top), max(0, left)
    bottom, right = min(picture.shape[0], top + soft.shape[0]), min(picture.shape[1], left + soft.shape[1])
    part = soft[clip_top - top : bottom - top, clip_left - left : right - left, None]
    picture[clip_top:bottom, clip_left:right] = (
        picture[clip_top:bottom, clip_left:right] * (1 - part)
    ).astype(np.uint8)


def pointer_at(pointer: Pointer, time_s: float) -> tuple[int, int]:
    """Where the pointer's tip is: it eases from stop to stop within 0.7 s of leaving."""
    stops = pointer.stops
    x, y = stops[0][1:]
    for (_, from_x, from_y), (at, to_x, to_y) in pairwise(stops):
        if time_s < at:
            break
        part = min(1.0, (time_s - at) / 0.7)
        eased = part * part * (3 - 2 * part)
        x, y = from_x + (to_x - from_x) * eased, from_y + (to_y - from_y) * eased
    return round(x), round(y)


def _draw_pointer(picture: Picture, x: int, y: int) -> None:
    arrow = (_ARROW + np.array((x, y))).astype(np.int32)
    cv2.fillPoly(picture, [arrow], (20, 20, 20), cv2.LINE_AA)
    cv2.polylines(picture, [arrow], isClosed=True, color=(250, 250, 250), thickness=1, lineType=cv2.LINE_AA)


def _clock_text(look: Look, time_s: float) -> str:
    seconds = look.clock_start_s + int(time_s)
    return f"{seconds // 3600 % 24:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"


def _draw_bar(names: tuple[str, ...], clock: str, width: int, palette: Palette, look: Look) -> Picture:
    image = Image.new("RGB", (width, BAR_PX), palette.bar)
    draw = ImageDraw.Draw(image)
    font = load_font(look.ui_font, 13)
    draw.rounded_rectangle((10, 8, 30, 28), radius=5, fill=palette.accent)
    x = 48
    for name in names:
        box_width = int(font.getlength(name)) + 26
        draw.rounded_rectangle((x, 5, x + box_width, 31), radius=5, outline=palette.faint)
        draw.text((x + 13, 18), name, font=font, fill=palette.bar_ink, anchor="lm")
        x += box_width + 8
    draw.text((width - 16, 18), clock, font=font, fill=palette.bar_ink, anchor="rm")
    return np.asarray(image)


def draw_wallpaper(number: int, width: int, height: int, *, dark: bool) -> Picture:
    """Soft slopes under a sky; the number chooses the colours and the slopes."""
    rng = np.random.default_rng([number, 77])
    high, low = rng.integers(60, 200, 3), rng.integers(90, 240, 3)
    rows = np.linspace(0, 1, height)[:, None]
    sky: NDArray[np.float64] = high * (1 - rows) + low * rows
    picture = np.repeat(sky[:, None, :], width, axis=1).astype(np.uint8)
    across = np.arange(0, width + 16, 16)
    for layer in range(3):
        level = height * (0.55 + 0.13 * layer)
        wave = height * 0.07 * np.sin(across / rng.uniform(90, 260) + rng.uniform(0, 6))
        edge = np.stack([across, level + wave], axis=1)
        shape = np.vstack([edge, [[width + 16, height], [0, height]]]).astype(np.int32)
        colour = tuple(int(value) for value in low * (0.78 - 0.17 * layer))
        cv2.fillPoly(picture, [shape], colour, cv2.LINE_AA)
    return (picture * 0.4).astype(np.uint8) if dark else picture
