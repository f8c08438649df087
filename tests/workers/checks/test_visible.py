"""Which lines stood at a moment, and during a stretch."""

from hypothesis import given
from hypothesis import strategies as st

from tests.factories.judged import a_line, a_span
from workers.checks.visible import Visible

ENDS = st.tuples(st.integers(0, 40), st.integers(0, 40)).map(lambda ends: (min(ends), max(ends)))


def at(visible: Visible, moment_s: float) -> list[str]:
    return [line.text for line in visible.at(moment_s)]


def during(visible: Visible, start_s: float, end_s: float) -> list[str]:
    return [line.text for line in visible.during(a_span(start_s, end_s))]


def test_a_line_stands_from_its_start_and_no_longer_at_its_end() -> None:
    visible = Visible([a_line("one", (3.0, 9.0))])
    assert (at(visible, 2.9), at(visible, 3.0), at(visible, 8.9), at(visible, 9.0)) == (
        [],
        ["one"],
        ["one"],
        [],
    )


def test_between_its_stretches_a_line_does_not_stand() -> None:
    visible = Visible([a_line("one", (0.0, 2.0), (3.0, 5.0))])
    assert (at(visible, 1.0), at(visible, 2.5), at(visible, 4.0)) == (["one"], [], ["one"])
    assert during(visible, 2.0, 3.0) == []


def test_a_line_seen_in_one_picture_stood_at_that_moment() -> None:
    visible = Visible([a_line("one", (7.0, 7.0))])
    assert (at(visible, 7.0), at(visible, 7.1)) == (["one"], [])


def test_lines_are_in_the_order_of_the_track() -> None:
    visible = Visible([a_line("late", (5.0, 20.0)), a_line("early", (0.0, 20.0))])
    assert at(visible, 6.0) == ["late", "early"]


def test_during_a_long_stretch_a_line_is_named_once() -> None:
    visible = Visible([a_line("one", (0.0, 60.0)), a_line("two", (50.0, 60.0), row=1)])
    assert during(visible, 0.0, 60.0) == ["one", "two"]
    assert during(visible, 0.0, 50.0) == ["one"]


def test_where_nothing_was_read_nothing_stands() -> None:
    assert (at(Visible([]), 1.0), during(Visible([]), 0.0, 60.0)) == ([], [])


@given(st.lists(st.lists(ENDS, min_size=1, max_size=3), max_size=6), ENDS)
def test_what_stood_is_found_wherever_it_is_filed(lines: list[list[tuple[int, int]]], asked) -> None:
    drawn = [a_line(str(number), *spans) for number, spans in enumerate(lines)]
    start_s, end_s = asked
    stood = [line.text for line in drawn if any(s.start_s <= start_s < s.end_s for s in line.spans)]
    moments = [line.text for line in drawn if any(s.start_s == s.end_s == start_s for s in line.spans)]
    assert at(Visible(drawn), start_s) == sorted({*stood, *moments}, key=int)
    shared = [line.text for line in drawn if any(s.overlap_s(a_span(*asked)) > 0 for s in line.spans)]
    assert sorted(during(Visible(drawn), start_s, end_s)) == sorted(shared)
