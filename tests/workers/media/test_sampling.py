"""Which pictures are sampled, and when."""

import itertools

import numpy as np
from hypothesis import given
from hypothesis import strategies as some

from workers.media.sampling import Sampler, Shown, Thinner


def sampled(times_s, end_s, every_s=0.125) -> list[tuple[int, float]]:
    """(number of the picture, time of the sample) for pictures that appear at these times."""
    sampler, found = Sampler(every_s), []
    for number, time_s in enumerate(times_s):
        found += sampler.offer(Shown(frame=number, time_s=time_s))
    found += sampler.stand_until(end_s)
    return [(shown.frame, round(shown.time_s, 4)) for shown in found]


def test_an_even_rate_is_thinned_out():
    found = sampled([number / 30 for number in range(30)], 1.0)

    assert [number for number, _ in found] == [0, 4, 8, 12, 16, 20, 24, 28]


def test_times_rounded_by_the_container_are_not_late():
    assert [number for number, _ in sampled([0.0, 0.042, 0.083, 0.124, 0.167], 0.2)] == [0, 3]


def test_a_picture_that_came_too_early_but_stood_is_sampled_at_its_own_time():
    assert sampled([0.0, 0.05, 1.0], 1.1)[:3] == [(0, 0.0), (1, 0.05), (1, 0.175)]


def test_a_picture_that_was_gone_at_once_is_left_out():
    assert sampled([0.0, 0.05, 0.1, 0.2], 0.25) == [(0, 0.0), (3, 0.2)]


def test_a_standing_picture_is_sampled_again_the_rarer_the_longer_it_stands():
    times_s = [time_s for _, time_s in sampled([0.0], 100.0)]

    assert times_s[:9] == [0.0, 0.125, 0.25, 0.375, 0.5, 0.625, 0.75, 0.875, 1.0]
    assert times_s[9:12] == [2.0, 3.0, 4.0]
    assert times_s[-4:] == [60.0, 70.0, 80.0, 90.0]


@given(
    some.lists(some.floats(0.001, 40.0), min_size=1, max_size=40),
    some.sampled_from([0.02, 0.125, 1.0, 5.0]),
)
def test_samples_are_in_order_and_show_what_stands_at_their_time(pauses_s, every_s):
    times_s = [sum(pauses_s[:place]) for place in range(len(pauses_s))]
    end_s = sum(pauses_s)

    found = sampled(times_s, end_s, every_s)

    shown_s = [time_s for _, time_s in found]
    assert shown_s == sorted(set(shown_s))
    for number, time_s in found:
        stands_until_s = [*times_s, end_s][number + 1]
        assert times_s[number] - 1e-3 <= time_s < stands_until_s + 1e-3


@given(some.lists(some.floats(0.001, 3.0), min_size=1, max_size=40))
def test_no_picture_that_stands_for_the_interval_is_left_out(pauses_s):
    times_s = [sum(pauses_s[:place]) for place in range(len(pauses_s))]

    numbers = {number for number, _ in sampled(times_s, sum(pauses_s))}

    assert {number for number, pause_s in enumerate(pauses_s) if pause_s >= 0.126} <= numbers


def test_the_interval_is_kept_between_quick_pictures():
    found = sampled([number / 100 for number in range(300)], 3.0)

    gaps = [later - earlier for (_, earlier), (_, later) in itertools.pairwise(found)]
    assert min(gaps) >= 0.123


def test_pictures_alike_to_the_last_pixel_are_thinned_out_like_one_that_stands():
    thinner, page = Thinner(0.125), np.zeros((4, 6), np.uint8)

    kept_s = [number / 8 for number in range(80 * 8) if thinner.keeps(number / 8, page.copy())]

    assert kept_s[:9] == [0.0, 0.125, 0.25, 0.375, 0.5, 0.625, 0.75, 0.875, 1.0]
    assert kept_s[9:12] == [2.0, 3.0, 4.0]
    assert kept_s[-3:] == [59.0, 60.0, 70.0]


def test_a_picture_that_differs_in_one_pixel_is_always_kept():
    thinner, page = Thinner(0.125), np.zeros((4, 6), np.uint8)
    other = page.copy()
    other[2, 3] = 1

    assert [thinner.keeps(at, page) for at in (0.0, 10.0, 10.1)] == [True, True, False]
    assert thinner.keeps(10.2, other)
    assert thinner.keeps(10.3, page)
