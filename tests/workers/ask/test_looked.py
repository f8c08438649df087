"""Which of a recording's stills are shown where not all can be."""

from hypothesis import given
from hypothesis import strategies as st

from workers.ask.looked import spread
from workers.spans import Span
from workers.tracks.activity import Still


def stills(count: int) -> list[Still]:
    return [
        Still(span=Span(start_s=float(place), end_s=place + 1.0), image=f"{place}.jpg")
        for place in range(count)
    ]


def test_few_stills_are_all_shown() -> None:
    assert spread(stills(3), 12) == stills(3)


def test_of_many_the_first_the_last_and_those_evenly_between() -> None:
    assert [still.span.start_s for still in spread(stills(11), 3)] == [0.0, 5.0, 10.0]


@given(count=st.integers(1, 200), most=st.integers(2, 40))
def test_never_more_than_may_be_and_none_twice(count: int, most: int) -> None:
    chosen = spread(stills(count), most)
    assert len(chosen) == min(count, most)
    assert chosen == sorted(set(chosen), key=lambda still: still.span)
    assert (chosen[0], chosen[-1]) == (stills(count)[0], stills(count)[-1])
