"""A segment with motion that appears again is found; a person who sits still is none."""

import numpy as np

from tests.factories.watched import gray, samples_of, watched_of, with_camera
from workers.perceive.repeats import find_repeats, likely_lags
from workers.spans import Box

INSET = Box(x=500 / 640, y=240 / 360, width=128 / 640, height=112 / 360)


def wander(time_s: float) -> float:
    """A way that never comes back the same."""
    return 60 + 30 * np.sin(1.3 * time_s) + 25 * np.sin(0.47 * time_s * time_s / 6 + 1)


def test_a_repeated_segment_is_found_with_what_it_repeats() -> None:
    def phase(time_s: float) -> float:
        return wander(time_s - 7.0) if 9.0 <= time_s < 13.5 else wander(time_s)

    watched = watched_of(samples_of(lambda t: with_camera(gray(), phase(t)), seconds=16.0))
    (repeat,) = find_repeats(watched, INSET)
    assert abs(repeat.span.start_s - 9.0) <= 0.5
    assert abs(repeat.span.end_s - 13.5) <= 0.5
    assert abs(repeat.original.start_s - 2.0) <= 0.5


def test_a_repeat_whose_pictures_fall_between_two_steps_of_time_is_found() -> None:
    def phase(time_s: float) -> float:
        shown_s = int(time_s * 12) / 12
        return wander(shown_s - 5.25) if 9.0 <= time_s < 13.5 else wander(shown_s)

    watched = watched_of(samples_of(lambda t: with_camera(gray(), phase(t)), seconds=16.0))
    (repeat,) = find_repeats(watched, INSET)
    assert abs(repeat.span.start_s - 9.0) <= 0.5
    assert abs(repeat.span.end_s - 13.5) <= 0.5


def test_motion_that_does_not_come_again_is_no_repeat() -> None:
    watched = watched_of(samples_of(lambda t: with_camera(gray(), wander(t)), seconds=16.0))
    assert find_repeats(watched, INSET) == ()


def test_a_still_picture_repeats_nothing() -> None:
    watched = watched_of(samples_of(lambda _: with_camera(gray(), 0), seconds=16.0))
    assert find_repeats(watched, INSET) == ()


def restless(seconds: float, *, tiles: int = 60, seed: int = 3) -> np.ndarray:
    """Eight pictures a second of tiles that wander smoothly, [steps, tiles]."""
    rng = np.random.default_rng(seed)
    steps = round(8 * seconds)
    pushes = rng.normal(size=(steps + 16, tiles))
    smooth = np.apply_along_axis(lambda one: np.convolve(one, np.hanning(10), "valid"), 0, pushes)[:steps]
    return (110 + 6 * smooth).astype(np.float32)


def test_in_a_long_recording_only_lags_at_which_movement_comes_again_are_tried() -> None:
    features = restless(480.0)
    features[2000:2036] = features[700:736]
    features += np.random.default_rng(9).normal(scale=0.6, size=features.shape).astype(np.float32)

    lags = likely_lags(features)

    assert 1300 in lags
    assert len(lags) < 0.05 * len(features)


def test_pictures_between_two_steps_move_nearly_alike() -> None:
    features = restless(480.0)
    between = (features[699:736] + features[700:737]) / 2
    features[2000:2037] = between

    assert 1300 in likely_lags(features)


def test_long_and_short_recordings_give_the_same_repeat(monkeypatch) -> None:
    def phase(time_s: float) -> float:
        return wander(time_s - 7.0) if 9.0 <= time_s < 13.5 else wander(time_s)

    watched = watched_of(samples_of(lambda t: with_camera(gray(), phase(t)), seconds=16.0))
    every = find_repeats(watched, INSET)
    monkeypatch.setattr("workers.perceive.repeats.EVERY_LAG_S", 10.0)

    assert find_repeats(watched, INSET) == every != ()
