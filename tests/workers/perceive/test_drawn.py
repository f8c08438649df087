"""What is drawn into pictures that a model is shown, and that nothing else of them changes."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from tests.factories.faces import a_faces_track, seen
from tests.factories.judged import a_recording
from workers.engines.vlm.moments import TimeStyle
from workers.engines.vlm.prompts import closed
from workers.engines.vlm.showing import Drawn, Showing
from workers.media.pictures import SOUND_RATE_HZ, Sound
from workers.perceive.drawn import frames_of
from workers.spans import Box, Span
from workers.tracks.activity import Still

HEIGHT, WIDTH = 360, 640
GREY = 120


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    Image.fromarray(np.full((HEIGHT, WIDTH, 3), GREY, dtype=np.uint8)).save(tmp_path / "still.png")
    return tmp_path


def shown(folder: Path, *drawn: Drawn, time_s: float = 12.5, boxes: tuple[Box, ...] = ()):
    tracks = a_recording(faces=a_faces_track(*(seen(3, (10.0, 20.0), box=box) for box in boxes)))
    still = Still(span=Span(start_s=time_s, end_s=time_s + 5.0), image="still.png")
    (frame,) = frames_of([still], folder, tracks, Showing(drawn=drawn))
    return frame


def changed(frame) -> np.ndarray:
    """Rows and columns between which something is drawn."""
    rows, columns = np.nonzero((frame.picture != GREY).any(axis=2))
    return np.array([rows.min(), rows.max(), columns.min(), columns.max()]) if len(rows) else np.zeros(0)


FACE = Box(x=0.5, y=0.5, width=0.1, height=0.2)


def test_nothing_is_drawn_unless_it_is_asked_for(folder) -> None:
    assert not len(changed(shown(folder, boxes=(FACE,))))


def test_the_time_stands_in_the_lower_left_corner(folder) -> None:
    top, bottom, left, right = changed(shown(folder, Drawn.TIMES))
    assert (left, bottom) == (0, HEIGHT - 1)
    assert top >= HEIGHT * 0.95
    assert right < WIDTH * 0.2


def test_a_number_stands_above_a_face_and_leaves_it_free(folder) -> None:
    top, bottom, left, right = changed(shown(folder, Drawn.MARKS, boxes=(FACE,)))
    assert left == WIDTH // 2
    assert bottom == HEIGHT // 2 - 1
    assert top > HEIGHT * 0.44
    assert right < WIDTH * 0.55


def test_one_person_has_one_number_wherever_it_is_seen(folder) -> None:
    frame = shown(folder, Drawn.MARKS, boxes=(FACE, replace(FACE, x=0.2)))
    one, other = (frame.picture[150:180, column : column + 30] for column in (WIDTH // 2, WIDTH // 5))
    assert (one != GREY).any()
    assert np.array_equal(one, other)


def test_a_face_that_is_not_seen_at_the_time_has_no_number(folder) -> None:
    assert not len(changed(shown(folder, Drawn.MARKS, time_s=25.0, boxes=(FACE,))))


def test_a_number_at_the_edge_stays_in_the_picture(folder) -> None:
    corner = Box(x=0.99, y=0.0, width=0.01, height=0.1)
    top, bottom, _, right = changed(shown(folder, Drawn.MARKS, boxes=(corner,)))
    assert (top, right) == (0, WIDTH - 1)
    assert bottom < HEIGHT * 0.05


def heard(folder: Path, span: Span) -> list[int] | None:
    """The seconds of the recording, of 40, that are heard with a still."""
    sound = Sound(samples=np.repeat(np.arange(40, dtype=np.int16), SOUND_RATE_HZ), spans=())
    still = Still(span=span, image="still.png")
    (frame,) = frames_of([still], folder, a_recording(), Showing(), sound=sound)
    return None if frame.sound is None else sorted(set(frame.sound.tolist()))


def test_a_picture_goes_with_what_is_heard_while_it_stands(folder) -> None:
    assert heard(folder, Span(start_s=3.0, end_s=5.0)) == [3, 4]
    assert heard(folder, Span(start_s=5.0, end_s=40.0)) == list(range(5, 35))
    assert heard(folder, Span(start_s=41.0, end_s=42.0)) is None


def test_a_model_is_told_what_is_drawn_and_nothing_where_nothing_is(folder) -> None:
    def told(*drawn: Drawn) -> str:
        return closed("?", [shown(folder, *drawn)], TimeStyle.SECONDS).system

    assert "drawn" not in told()
    assert "In the lower left corner of each picture its time is drawn, in seconds." in told(Drawn.TIMES)
    assert "Numbers are drawn at people" in told(Drawn.TIMES, Drawn.MARKS)
