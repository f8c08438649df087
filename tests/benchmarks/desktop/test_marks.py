import numpy as np
import pytest

from benchmarks.desktop.marks import COLOURS, MARK_PX, Mark, mark_spans, shows
from workers.spans import Span


def _picture(*marks: Mark, levels_off: int = 0):
    picture = np.full((120, 200, 3), 250, np.uint8)
    for place, mark in enumerate(marks):
        left = 13 + 50 * place
        colour = np.clip(np.abs(np.array(COLOURS[mark]) - levels_off), 0, 255)
        picture[31 : 31 + MARK_PX, left : left + MARK_PX] = colour
    return picture


@pytest.mark.parametrize("mark", list(Mark))
def test_each_mark_is_told_from_the_others(mark):
    picture = _picture(mark, levels_off=30)
    assert [other for other in Mark if shows(picture, other)] == [mark]


def test_half_a_mark_is_enough_and_a_sliver_is_not():
    picture = _picture(Mark.TYPED)
    picture[31:43] = 250
    assert shows(picture, Mark.TYPED)
    picture[31:51] = 250
    assert not shows(picture, Mark.TYPED)


def test_a_mark_stood_from_its_first_picture_to_the_first_without_it():
    both, typed, none = _picture(Mark.FORBIDDEN, Mark.TYPED), _picture(Mark.TYPED), _picture()
    spans = mark_spans([(0.0, none), (0.1, both), (0.2, both), (0.3, typed), (0.4, typed)])
    assert spans[Mark.FORBIDDEN] == (Span(start_s=0.1, end_s=0.3),)
    assert spans[Mark.TYPED] == (Span(start_s=0.1, end_s=0.4),)
    assert spans[Mark.RAN] == ()
