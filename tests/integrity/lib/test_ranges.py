import pytest
from hypothesis import given
from hypothesis import strategies as st

from integrity.lib.ranges import ByteRange, RangeUnsatisfiable, byte_range


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("", None),
        ("bytes=0-", (0, 100)),
        ("bytes=0-0", (0, 1)),
        ("bytes=10-19", (10, 20)),
        ("bytes=90-1000", (90, 100)),
        ("bytes=-10", (90, 100)),
        ("bytes=-1000", (0, 100)),
        (" bytes=5-6 ", (5, 7)),
        ("bytes=-", None),
        ("bytes=9-3", None),
        ("bytes=0-1,5-6", None),
        ("seconds=0-1", None),
        ("bytes=a-b", None),
        ("bytes=٣-٤", None),
    ],
)
def test_a_range_is_read_or_ignored(header: str, expected: tuple[int, int] | None) -> None:
    found = byte_range(header, 100)
    assert found == (None if expected is None else ByteRange(start=expected[0], end=expected[1]))


@pytest.mark.parametrize("header", ["bytes=100-", "bytes=100-200", "bytes=-0"])
def test_a_range_outside_the_file_cannot_be_satisfied(header: str) -> None:
    with pytest.raises(RangeUnsatisfiable):
        byte_range(header, 100)


def test_an_empty_file_has_no_range() -> None:
    with pytest.raises(RangeUnsatisfiable):
        byte_range("bytes=-5", 0)


@given(first=st.integers(0, 10**9), last=st.integers(0, 10**9), size=st.integers(1, 10**9))
def test_no_range_leaves_the_file(first: int, last: int, size: int) -> None:
    try:
        found = byte_range(f"bytes={first}-{last}", size)
    except RangeUnsatisfiable:
        return
    assert found is None or (0 <= found.start < found.end <= size)
