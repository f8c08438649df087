"""Changed tiles as rectangles worth reading."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from workers.perceive.regions import (
    WHOLE,
    WHOLE_SHARE,
    changed_regions,
    component_boxes,
    grown,
    pixels_of,
    union,
)
from workers.spans import Box

#: 20 x 25 tiles of 16 px.
SHAPE_PX = (320, 400)
ROWS, COLUMNS = 20, 25
PARTS = st.floats(0.0, 0.5)
BOXES = st.builds(Box, x=PARTS, y=PARTS, width=st.floats(0.01, 0.5), height=st.floats(0.01, 0.5))


def tiles(*places: tuple[int, int]) -> NDArray[np.bool_]:
    """The changed tiles (row, column)."""
    mask = np.zeros((ROWS, COLUMNS), dtype=bool)
    for row, column in places:
        mask[row, column] = True
    return mask


def box_of(rows: tuple[int, int], columns: tuple[int, int]) -> Box:
    return Box(
        x=columns[0] / COLUMNS,
        y=rows[0] / ROWS,
        width=(columns[1] - columns[0]) / COLUMNS,
        height=(rows[1] - rows[0]) / ROWS,
    )


def is_same(one: Box, other: Box) -> bool:
    return one.iou(other) == pytest.approx(1.0)


def test_where_nothing_changed_there_is_nothing_to_read() -> None:
    assert changed_regions(tiles(), SHAPE_PX, keep_whole=[]) == []


def test_a_changed_tile_is_read_with_one_around_it() -> None:
    (region,) = changed_regions(tiles((5, 8)), SHAPE_PX, keep_whole=[])
    assert is_same(region, box_of((4, 7), (7, 10)))


def test_a_tile_at_the_edge_is_read_up_to_the_edge() -> None:
    (region,) = changed_regions(tiles((0, 24)), SHAPE_PX, keep_whole=[])
    assert is_same(region, box_of((0, 2), (23, 25)))


def test_changes_far_apart_are_read_apart_and_neighbours_together() -> None:
    regions = changed_regions(tiles((2, 2), (2, 5), (15, 20)), SHAPE_PX, keep_whole=[])
    assert len(regions) == 2
    assert is_same(regions[0], box_of((1, 4), (1, 7)))
    assert is_same(regions[1], box_of((14, 17), (19, 22)))


def test_a_line_that_is_touched_is_read_in_whole() -> None:
    line, other = box_of((6, 7), (0, 20)), box_of((12, 13), (0, 20))
    (region,) = changed_regions(tiles((5, 8)), SHAPE_PX, keep_whole=[line, other])
    assert is_same(region, box_of((4, 7), (0, 20)))


def test_regions_that_one_line_joins_become_one() -> None:
    line = box_of((5, 6), (0, 25))
    (region,) = changed_regions(tiles((5, 3), (5, 20)), SHAPE_PX, keep_whole=[line])
    assert is_same(region, box_of((4, 7), (0, 25)))


def test_where_most_of_the_picture_changed_it_is_read_whole() -> None:
    rows = math.ceil(WHOLE_SHARE * ROWS)
    mask = np.zeros((ROWS, COLUMNS), dtype=bool)
    mask[: rows - 1] = True
    assert changed_regions(mask, SHAPE_PX, keep_whole=[]) == [WHOLE]
    mask[rows - 2] = False
    (region,) = changed_regions(mask, SHAPE_PX, keep_whole=[])
    assert is_same(region, box_of((0, rows - 1), (0, COLUMNS)))


def test_tiles_over_the_lower_right_edge_end_with_the_picture() -> None:
    (box,) = component_boxes(np.eye(2, dtype=bool)[:, ::-1] | True, (20, 24))
    assert box == WHOLE


@given(
    st.lists(st.tuples(st.integers(0, ROWS - 1), st.integers(0, COLUMNS - 1)), max_size=12),
    st.lists(BOXES, max_size=4),
)
def test_every_changed_tile_is_read_and_no_two_regions_overlap(
    places: list[tuple[int, int]], lines: list[Box]
) -> None:
    regions = changed_regions(tiles(*places), SHAPE_PX, keep_whole=lines)
    for row, column in places:
        tile = box_of((row, row + 1), (column, column + 1))
        assert any(region.intersection(tile) == pytest.approx(tile.area) for region in regions)
    assert all(one.intersection(two) < 1e-9 for n, one in enumerate(regions) for two in regions[:n])


def test_a_grown_box_stays_inside_the_picture() -> None:
    assert is_same(
        grown(Box(x=0.4, y=0.4, width=0.2, height=0.1), 0.5), Box(x=0.3, y=0.35, width=0.4, height=0.2)
    )
    assert is_same(
        grown(Box(x=0.0, y=0.9, width=0.2, height=0.1), 1.0), Box(x=0.0, y=0.8, width=0.4, height=0.2)
    )


def test_a_box_covers_the_pixels_that_it_touches() -> None:
    assert pixels_of(Box(x=0.25, y=0.5, width=0.5, height=0.25), 360, 640) == (
        slice(180, 270),
        slice(160, 480),
    )
    assert pixels_of(WHOLE, 360, 640) == (slice(0, 360), slice(0, 640))


@given(BOXES, BOXES)
def test_a_union_holds_both(one: Box, other: Box) -> None:
    both = union(one, other)
    assert both.intersection(one) == pytest.approx(one.area)
    assert both.intersection(other) == pytest.approx(other.area)
