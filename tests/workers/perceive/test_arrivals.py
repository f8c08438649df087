"""Whether what a face stands for came and went, or hung there all the time."""

from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from tests.factories.faces import FACE_BOX, Seen, a_faces_track, seen
from tests.factories.watched import gray, samples_of, watched_of
from workers.perceive.arrivals import with_departures

LENGTH_S = 20.0
#: A wall of 200 levels, and whoever or whatever stands before it.
WALL, OTHER = 200, 140


def a_room(*stays: tuple[float, float], before: int = WALL, after: int = WALL):
    """Something of 140 levels in these stretches; the wall before the first and after the last."""

    def draw(time_s: float) -> NDArray[np.uint8]:
        there = any(start_s <= time_s < end_s for start_s, end_s in stays)
        picture = gray(WALL)
        rows = slice(round(FACE_BOX.y * 360) - 16, round((FACE_BOX.y + FACE_BOX.height) * 360) + 16)
        columns = slice(round(FACE_BOX.x * 640) - 16, round((FACE_BOX.x + FACE_BOX.width) * 640) + 16)
        picture[rows, columns] = OTHER if there else before if time_s < stays[0][0] else after
        return picture

    return draw


def departure(draw, face: Seen) -> float | None:
    watched = watched_of(samples_of(draw, seconds=LENGTH_S))
    (told,) = with_departures(a_faces_track(face), watched).stillness
    assert (told.residual, told.pictures) == (face.residual, face.pairs)
    return told.departure


def test_who_came_and_went_departs_from_the_wall() -> None:
    assert departure(a_room((6.5, 12.5)), seen(1, (7.0, 12.0))) == 60.0


def test_a_picture_that_hung_there_all_the_time_departs_from_nothing() -> None:
    assert departure(a_room((0.0, LENGTH_S)), seen(1, (7.0, 12.0))) == 0.0


def test_what_is_covered_by_one_thing_and_then_by_another_departs_less() -> None:
    covered = a_room((6.5, 12.5), before=170, after=110)
    assert departure(covered, seen(1, (7.0, 12.0))) == -30.0


def test_who_comes_and_goes_twice_is_looked_at_in_the_midst_of_all_their_time() -> None:
    twice = seen(1, (6.0, 10.5), (11.0, 14.0))
    assert departure(a_room((5.5, 14.5)), twice) == 60.0


@pytest.mark.parametrize("span", [(0.0, 12.0), (7.0, LENGTH_S), (0.5, 12.0)])
def test_without_a_before_or_an_after_nothing_is_told(span: tuple[float, float]) -> None:
    assert departure(a_room((0.0, LENGTH_S)), seen(1, span)) is None


def test_a_face_that_reaches_over_the_edge_of_the_picture_is_measured_within() -> None:
    watched = watched_of(samples_of(lambda _: gray(), seconds=LENGTH_S))
    track = a_faces_track(seen(1, (7.0, 12.0)))
    (face,) = track.tracks
    for x, y in ((-0.02, -0.03), (0.999, 0.999)):
        outside = replace(track, tracks=(replace(face, box=replace(face.box, x=x, y=y)),))
        assert [item.departure for item in with_departures(outside, watched).stillness] == [0.0]
