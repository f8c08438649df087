"""How far a page moved up or down."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from workers.media.shifts import shifted, upward_shift

PAGE = np.random.default_rng(2).choice(np.array([30, 230], np.uint8), size=(600, 80))


@given(shift=some.integers(-120, 120).filter(bool))
@settings(max_examples=40, deadline=None)
def test_a_page_is_found_however_far_it_moved(shift):
    before, now = PAGE[200:400], PAGE[200 + shift : 400 + shift]

    assert upward_shift(before, now, furthest_px=130) == shift


def test_further_than_asked_is_not_looked_for():
    assert upward_shift(PAGE[200:400], PAGE[300:500], furthest_px=90) is None


@pytest.mark.parametrize("now", [PAGE[200:400], np.full((200, 80), 128, np.uint8), PAGE[200:400, ::-1]])
def test_what_stands_goes_blank_or_turns_is_no_shift(now):
    assert upward_shift(PAGE[200:400], now, furthest_px=130) is None


def test_noise_of_an_encoder_does_not_hide_a_shift():
    noise = np.random.default_rng(3).normal(0, 6, (200, 80))
    now = np.clip(PAGE[240:440] + noise, 0, 255).astype(np.uint8)

    assert upward_shift(PAGE[200:400], now, furthest_px=130) == 40


def test_rows_that_show_the_same_are_paired():
    was, is_now = shifted(10, 3)
    assert (was, is_now) == (slice(3, 10), slice(0, 7))
    was, is_now = shifted(10, -3)
    assert (was, is_now) == (slice(0, 7), slice(3, 10))
