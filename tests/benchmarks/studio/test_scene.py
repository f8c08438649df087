from hypothesis import given
from hypothesis import strategies as st

from benchmarks.studio.scene import TimedLine, Timeline, Window, holds
from benchmarks.studio.tasks import App
from workers.spans import Span


def test_a_typed_line_grows_letter_by_letter():
    line = TimedLine(text="def sieve", start_s=1.0, rate=4.0)
    assert line.characters_at(0.9) is None
    assert line.characters_at(2.0) == 4
    assert line.characters_at(9.0) == 9
    assert line.done_s == 3.25


def test_a_deleted_line_is_gone():
    line = TimedLine(text="# note", start_s=1.0, until_s=2.0)
    assert line.characters_at(1.5) == 6
    assert line.characters_at(2.0) is None


def test_a_text_is_held_once_its_last_letter_stands():
    window = Window(
        id="w", app=App.EDITOR, title="t", lines=(TimedLine(text="a def b", start_s=0.0, rate=1.0),)
    )
    assert not holds(window, "def", 4.9)
    assert holds(window, "def", 5.0)


def test_a_timeline_with_a_cut_skips_what_was_left_out():
    timeline = Timeline(pieces=(Span(start_s=0, end_s=4), Span(start_s=9, end_s=12)))
    assert timeline.duration_s == 7
    assert timeline.happened_s == 12
    assert [timeline.happened_at(time_s) for time_s in (0.0, 3.9, 4.0, 6.5)] == [0.0, 3.9, 9.0, 11.5]


@given(time_s=st.floats(0, 9.99))
def test_a_repeated_moment_is_the_same_moment(time_s):
    timeline = Timeline(
        pieces=(Span(start_s=0, end_s=6), Span(start_s=1, end_s=5), Span(start_s=6, end_s=10))
    )
    again = timeline.happened_at(time_s)
    assert 0 <= again <= 10
    if 6 <= time_s < 10:
        assert abs(again - (time_s - 5)) < 1e-6
