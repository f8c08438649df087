"""Pictures as fewer tokens."""

import pytest
import torch

from workers.engines.vlm.pooling import averaged
from workers.engines.vlm.showing import Feed


def picture(*rows: list[float]) -> torch.Tensor:
    """[tokens, 1] of a picture's places, row by row."""
    return torch.tensor([value for row in rows for value in row]).reshape(-1, 1)


def values(made: list[torch.Tensor]) -> list[list[float]]:
    return [one.flatten().tolist() for one in made]


def test_pooled_averages_squares_of_neighbours() -> None:
    shown = picture([0.0, 2.0, 10.0, 10.0], [4.0, 6.0, 10.0, 10.0], [1.0] * 4, [3.0] * 4)
    assert values(averaged([shown], Feed.POOLED)) == [[3.0, 10.0, 2.0, 2.0]]


def test_pooled_keeps_the_mark_behind_a_picture() -> None:
    shown = picture([0.0, 2.0], [4.0, 6.0], [99.0])
    assert values(averaged([shown], Feed.POOLED)) == [[3.0, 99.0]]


def test_pooled_averages_runs_where_a_picture_is_not_square() -> None:
    shown = picture([1.0, 1.0, 3.0, 3.0, 7.0, 9.0])
    assert values(averaged([shown], Feed.POOLED)) == [[2.0, 8.0]]


def test_each_picture_becomes_one_token() -> None:
    assert values(averaged([picture([1.0, 3.0]), picture([5.0, 9.0])], Feed.EACH)) == [[2.0], [7.0]]


def test_the_mean_stands_at_the_place_of_the_first_picture() -> None:
    assert values(averaged([picture([1.0, 3.0]), picture([5.0, 9.0])], Feed.MEAN)) == [[3.0, 6.0], []]


def test_a_whole_recording_becomes_one_token() -> None:
    assert values(averaged([picture([1.0, 3.0]), picture([5.0, 7.0])], Feed.VIDEO)) == [[4.0], []]


def test_pictures_as_they_are_are_not_averaged() -> None:
    with pytest.raises(ValueError, match="averages nothing"):
        averaged([picture([1.0])], Feed.FRAMES)
