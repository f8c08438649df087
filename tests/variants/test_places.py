"""Every place goes somewhere of its own, and leads back."""

from hypothesis import given
from hypothesis import strategies as st

from variants.places import Permutation


@given(st.binary(min_size=16, max_size=16), st.integers(1, 400))
def test_a_permutation_takes_every_number_once(key: bytes, size: int) -> None:
    order = Permutation(key, size)
    assert sorted(order.of(number) for number in range(size)) == list(range(size))


@given(st.binary(min_size=16, max_size=16), st.integers(1, 10**7), st.data())
def test_where_a_number_went_leads_back(key: bytes, size: int, data: st.DataObject) -> None:
    number = data.draw(st.integers(0, size - 1))
    order = Permutation(key, size)
    assert order.back(order.of(number)) == number


def test_another_key_is_another_order() -> None:
    orders = [[Permutation(key, 1000).of(number) for number in range(20)] for key in (b"a" * 16, b"b" * 16)]
    assert orders[0] != orders[1]
