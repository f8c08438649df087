"""The recording's format, the desktop's look, and where camera and windows go."""

from dataclasses import dataclass
from random import Random

from benchmarks.studio.fonts import MONO_FAMILIES, SERIF_FAMILIES, UI_FAMILIES
from benchmarks.studio.palettes import DARK, LIGHT
from benchmarks.studio.scene import Look, Rect

BAR_PX = 36
_MARGIN_PX = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """`crf`: how coarse H.264 may be (higher is coarser)."""

    width: int
    height: int
    fps: int
    crf: int


def choose_format(rng: Random) -> Format:
    width, height = rng.choice(((1280, 720), (1280, 720), (1920, 1080)))
    return Format(width=width, height=height, fps=rng.choice((10, 12, 15)), crf=rng.randint(23, 32))


def choose_look(rng: Random, picture: Format, *, dark_from_s: float | None) -> Look:
    smallest, largest = (12, 16) if picture.height == 720 else (14, 18)
    if picture.crf >= 28:
        smallest = max(smallest, 14)
    return Look(
        light_palette=rng.choice(LIGHT),
        dark_palette=rng.choice(DARK),
        dark=rng.random() < 0.4,
        dark_from_s=dark_from_s,
        ui_font=rng.choice(UI_FAMILIES),
        mono_font=rng.choice(MONO_FAMILIES),
        serif_font=rng.choice(SERIF_FAMILIES),
        size_px=rng.randint(smallest, largest),
        wallpaper=rng.randrange(1000),
        bar_on_top=rng.random() < 0.3,
        clock_start_s=rng.randrange(8 * 3600, 20 * 3600),
    )


def choose_camera_rect(rng: Random, picture: Format, *, bar_on_top: bool) -> Rect:
    sizes = ((240, 180), (320, 180), (320, 240)) if picture.height == 720 else ((320, 180), (320, 240))
    width, height = rng.choice(sizes)
    right, low = rng.choice(((True, True), (True, True), (True, False), (False, True)))
    x = picture.width - width - _MARGIN_PX if right else _MARGIN_PX
    top = BAR_PX if bar_on_top else 0
    bottom = picture.height if bar_on_top else picture.height - BAR_PX
    y = bottom - height - _MARGIN_PX if low else top + _MARGIN_PX
    return (x, y, width, height)


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """Where windows may lie: a camera on the left keeps its column, one on the right its margin."""

    x: int
    y: int
    width: int
    height: int
    right_margin_px: int


def room_for_windows(picture: Format, camera: Rect | None, *, bar_on_top: bool) -> Room:
    top = BAR_PX if bar_on_top else 0
    left, margin = 0, 0
    if camera is not None and camera[0] < picture.width / 2:
        left = camera[0] + camera[2] + _MARGIN_PX
    elif camera is not None:
        margin = picture.width - camera[0] + _MARGIN_PX
    return Room(
        x=left, y=top, width=picture.width - left, height=picture.height - BAR_PX, right_margin_px=margin
    )


def maximised(room: Room) -> Rect:
    return (room.x, room.y, room.width, room.height)


def floating(rng: Random, room: Room) -> Rect:
    """A window that leaves some of the desktop free, but little of its text under the camera."""
    least = 830 + room.right_margin_px // 2
    width = min(room.width - 20, max(least, round(room.width * rng.uniform(0.72, 0.94))))
    height = round(room.height * rng.uniform(0.82, 0.95))
    x = room.x + rng.randint(8, max(9, min(90, room.width - width - 8)))
    y = room.y + rng.randint(6, max(7, room.height - height - 6))
    return (x, y, width, height)


def small(rng: Random, room: Room, *, width: int, height: int) -> Rect:
    """A small window (a note) on the right of what may be covered."""
    right = room.x + room.width - max(room.right_margin_px, 20)
    x = max(room.x + 8, right - width - rng.randint(4, 40))
    y = room.y + rng.randint(round(room.height * 0.08), round(room.height * 0.35))
    return (x, y, width, height)
