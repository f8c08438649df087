"""Text that stood there is made unreadable, and nothing else."""

from dataclasses import replace

import cv2
import numpy as np
import pytest

from workers.perceive.masking import mask_text
from workers.spans import Box, Span
from workers.tracks.text import Place, TextLine


def a_picture() -> np.ndarray:
    """Two written lines, RGB."""
    picture = np.full((360, 640, 3), 250, dtype=np.uint8)
    for row in (100, 260):
        cv2.putText(picture, "all steps were done", (40, row), cv2.FONT_HERSHEY_SIMPLEX, 1.0, (20, 20, 20), 2)
    return picture


def a_line(top: float, *spans: tuple[float, float], path: tuple[Place, ...] = ()) -> TextLine:
    return TextLine(
        text="all steps were done",
        confidence=0.9,
        box=Box(x=0.05, y=top, width=0.55, height=0.12),
        spans=tuple(Span(start_s=start_s, end_s=end_s) for start_s, end_s in spans),
        path=path,
    )


UPPER, LOWER = 0.2, 0.64


def edges(picture: np.ndarray, rows: slice) -> float:
    """How sharply ink and paper alternate along the lines of a part of the picture."""
    return float(np.abs(np.diff(picture[rows, :, 0].astype(int), axis=1)).mean())


def test_a_line_that_stood_there_cannot_be_read_any_more():
    picture = a_picture()
    masked = mask_text(picture, [a_line(UPPER, (0.0, 10.0))], 5.0)
    assert edges(masked, slice(60, 120)) < 0.2 * edges(picture, slice(60, 120))


def test_everything_else_is_as_it_was_and_so_is_the_picture_itself():
    picture = a_picture()
    masked = mask_text(picture, [a_line(UPPER, (0.0, 10.0))], 5.0)
    assert np.array_equal(masked[180:], a_picture()[180:])
    assert np.array_equal(picture, a_picture())


@pytest.mark.parametrize("time_s", [1.9, 4.0, 9.0])
def test_a_line_that_did_not_stand_there_is_no_reason_to_mask(time_s):
    masked = mask_text(a_picture(), [a_line(UPPER, (2.0, 4.0), (6.0, 9.0))], time_s)
    assert np.array_equal(masked, a_picture())


def test_a_line_that_moved_is_masked_where_it_stood_then():
    box = Box(x=0.05, y=LOWER, width=0.55, height=0.12)
    line = a_line(
        UPPER,
        (0.0, 10.0),
        path=(Place(time_s=0.0, box=a_line(UPPER, (0, 1)).box), Place(time_s=4.0, box=box)),
    )
    masked = mask_text(a_picture(), [line], 5.0)
    assert edges(masked, slice(220, 280)) < 0.2 * edges(a_picture(), slice(220, 280))
    assert np.array_equal(masked[:180], a_picture()[:180])


@pytest.mark.parametrize(
    ("text", "is_masked"), [("O", False), ("= 7", False), ("pass", True), ("\ufffd", True)]
)
def test_what_is_too_short_to_ask_for_anything_stays_as_it_is(text, is_masked):
    line = replace(a_line(UPPER, (0.0, 10.0)), text=text)
    assert np.array_equal(mask_text(a_picture(), [line], 5.0), a_picture()) is not is_masked


def test_a_line_at_the_edge_of_the_picture_is_masked_as_far_as_it_reaches():
    line = TextLine(
        text="x",
        confidence=0.9,
        box=Box(x=0.98, y=0.99, width=0.02, height=0.01),
        spans=(Span(start_s=0.0, end_s=1.0),),
    )
    assert mask_text(a_picture(), [line], 0.5).shape == (360, 640, 3)
