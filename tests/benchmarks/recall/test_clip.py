"""When a planned line can be read."""

import pytest

from benchmarks.recall.clip import Clip
from benchmarks.recall.measure import compare
from benchmarks.recall.sets import SETS
from tests.factories.clips import a_clip, a_line
from workers.spans import Box, Span
from workers.tracks.text import TextLine


def spans(clip: Clip) -> list[tuple[float, float]]:
    return [(span.start_s, span.end_s) for span in clip.legible(clip.lines[0])]


def test_a_line_can_be_read_while_it_stands():
    assert spans(a_clip(a_line(start_s=1.0, end_s=3.0))) == [(1.0, 3.0)]


def test_a_typed_line_can_be_read_once_its_last_letter_stands():
    assert spans(a_clip(a_line(start_s=1.0, rate=4.0))) == [(2.0, 4.0)]


def test_what_stood_for_a_moment_is_not_asked_for():
    assert spans(a_clip(a_line(start_s=1.0, end_s=1.3))) == []


def test_a_scrolled_line_can_be_read_while_it_is_whole_inside_its_window():
    clip = a_clip(a_line(), window_px=(41, 90), scroll=((1.0, 0.0), (3.0, 100.0)))

    assert spans(clip) == [(pytest.approx(1.5), pytest.approx(2.2))]


@pytest.mark.parametrize("name", SETS)
def test_a_seed_always_gives_the_same_clip_and_every_line_of_it_can_be_read(name):
    clip = SETS[name](7)

    assert clip == SETS[name](7)
    assert clip != SETS[name](8)
    assert all(clip.legible(line) for line in clip.lines)


def a_read(text: str, start_s: float, end_s: float) -> TextLine:
    box = Box(x=0.0, y=0.2, width=0.2, height=0.05)
    return TextLine(text=text, confidence=0.9, box=box, spans=(Span(start_s=start_s, end_s=end_s),))


def test_what_was_read_is_held_against_what_stood():
    clip = a_clip(a_line(text="The river keeps the garden.", start_s=1.0), a_line(text="Never read at all"))

    read = compare(
        clip,
        [
            a_read("The rlver keeps the garden.", 1.0, 2.0),
            a_read("the river keeps the garden.", 2.2, 4.0),
            a_read("The river keeps", 0.5, 1.0),
            a_read("qqqqqq", 0.5, 1.0),
        ],
    )

    first, second = read.asked
    assert (first.exact, first.alike, first.entries) == (True, True, 1)
    assert first.late_s == pytest.approx(1.2)
    assert (second.exact, second.alike) == (False, False)
    assert read.foreign == ("qqqqqq",)
