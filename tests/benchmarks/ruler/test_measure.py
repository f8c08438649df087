"""How answers are counted."""

import pytest

from benchmarks.ruler.measure import f1


@pytest.mark.parametrize(
    ("pairs", "share"),
    [
        ([("a", "a"), ("b", "b")], 1.0),
        ([("a", "a"), ("a", "b")], 2 / 3),
        ([("a", "a"), ("b", "a")], 2 / 3),
        ([("b", "a"), ("a", "b")], 0.0),
        ([("b", "b")], 1.0),
    ],
)
def test_f1_is_the_harmonic_mean_of_precision_and_recall(pairs, share) -> None:
    assert f1(pairs, of="a") == pytest.approx(share)
