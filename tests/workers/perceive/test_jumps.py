"""What is a candidate for a break, with its three measures."""

import numpy as np
import pytest
from numpy.typing import NDArray

from tests.factories.watched import STEP_S, gray, samples_of, watched_of, with_camera
from workers.media.pictures import SOUND_RATE_HZ, Sound
from workers.perceive.camera import live_regions
from workers.perceive.jumps import find_jumps, sound_jump
from workers.perceive.regions import WHOLE
from workers.perceive.watched import Watched
from workers.spans import Box, Span

INSET = Box(x=500 / 640, y=240 / 360, width=128 / 640, height=112 / 360)
CUT_S = 4.0


def drifting(time_s: float) -> float:
    return 8.0 * time_s


def leaping(time_s: float) -> float:
    return drifting(time_s) + (90.0 if time_s >= CUT_S else 0.0)


def watched(draw_phase, *, screen_turns_s: float | None = None) -> Watched:
    """Eight seconds of an inset camera, and of a screen that may turn to something else."""

    def draw(time_s: float) -> NDArray[np.uint8]:
        turned = screen_turns_s is not None and time_s >= screen_turns_s
        return with_camera(gray(120 if turned else 200), draw_phase(time_s))

    return watched_of(samples_of(draw, seconds=8.0))


def a_sound(*parts: NDArray[np.float64]) -> Sound:
    samples = np.concatenate(parts).astype(np.int16)
    return Sound(samples=samples, spans=(Span(start_s=0.0, end_s=len(samples) / SOUND_RATE_HZ),))


def a_tone(hertz: float, seconds: float, *, seed: int = 1) -> NDArray[np.float64]:
    times = np.arange(round(seconds * SOUND_RATE_HZ)) / SOUND_RATE_HZ
    noise = np.random.default_rng(seed).normal(scale=20.0, size=len(times))
    return np.asarray(3000.0 * np.sin(2 * np.pi * hertz * times) + noise)


def test_a_camera_that_leaps_once_is_one_candidate() -> None:
    (jump,) = find_jumps(watched(leaping, screen_turns_s=CUT_S), INSET, None)
    assert (jump.time_s, jump.screen, jump.sound) == (CUT_S, 1.0, None)
    assert jump.camera is not None
    assert jump.camera > 0.6


def test_the_screen_behind_may_stand_still() -> None:
    seen = watched(leaping)
    (jump,) = find_jumps(seen, live_regions(seen.alive)[0], None)
    assert (jump.time_s, jump.screen) == (CUT_S, 0.0)


def test_without_a_camera_there_is_no_candidate() -> None:
    assert find_jumps(watched(leaping, screen_turns_s=CUT_S), None, None) == ()


def test_a_window_that_comes_is_none() -> None:
    assert find_jumps(watched(drifting, screen_turns_s=CUT_S), INSET, None) == ()


def test_a_camera_that_always_moves_much_never_leaps() -> None:
    assert find_jumps(watched(lambda time_s: 90.0 * round(8 * time_s)), INSET, None) == ()


def test_a_picture_that_hardly_changes_does_not_leap_however_still_it_was() -> None:
    def draw(time_s: float) -> NDArray[np.uint8]:
        flicker = round(8 * time_s) % 2
        return with_camera(gray(), 0.0) + np.uint8(2 * (time_s >= CUT_S) + flicker)

    assert find_jumps(watched_of(samples_of(draw, seconds=8.0)), INSET, None) == ()


