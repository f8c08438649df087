"""A seed draws the same everywhere, evenly, and one stream moves no other."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from variants.drawing import Drawing


def test_a_seed_draws_what_it_drew_before() -> None:
    drawing = Drawing(b"seed", "width/0")
    assert [drawing.below(1000) for _ in range(6)] == [51, 669, 316, 352, 53, 15]


def test_streams_of_other_names_are_others() -> None:
    one, other = Drawing(b"seed", "a"), Drawing(b"seed", "b")
    assert [one.below(10**9) for _ in range(3)] != [other.below(10**9) for _ in range(3)]


@given(st.binary(max_size=40), st.integers(1, 2**64))
def test_a_number_is_below_its_limit(seed: bytes, limit: int) -> None:
    assert 0 <= Drawing(seed, "x").below(limit) < limit


@given(st.binary(max_size=40), st.lists(st.integers(), unique=True, min_size=1, max_size=20))
def test_a_sample_of_all_is_an_order_of_all(seed: bytes, values: list[int]) -> None:
    assert sorted(Drawing(seed, "x").sample(values, len(values))) == sorted(values)


def test_every_value_is_as_likely_as_another() -> None:
    counts = Counter(Drawing(number.to_bytes(4, "big"), "x").below(6) for number in range(6000))
    # Of 6000 throws 1000 are expected of each, with a standard deviation of 29.
    assert all(abs(counts[value] - 1000) < 120 for value in range(6))
