"""Of several templates of a course each has numbers of its own."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from variants.challenges import CAPACITY
from variants.errors import RosterInvalid
from variants.shares import Holder, Share


@st.composite
def shares(draw: st.DrawFn) -> Share:
    of = draw(st.integers(1, 40))
    return Share(which=draw(st.integers(1, of)), of=of, attempts=draw(st.integers(1, 50)))


@given(shares(), st.data())
def test_a_number_leads_back_to_its_holder(share: Share, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, share.places - 1))
    holder = Holder(place=place, attempt=data.draw(st.integers(1, share.attempts)))
    number = share.number(holder)
    assert 0 <= number < CAPACITY
    assert share.holder(number) == holder


@given(shares(), shares(), st.integers(0, 200), st.integers(0, 200))
def test_two_templates_of_a_course_share_no_number(one: Share, other: Share, here: int, there: int) -> None:
    others = Share(which=one.which % one.of + 1, of=one.of, attempts=other.attempts)
    if others.which == one.which:
        return
    mine, theirs = Holder(place=here, attempt=1), Holder(place=there, attempt=other.attempts)
    assert one.number(mine) != others.number(theirs)
    assert one.holder(others.number(theirs)) is None


def test_a_template_alone_has_all_numbers() -> None:
    assert Share(attempts=5).places == 107_272
    assert Share.read("1/1", attempts=5) == Share(attempts=5)
    assert Share.read("2/8", attempts=5).places == 13_409


@pytest.mark.parametrize(
    ("share", "place", "attempt", "sentence"),
    [
        (Share(attempts=5), 0, 6, "There are attempts 1 to 5, and no attempt 6."),
        (Share(attempts=5), 0, 0, "There are attempts 1 to 5, and no attempt 0."),
        (Share(attempts=5), 107_272, 1, "With 5 attempts each a course has codes for 107272 people."),
        (
            Share(which=2, of=8, attempts=5),
            13_409,
            1,
            "With 5 attempts each in each of 8 templates a course has codes for 13409 people.",
        ),
    ],
)
def test_beyond_the_share_is_said(share: Share, place: int, attempt: int, sentence: str) -> None:
    with pytest.raises(RosterInvalid) as refused:
        share.number(Holder(place=place, attempt=attempt))
    assert str(refused.value) == sentence


@pytest.mark.parametrize("text", ["", "3/2", "0/1", "1/0", "1", "a/b", "1/999999", "-1/2", "1/2/3"])
def test_what_is_no_share_is_said(text: str) -> None:
    with pytest.raises(RosterInvalid, match=r"^A share is written as 2/8 .*\.$"):
        Share.read(text, attempts=5)
