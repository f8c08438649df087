"""Framing, bands, boxes, words and scripts: what stands around the models."""

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.workers.engines import material
from workers.engines.ocr.bands import bands_of, detect_in_bands
from workers.engines.ocr.base import OcrLine
from workers.engines.ocr.boxes import crop_line, line_at, place_of, reading_order
from workers.engines.ocr.framing import frame_picture
from workers.engines.ocr.scripts import scripts_of
from workers.engines.ocr.words import is_mostly_unread, read_by_words, word_places


def quad(left, top, right, bottom):
    return np.array([[left, top], [right, top], [right, bottom], [left, bottom]], dtype=np.float32)


def line(text, x_px, y_px, *, width_px=60, height_px=20):
    return OcrLine(text=text, confidence=1, x_px=x_px, y_px=y_px, width_px=width_px, height_px=height_px)


@given(st.integers(1, 400), st.integers(1, 400))
def test_a_frame_has_whole_blocks_and_gives_places_back_unchanged(width, height):
    framed = frame_picture(material.blank(width, height))
    assert framed.pixels.shape[0] % 32 == framed.pixels.shape[1] % 32 == 0
    place = framed.unframe(quad(8, 8, 8 + width, 8 + height))
    assert place[0].tolist() == [0, 0]
    assert place[2].tolist() == [width, height]


def test_a_very_large_picture_is_made_smaller_and_its_places_larger():
    framed = frame_picture(material.blank(5120, 100))
    assert framed.scale == 0.5
    assert framed.unframe(quad(8, 8, 108, 28))[2].tolist() == [200, 40]


@given(st.integers(1, 90), st.integers(1, 90))
def test_bands_own_every_row_once(blocks_high, blocks_wide):
    height, width = blocks_high * 32, blocks_wide * 32
    bands = bands_of(height, width)
    assert bands[0].own_top_px == 0
    assert bands[-1].own_bottom_px > height
    assert bands[-1].bottom_px == height
    for one, two in itertools.pairwise(bands):
        assert one.own_bottom_px == two.own_top_px
        assert two.top_px <= two.own_top_px - 32
        assert one.bottom_px >= one.own_bottom_px + 32


def test_a_line_in_two_bands_is_taken_once():
    height, width = 1088, 1920
    stands_at = quad(100, 0, 300, 16) + np.array(
        [0, bands_of(height, width)[1].top_px + 24], dtype=np.float32
    )
    marked = np.zeros((height, width, 3), dtype=np.uint8)
    left, top, right, bottom = *stands_at[0].astype(int), *stands_at[2].astype(int)
    marked[top:bottom, left:right] = 255

    def detect(pixels):
        rows, columns = np.nonzero(pixels[:, :, 0])
        if not len(rows):
            return []
        return [quad(columns.min(), rows.min(), columns.max() + 1, rows.max() + 1)]

    (found,) = detect_in_bands(marked, detect)
    assert found.tolist() == stands_at.tolist()


def test_a_slanted_place_is_cut_level():
    pixels = np.zeros((100, 200, 3), dtype=np.uint8)
    slanted = np.array([[20, 20], [116, 48], [110, 68], [14, 40]], dtype=np.float32)
    crop = crop_line(pixels, slanted)
    assert crop.shape == (21, 100, 3)


def test_text_that_runs_upwards_is_laid_flat():
    assert crop_line(np.zeros((300, 100, 3), dtype=np.uint8), quad(10, 10, 30, 250)).shape == (20, 240, 3)


def test_a_box_has_at_least_one_pixel():
    made = line_at(place_of(quad(5, 5, 5, 5)), text="x", confidence=0.98765)
    assert (made.width_px, made.height_px, made.confidence) == (1, 1, 0.9877)


def test_lines_beside_each_other_go_from_left_to_right_though_one_stands_higher():
    lines = [line("right", 200, 98), line("left", 10, 103), line("under", 10, 130)]
    assert [item.text for item in reading_order(lines)] == ["left", "right", "under"]


def test_a_script_counts_only_with_all_its_everyday_letters():
    assert scripts_of("aeinorst") == ("latin",)
    assert scripts_of("aeinorsаеинорс") == ()
    assert scripts_of("aeinorstаеинорст") == ("cyrillic", "latin")


def test_words_are_parted_where_the_gaps_are():
    picture, _ = material.with_text(material.blank(300, 24), "one two three", x_px=10, y_px=3)
    assert len(word_places(picture)) == 3


def test_an_empty_line_has_no_words():
    assert word_places(material.blank(100, 20)) == []


def test_a_line_with_room_for_more_letters_was_read_in_part():
    assert is_mostly_unread(": -204", material.blank(220, 20))
    assert not is_mostly_unread("Total: 1,284.50 EUR", material.blank(170, 17))


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ([("", 0.0), ("K7QX", 1.0)], ("� K7QX", 1.0)),
        ([("ab", 0.4), ("cd", 0.9)], ("� cd", 0.9)),
        ([("", 0.0), (":", 0.9)], ("", 0.0)),
    ],
)
def test_words_that_cannot_be_read_leave_a_mark(answers, expected):
    picture, _ = material.with_text(material.blank(300, 24), "раз два", x_px=10, y_px=3)
    assert read_by_words(picture, lambda pieces: answers[: len(pieces)]) == expected


def test_one_word_is_not_read_a_second_time():
    picture, _ = material.with_text(material.blank(300, 24), "раз", x_px=10, y_px=3)

    def refuse(_pieces):
        raise AssertionError("a line of one word was recognised again")

    assert read_by_words(picture, refuse) is None
