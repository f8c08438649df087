"""Text is looked for only where there is more than paper, and nowhere is it lost."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.workers.engines import material
from workers.engines.ocr.bands import detect_in_bands
from workers.engines.ocr.ink import inked_parts

WORDS = ("IT", "HILL", "illicit", "values[:window]", "K7QX-20", "A title of some words")
#: A letter's own foot or side may be this much plainer than its ink: the least edge of a cell.
SOFT_PX = 1


def area_of(parts) -> int:
    return sum((part.bottom_px - part.top_px) * (part.right_px - part.left_px) for part in parts)


def place_of_ink(picture, paper) -> tuple[int, int, int, int]:
    rows, columns = np.nonzero((picture != paper).any(axis=2))
    return int(rows.min()), int(rows.max()) + 1, int(columns.min()), int(columns.max()) + 1


@given(
    text=st.sampled_from(WORDS),
    size_px=st.integers(8, 200),
    x_px=st.integers(0, 700),
    y_px=st.integers(0, 400),
    papers=st.sampled_from([(255, 20), (30, 200), (255, 230), (0, 25), (128, 150)]),
)
@settings(deadline=None)
def test_a_text_lies_whole_in_one_part(text, size_px, x_px, y_px, papers):
    paper, ink = papers
    blank = material.blank(1280, 704, grey=paper)
    written, _ = material.with_text(blank, text, x_px=x_px, y_px=y_px, size_px=size_px, ink=(ink,) * 3)
    top, bottom, left, right = place_of_ink(written, blank)
    assert [
        part
        for part in inked_parts(written)
        if part.top_px <= top + SOFT_PX
        and bottom - SOFT_PX <= part.bottom_px
        and part.left_px <= left + SOFT_PX
        and right - SOFT_PX <= part.right_px
    ]


@given(
    seed=st.integers(0, 10_000),
    blocks=st.tuples(st.integers(1, 40), st.integers(1, 40)),
    share=st.floats(0.0, 0.2),
)
def test_parts_are_whole_blocks_inside_the_picture_and_hold_all_ink(seed, blocks, share):
    height, width = blocks[0] * 32, blocks[1] * 32
    spots = np.random.default_rng(seed).random((height // 16, width // 16)) < share
    # A dot in the middle of each spotted cell.
    picture = np.zeros((height, width, 3), dtype=np.uint8)
    picture[8::16, 8::16] = 255 * spots[:, :, None]
    covered = np.zeros((height, width), dtype=bool)
    for part in inked_parts(picture):
        assert (part.bottom_px - part.top_px) % 32 == (part.right_px - part.left_px) % 32 == 0
        assert 0 <= part.top_px < part.bottom_px <= height
        assert 0 <= part.left_px < part.right_px <= width
        covered[part.top_px : part.bottom_px, part.left_px : part.right_px] = True
    assert covered[picture[:, :, 0] > 0].all()


@pytest.mark.parametrize("size", [(640, 352), (1920, 1088)])
def test_plain_paper_is_not_looked_at(size):
    def refuse(_pixels):
        raise AssertionError("somebody looked for text on plain paper")

    assert detect_in_bands(material.blank(*size), refuse) == []


def test_what_an_encoder_leaves_on_paper_is_no_ink():
    noise = np.random.default_rng(1).integers(-3, 4, (352, 640, 1))
    assert inked_parts((240 + noise).astype(np.uint8).repeat(3, axis=2)) == []


def test_the_frame_of_a_window_is_not_looked_at_for_its_text():
    screen = material.blank(1280, 704)
    screen[40:660, 60:62] = screen[40:660, 1200:1202] = 90
    screen[40:42, 60:1202] = screen[658:660, 60:1202] = 90
    screen, _ = material.with_text(screen, "the only line of this window", x_px=90, y_px=70, size_px=15)
    assert area_of(inked_parts(screen)) < 0.1 * 1280 * 704


def test_text_that_differs_from_its_paper_in_colour_alone_is_ink():
    # Both have a luma of 60 (BT.601).
    paper = np.full((352, 640, 3), (200, 0, 0), dtype=np.uint8)
    written, _ = material.with_text(paper, "green on red", x_px=100, y_px=100, size_px=15, ink=(0, 102, 0))
    (part,) = inked_parts(written)
    assert (part.left_px, part.top_px) <= (100, 100)


def test_a_place_is_given_in_the_whole_picture():
    screen, _ = material.with_text(material.blank(1280, 704), "here", x_px=900, y_px=500, size_px=20)

    def find(pixels):
        rows, columns = np.nonzero(pixels[:, :, 0] < 128)
        return [np.array([[columns.min(), rows.min()], [columns.max(), rows.max()]], dtype=np.float32)]

    (found,) = detect_in_bands(screen, find)
    rows, columns = np.nonzero(screen[:, :, 0] < 128)
    assert found.tolist() == [[columns.min(), rows.min()], [columns.max(), rows.max()]]
