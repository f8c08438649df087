"""One picture is kept for each state of the screen, and each lasts until the next."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from workers.perceive.stills import StillKeeper
from workers.spans import Span
from workers.tracks.activity import Still


def a_picture(width_px: int = 64, height_px: int = 36, level: int = 120) -> np.ndarray:
    return np.full((height_px, width_px, 3), level, dtype=np.uint8)


def test_each_still_lasts_until_the_next_and_the_last_to_the_end(tmp_path: Path) -> None:
    keeper = StillKeeper(tmp_path)
    keeper.keep(0.0, a_picture())
    keeper.keep(12.3456, a_picture())
    assert keeper.stills(60.0) == (
        Still(span=Span(start_s=0.0, end_s=12.3456), image="still-000000000.jpg"),
        Still(span=Span(start_s=12.3456, end_s=60.0), image="still-000012346.jpg"),
    )
    assert sorted(path.name for path in tmp_path.iterdir()) == ["still-000000000.jpg", "still-000012346.jpg"]


def test_without_a_picture_there_is_no_still(tmp_path: Path) -> None:
    assert StillKeeper(tmp_path).stills(60.0) == ()


def test_a_still_at_or_after_the_stated_end_has_no_length(tmp_path: Path) -> None:
    keeper = StillKeeper(tmp_path)
    keeper.keep(5.0, a_picture())
    assert keeper.stills(4.0)[0].span == Span(start_s=5.0, end_s=5.0)


@pytest.mark.parametrize(
    ("size_px", "kept_px"),
    [((64, 36), (64, 36)), ((2560, 1440), (1280, 720)), ((720, 2560), (360, 1280))],
)
def test_a_large_picture_is_kept_at_1280_px_and_a_small_one_as_it_is(
    tmp_path: Path, size_px: tuple[int, int], kept_px: tuple[int, int]
) -> None:
    StillKeeper(tmp_path).keep(0.0, a_picture(*size_px))
    with Image.open(tmp_path / "still-000000000.jpg") as image:
        assert image.size == kept_px
        assert image.getpixel((5, 5)) == (120, 120, 120)
