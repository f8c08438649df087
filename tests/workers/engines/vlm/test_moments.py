"""Pictures as moments: told in one of four ways, and found again by what a model names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workers.engines.vlm.moments import Moments, NotFilled, TimeStyle

TIMES_S = (0.0, 4.2, 12.0, 14.0, 3725.5)


def shown(style: TimeStyle) -> Moments:
    return Moments(times_s=TIMES_S, style=style)


@pytest.mark.parametrize(
    ("style", "label", "literal"),
    [
        (TimeStyle.SECONDS, "3725.5 s:", "3725.5"),
        (TimeStyle.CLOCK, "1:02:05.5:", '"1:02:05.5"'),
        (TimeStyle.SEGMENTS, "segment 372 (3720 to 3730 s):", "372"),
        (TimeStyle.NUMBERS, "picture 5:", "5"),
    ],
)
def test_a_picture_has_its_time_before_it_and_a_name(style, label, literal):
    assert (shown(style).label(4), shown(style).literal(4)) == (label, literal)


@pytest.mark.parametrize(
    ("style", "said", "time_s"),
    [
        (TimeStyle.SECONDS, 4, 4.2),
        (TimeStyle.SECONDS, 12.9, 12.0),
        (TimeStyle.CLOCK, "0:00:12.0", 12.0),
        (TimeStyle.CLOCK, "00:12", 12.0),
        (TimeStyle.CLOCK, " 1:02:05 ", 3725.5),
        (TimeStyle.SEGMENTS, 1, 12.0),
        (TimeStyle.NUMBERS, 4, 14.0),
    ],
)
def test_what_a_model_names_is_found(style, said, time_s):
    assert shown(style).read(said) == time_s


@pytest.mark.parametrize(
    ("style", "said"),
    [
        (TimeStyle.SECONDS, 7.0),
        (TimeStyle.SECONDS, float("nan")),
        (TimeStyle.SECONDS, 10**400),
        (TimeStyle.SECONDS, "4"),
        (TimeStyle.SECONDS, True),
        (TimeStyle.CLOCK, 12.0),
        (TimeStyle.CLOCK, "noon"),
        (TimeStyle.CLOCK, "0:00:30"),
        (TimeStyle.SEGMENTS, 5),
        (TimeStyle.SEGMENTS, 0.5),
        (TimeStyle.NUMBERS, 0),
        (TimeStyle.NUMBERS, 6),
        (TimeStyle.NUMBERS, None),
    ],
)
def test_what_was_not_shown_is_not_found(style, said):
    with pytest.raises(NotFilled):
        shown(style).read(said)


@given(
    times_s=st.lists(st.integers(0, 400_000), min_size=1, max_size=20, unique=True),
    style=st.sampled_from([TimeStyle.SECONDS, TimeStyle.CLOCK, TimeStyle.NUMBERS]),
)
def test_every_picture_is_found_by_its_own_name(times_s, style):
    moments = Moments(times_s=tuple(tenths / 10 for tenths in sorted(times_s)), style=style)
    for place, time_s in enumerate(moments.times_s):
        literal = moments.literal(place)
        said = literal.strip('"') if style is TimeStyle.CLOCK else float(literal)
        assert moments.read(said) == pytest.approx(time_s)
