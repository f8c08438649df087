"""The camera's region is found, and is not taken for anything else that moves."""

import numpy as np
from numpy.typing import NDArray

from tests.factories.watched import gray, samples_of, watched_of, with_camera
from workers.perceive.camera import WHOLE, choose_camera, live_regions, moving_regions
from workers.spans import Box

INSET = Box(x=500 / 640, y=240 / 360, width=128 / 640, height=112 / 360)


def test_an_inset_that_never_rests_is_found_where_it_is() -> None:
    watched = watched_of(samples_of(lambda t: with_camera(gray(), 40 * np.sin(t)), seconds=8.0))
    assert live_regions(watched.alive)[0].iou(INSET) > 0.8


def test_a_clock_that_ticks_every_second_is_no_camera() -> None:
    def ticking(time_s: float) -> NDArray[np.uint8]:
        picture = gray()
        picture[0:48, 520:640] = 60 + 90 * (int(time_s) % 2)
        return picture

    watched = watched_of(samples_of(ticking, seconds=12.0))
    assert len(live_regions(watched.alive)) == 1
    assert moving_regions(watched) == []


def test_a_camera_keeps_moving() -> None:
    watched = watched_of(samples_of(lambda t: with_camera(gray(), 40 * np.sin(t)), seconds=8.0))
    assert moving_regions(watched) == live_regions(watched.alive)


def test_a_window_switch_is_no_camera() -> None:
    watched = watched_of(samples_of(lambda t: gray(200 if t < 4.0 else 60), seconds=8.0))
    assert live_regions(watched.alive) == []


def test_the_edge_of_windows_that_are_switched_all_the_time_is_not_the_cameras() -> None:
    def switched(time_s: float) -> NDArray[np.uint8]:
        picture = gray()
        picture[328:352] = 60 + 90 * (int(2 * time_s) % 2)
        return with_camera(picture, 40 * np.sin(time_s))

    watched = watched_of(samples_of(switched, seconds=8.0))
    assert live_regions(watched.alive)[0].iou(INSET) > 0.5


def test_a_film_fills_the_picture() -> None:
    rng = np.random.default_rng(3)
    frames = rng.integers(0, 255, size=(70, 360, 640)).astype(np.uint8)
    watched = watched_of(samples_of(lambda t: frames[round(t * 8)], seconds=8.0))
    assert live_regions(watched.alive) == [WHOLE]


def test_of_two_live_regions_the_camera_is_the_one_with_faces() -> None:
    video = Box(x=0.1, y=0.1, width=0.5, height=0.5)
    face = Box(x=0.85, y=0.75, width=0.06, height=0.1)
    assert choose_camera([video, INSET], [face]) == INSET


def test_faces_outside_every_live_region_make_no_camera() -> None:
    face = Box(x=0.1, y=0.1, width=0.06, height=0.1)
    assert choose_camera([INSET], [face]) is None


def test_without_a_face_the_largest_live_region_is_the_camera() -> None:
    assert choose_camera([INSET], []) == INSET
    assert choose_camera([], []) is None
