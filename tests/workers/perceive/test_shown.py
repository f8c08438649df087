"""Of the stills, those that show something new are shown to a model."""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from workers.perceive.shown import changing_stills, read_luma
from workers.spans import Box, Span
from workers.tracks.activity import Still

CAMERA = Box(x=0.75, y=0.7, width=0.25, height=0.3)


def a_screen(*, rows: int = 0, camera: int = 0) -> NDArray[np.uint8]:
    """A page with so many written rows (of 40), and a camera's picture of some level."""
    picture = np.full((720, 1280, 3), 240, dtype=np.uint8)
    for row in range(rows):
        picture[20 + 16 * row : 30 + 16 * row, 100:700:3] = 20
    picture[504:, 960:] = camera
    return picture


def kept(
    folder: Path, *screens: tuple[float, NDArray[np.uint8]], camera: Box | None = CAMERA, end_s: float = 60.0
):
    """The times of those that are shown."""
    starts_s = [start_s for start_s, _ in screens]
    for start_s, picture in screens:
        Image.fromarray(picture).save(folder / f"{start_s}.png")
    stills = [
        Still(span=Span(start_s=start_s, end_s=stop_s), image=f"{start_s}.png")
        for start_s, stop_s in zip(starts_s, [*starts_s[1:], end_s], strict=True)
    ]
    return changing_stills(stills, folder, camera)


def starts(shown: list[Still]) -> list[float]:
    return [still.span.start_s for still in shown]


def test_a_new_window_is_shown_and_lasts_until_the_next(tmp_path):
    shown = kept(tmp_path, (0.0, a_screen()), (4.0, a_screen(rows=30)), (9.0, a_screen()))
    assert [(still.span.start_s, still.span.end_s) for still in shown] == [
        (0.0, 4.0),
        (4.0, 9.0),
        (9.0, 60.0),
    ]


def test_small_changes_are_shown_once_they_have_grown(tmp_path):
    screens = [(float(row), a_screen(rows=row)) for row in range(13)]
    assert starts(kept(tmp_path, *screens, end_s=13.0)) == [0.0, 2.0, 4.0, 6.0, 8.0, 10.0, 12.0]


def test_the_last_still_is_shown_for_less(tmp_path):
    assert starts(kept(tmp_path, (0.0, a_screen()), (4.0, a_screen(rows=1)))) == [0.0, 4.0]
    assert starts(kept(tmp_path, (0.0, a_screen()), (4.0, a_screen(rows=1)), (5.0, a_screen()))) == [0.0]


def test_the_cameras_picture_alone_is_shown_after_a_while(tmp_path):
    screens = [(4.0 * number, a_screen(camera=20 * number)) for number in range(8)]
    assert starts(kept(tmp_path, *screens)) == [0.0, 20.0]


def test_without_a_camera_all_of_the_picture_counts(tmp_path):
    screens = [(float(number), a_screen(camera=60 * number)) for number in range(3)]
    assert starts(kept(tmp_path, *screens, camera=None)) == [0.0, 1.0, 2.0]


def test_no_stills_are_none(tmp_path):
    assert changing_stills([], tmp_path, CAMERA) == []


def test_luma_is_small(tmp_path):
    Image.fromarray(a_screen()).save(tmp_path / "a.png")
    assert read_luma(tmp_path / "a.png").shape == (360, 640)
