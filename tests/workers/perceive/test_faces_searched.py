"""A picture that stands is searched for faces once, however long it stands."""

import numpy as np
from numpy.typing import NDArray

from tests.factories.media import plain
from workers.engines.face.base import FaceBox
from workers.perceive.faces import FaceWatcher
from workers.spans import Box

CORNER = Box(x=0.5, y=0.5, width=0.4, height=0.4)


class CountingFinder:
    """Finds nobody, and counts how often it was asked."""

    def __init__(self) -> None:
        self.asked = 0

    def find(self, picture: NDArray[np.uint8], *, least_px: int = 0) -> list[FaceBox]:
        self.asked += 1
        return []


def test_hours_of_one_picture_cost_one_search_of_each_region() -> None:
    finder = CountingFinder()
    watcher = FaceWatcher(finder)  # type: ignore[arg-type]

    for look in range(7200):
        watcher.offer(look / 2, plain(64, 48, 90), [CORNER])

    assert (watcher.looks, finder.asked) == (7200, 2)


def test_a_picture_that_changes_anywhere_in_a_region_is_searched_again() -> None:
    finder = CountingFinder()
    watcher = FaceWatcher(finder)  # type: ignore[arg-type]
    changed = plain(64, 48, 90)
    changed[40, 50] = 91

    for time_s, picture in (
        (0.0, plain(64, 48, 90)),
        (0.5, plain(64, 48, 90)),
        (1.0, changed),
        (1.5, changed),
    ):
        watcher.offer(time_s, picture, [CORNER])

    assert finder.asked == 3