def test_where_the_camera_fills_the_picture_the_screen_is_the_camera() -> None:
    pictures = np.random.default_rng(3).integers(0, 255, size=(2, 45, 80)).astype(np.uint8)

    def draw(time_s: float) -> NDArray[np.uint8]:
        lit = round(8 * time_s) % 2
        return np.kron(pictures[int(time_s >= CUT_S)] // 2 + np.uint8(lit), np.ones((8, 8), dtype=np.uint8))

    (jump,) = find_jumps(watched_of(samples_of(draw, seconds=8.0)), WHOLE, None)
    assert jump.time_s == CUT_S
    assert jump.screen > 0.9


def test_a_candidate_has_the_change_of_sound_at_its_time() -> None:
    sound = a_sound(a_tone(200, CUT_S), a_tone(2000, 8.0 - CUT_S))
    (jump,) = find_jumps(watched(leaping), INSET, sound)
    assert jump.sound == sound_jump(sound, CUT_S) == 1.0


def test_a_steady_tone_does_not_stand_out() -> None:
    value = sound_jump(a_sound(a_tone(200, 10.0)), 5.0)
    assert value is not None
    assert value < 1.0


def test_in_silence_nothing_is_unusual() -> None:
    assert sound_jump(a_sound(np.zeros(10 * SOUND_RATE_HZ)), 5.0) == 0.0


@pytest.mark.parametrize(
    ("time_s", "measured"), [(0.0, False), (0.2, False), (0.25, True), (9.75, True), (9.8, False)]
)
def test_a_change_needs_a_quarter_second_to_either_side(time_s: float, *, measured: bool) -> None:
    assert (sound_jump(a_sound(a_tone(200, 10.0)), time_s) is not None) == measured


def test_a_sound_too_short_to_compare_with_says_nothing() -> None:
    assert sound_jump(a_sound(a_tone(200, 0.5)), 0.25) is None


def camera_brightness(levels_at, *, whole: bool = False, base: int | None = None) -> Watched:
    """Eight seconds of an inset camera of which one half gets brighter, the other darker or as bright.

    `base`: its grey, where no texture is wanted.
    """

    def draw(time_s: float) -> NDArray[np.uint8]:
        picture, levels = with_camera(gray(), 0.0), np.uint8(round(levels_at(time_s)))
        if base is not None:
            picture[240:352, 500:628] = base
        picture[240:296, 500:628] += levels
        if whole:
            picture[296:352, 500:628] += levels
        else:
            picture[296:352, 500:628] -= levels
        return picture

    return watched_of(samples_of(draw, seconds=8.0))


def wavering(time_s: float) -> float:
    return 2.0 * (round(8 * time_s) % 2)


def test_a_picture_that_an_encoder_held_back_and_freshened_is_no_candidate() -> None:
    held = camera_brightness(
        lambda t: wavering(t) if t < CUT_S - 0.4 else 0.0 if t < CUT_S else 6 + wavering(t)
    )
    assert find_jumps(held, INSET, None) == ()


def test_a_jump_after_a_calmer_moment_is_one_where_it_is_large() -> None:
    calm = camera_brightness(
        lambda t: wavering(t) * (0.5 if CUT_S - 0.4 <= t < CUT_S else 1.5) + (20 if t >= CUT_S else 0)
    )
    (jump,) = find_jumps(calm, INSET, None)
    assert jump.time_s == CUT_S


@pytest.mark.parametrize(("levels", "candidates"), [(20, 0), (50, 0), (65, 1)])
def test_a_camera_that_hung_and_goes_on_is_no_candidate_but_another_scene_is(
    levels: int, candidates: int
) -> None:
    hung = camera_brightness(
        lambda t: wavering(t) if t < CUT_S - 0.5 else 0.0 if t < CUT_S else levels + wavering(t), base=128
    )
    assert len(find_jumps(hung, INSET, None)) == candidates


@pytest.mark.parametrize(
    ("begins", "goes_on"), [(6.0, 6.0), (6.0, 0.0), (0.0, 6.0)], ids=["both", "before", "after"]
)
def test_a_swift_movement_that_begins_before_or_goes_on_after_is_no_candidate(
    begins: float, goes_on: float
) -> None:
    def levels(time_s: float) -> float:
        steps = ((CUT_S - STEP_S, begins), (CUT_S, 20.0), (CUT_S + STEP_S, goes_on))
        return wavering(time_s) / 2 + sum(part for at_s, part in steps if time_s >= at_s - 1e-6)

    assert find_jumps(camera_brightness(levels), INSET, None) == ()


def test_the_same_small_jump_amid_movement_is_one() -> None:
    moving = camera_brightness(lambda t: wavering(t) if t < CUT_S else 6 + wavering(t))
    (jump,) = find_jumps(moving, INSET, None)
    assert jump.time_s == CUT_S


def test_a_change_of_the_light_is_none() -> None:
    lit = camera_brightness(lambda t: wavering(t) if t < CUT_S else 20 + wavering(t), whole=True)
    assert find_jumps(lit, INSET, None) == ()


def test_what_moved_while_pictures_are_missing_is_no_candidate() -> None:
    every = samples_of(lambda time_s: with_camera(gray(), leaping(time_s)), seconds=8.0)
    kept = [one for one in every if not CUT_S - 0.3 < one.time_s < CUT_S]
    assert len(every) - len(kept) == 2
    assert find_jumps(watched_of(kept), INSET, None) == ()


def test_pictures_that_are_always_far_apart_are_not_late() -> None:
    every = samples_of(lambda time_s: with_camera(gray(), leaping(time_s)), seconds=8.0)
    (jump,) = find_jumps(watched_of(every[::3]), INSET, None)
    assert jump.time_s == pytest.approx(CUT_S, abs=3 * STEP_S)
