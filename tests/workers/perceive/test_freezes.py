"""Freezes and black stretches, and what only looks like one."""

import numpy as np

from tests.factories.watched import gray, samples_of, watched_of, with_camera
from workers.perceive.freezes import find_black, find_freezes
from workers.spans import Box, Span
from workers.tracks.activity import Freeze

INSET = Box(x=500 / 640, y=240 / 360, width=128 / 640, height=112 / 360)


def frozen_between(start_s: float, end_s: float) -> tuple[Freeze, ...]:
    def phase(time_s: float) -> float:
        return 60 * np.sin(start_s if start_s <= time_s < end_s else time_s)

    watched = watched_of(samples_of(lambda t: with_camera(gray(), phase(t)), seconds=12.0))
    return find_freezes(watched, INSET, 12.0)


def test_a_camera_that_stops_for_four_seconds_is_a_freeze() -> None:
    (freeze,) = frozen_between(4.0, 8.0)
    assert abs(freeze.span.start_s - 4.0) <= 0.25
    assert abs(freeze.span.end_s - 8.0) <= 0.25
    assert freeze.thaw is not None
    assert freeze.thaw > 1.5


def test_a_camera_that_stands_still_to_the_end_has_no_thaw() -> None:
    assert [freeze.thaw for freeze in frozen_between(6.0, 13.0)] == [None]


def test_a_camera_that_stops_for_two_seconds_is_none() -> None:
    assert frozen_between(4.0, 6.0) == ()


def test_a_camera_that_never_lived_is_no_freeze() -> None:
    watched = watched_of(samples_of(lambda _: with_camera(gray(), 0), seconds=10.0))
    assert find_freezes(watched, INSET, 10.0) == ()


def test_a_black_stretch_of_three_seconds_is_found_to_its_ends() -> None:
    watched = watched_of(samples_of(lambda t: gray(8 if 2.0 <= t < 5.5 else 200), seconds=8.0))
    assert find_black(watched, 8.0) == (Span(start_s=2.0, end_s=5.5),)


def test_a_dark_screen_with_text_is_not_black() -> None:
    picture = gray(16)
    picture[40:320:24, 40:400] = 220
    watched = watched_of(samples_of(lambda _: picture, seconds=5.0))
    assert find_black(watched, 5.0) == ()


def test_a_dark_screen_with_one_word_is_not_black() -> None:
    picture = gray(12)
    picture[40:52, 40:100:3] = 220
    watched = watched_of(samples_of(lambda _: picture, seconds=5.0))
    assert find_black(watched, 5.0) == ()
