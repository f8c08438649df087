"""Of the stills, those that show something new are shown to a model."""

from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from tests.factories.judged import an_activity
from workers.engines.vlm.showing import Pick
from workers.perceive.regions import WHOLE
from workers.perceive.shown import changing_stills, picked_stills, read_luma
from workers.spans import Box, Span
from workers.tracks.activity import Still

CAMERA = Box(x=0.75, y=0.7, width=0.25, height=0.3)


def a_screen(*, rows: int = 0, wide_px: int = 600, camera: int = 0) -> NDArray[np.uint8]:
    """A page with so many written rows (of 40), and a camera's picture of some level."""
    picture = np.full((720, 1280, 3), 240, dtype=np.uint8)
    for row in range(rows):
        picture[20 + 16 * row : 30 + 16 * row, 100 : 100 + wide_px : 3] = 20
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
    screens = [(float(row), a_screen(rows=row, wide_px=200)) for row in range(13)]
    assert starts(kept(tmp_path, *screens, end_s=13.0)) == [0.0, 2.0, 4.0, 6.0, 8.0, 10.0, 12.0]


def test_a_typed_line_is_shown(tmp_path):
    """It may be all that there is of a step, and what is never shown is called not done."""
    screens = [(0.0, a_screen()), (4.0, a_screen(rows=1)), (9.0, a_screen())]
    assert starts(kept(tmp_path, *screens)) == [0.0, 4.0, 9.0]


def test_the_last_still_is_shown_for_less(tmp_path):
    less = a_screen(rows=1, wide_px=150)
    assert starts(kept(tmp_path, (0.0, a_screen()), (4.0, less))) == [0.0, 4.0]
    assert starts(kept(tmp_path, (0.0, a_screen()), (4.0, less), (5.0, a_screen()))) == [0.0]


def before_a_camera(*, held: int = 0, light: int = 0, whole: bool = False) -> NDArray[np.uint8]:
    """Somebody before a wall, who holds something up that is lighter by so much; in a corner, or in all of it."""
    picture = a_screen()
    view = picture if whole else picture[504:, 960:]
    height, width = view.shape[:2]
    view[:] = 120 + light
    view[height // 4 :, width // 3 : 2 * width // 3] = 60 + light
    view[height // 2 : height // 2 + height // 7, width // 8 : width // 8 + width // 6] += np.uint8(held)
    return picture


@pytest.mark.parametrize(("camera", "whole"), [(CAMERA, False), (WHOLE, True)])
def test_what_is_done_before_the_camera_is_shown(tmp_path, camera, whole):
    screens = [(4.0 * n, before_a_camera(held=90 * (n in (2, 3)), whole=whole)) for n in range(5)]
    assert starts(kept(tmp_path, *screens, camera=camera)) == [0.0, 8.0]


def test_what_is_done_again_is_shown_again_after_a_while(tmp_path):
    screens = [(4.0 * n, before_a_camera(held=90 * (n in (1, 3, 7)))) for n in range(8)]
    assert starts(kept(tmp_path, *screens)) == [0.0, 4.0, 20.0, 28.0]


def test_somebody_who_hardly_moves_in_other_light_is_shown_after_a_while(tmp_path):
    screens = [(4.0 * n, before_a_camera(held=15 * (n % 2), light=10 * n)) for n in range(8)]
    assert starts(kept(tmp_path, *screens)) == [0.0, 20.0]


def test_without_a_camera_all_of_the_picture_counts(tmp_path):
    screens = [(float(number), a_screen(camera=60 * number)) for number in range(3)]
    assert starts(kept(tmp_path, *screens, camera=None)) == [0.0, 1.0, 2.0]


def test_no_stills_are_none(tmp_path):
    assert changing_stills([], tmp_path, CAMERA) == []


def test_luma_is_small(tmp_path):
    Image.fromarray(a_screen()).save(tmp_path / "a.png")
    assert read_luma(tmp_path / "a.png").shape == (360, 640)


@pytest.fixture
def activity(tmp_path):
    """Four states of the screen in 60 s, of which the third is as the second."""
    pictures = {0.0: a_screen(), 10.0: a_screen(rows=30), 12.0: a_screen(rows=30), 50.0: a_screen()}
    for start_s, picture in pictures.items():
        Image.fromarray(picture).save(tmp_path / f"{start_s}.png")
    stills = [
        Still(span=Span(start_s=start_s, end_s=stop_s), image=f"{start_s}.png")
        for start_s, stop_s in pairwise([*pictures, 60.0])
    ]
    return an_activity(stills=tuple(stills), camera=CAMERA)


@pytest.mark.parametrize(
    ("pick", "count", "images"),
    [
        (Pick.CHANGES, 3, ["0.0.png", "10.0.png", "50.0.png"]),
        (Pick.ALL, 4, ["0.0.png", "10.0.png", "12.0.png", "50.0.png"]),
        (Pick.TEN, 10, ["0.0.png", "12.0.png", "50.0.png"]),
        (Pick.SIXTY_FOUR, 64, ["0.0.png", "10.0.png", "12.0.png", "50.0.png"]),
        (Pick.SECOND, 60, ["0.0.png", "10.0.png", "12.0.png", "50.0.png"]),
    ],
)
def test_so_many_pictures_are_shown_as_the_setting_says(activity, tmp_path, pick, count, images):
    shown = picked_stills(activity, tmp_path, pick)
    assert len(shown) == count
    assert list(dict.fromkeys(still.image for still in shown)) == images
    assert (shown[0].span.start_s, shown[-1].span.end_s) == (0.0, 60.0)
    assert all(one.span.end_s == other.span.start_s for one, other in pairwise(shown))


def test_at_each_second_what_stood_there_is_shown(activity, tmp_path):
    shown = picked_stills(activity, tmp_path, Pick.SECOND)
    assert [still.image for still in shown[8:14]] == ["0.0.png"] * 2 + ["10.0.png"] * 2 + ["12.0.png"] * 2


@pytest.mark.parametrize("pick", Pick)
def test_where_nothing_was_kept_nothing_is_shown(tmp_path, pick):
    assert picked_stills(an_activity(stills=()), tmp_path, pick) == []
