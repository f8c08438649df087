"""Exact intervals against published values, and agreement beyond chance."""

import pytest

from integrity.reviews.intervals import kappa, share


@pytest.mark.parametrize(
    ("hits", "count", "low", "high"),
    [
        (0, 10, 0.0, 0.3085),
        (10, 10, 0.6915, 1.0),
        (1, 20, 0.0013, 0.2487),
        (133, 140, 0.8997, 0.9797),
        (50, 1000, 0.0373, 0.0654),
    ],
)
def test_the_interval_is_clopper_and_pearson_s(hits: int, count: int, low: float, high: float) -> None:
    found = share(hits, count)
    assert (round(found.low, 4), round(found.high, 4)) == (low, high)


def test_of_nothing_tried_everything_is_possible() -> None:
    assert (share(0, 0).low, share(0, 0).high) == (0.0, 1.0)


def test_kappa_takes_chance_away() -> None:
    pairs = [("a", "a")] * 20 + [("a", "b")] * 5 + [("b", "a")] * 10 + [("b", "b")] * 15
    assert kappa(pairs) == pytest.approx(0.4)


def test_kappa_says_nothing_where_everybody_always_says_the_same() -> None:
    assert kappa([("a", "a")] * 9) is None
    assert kappa([]) is None
