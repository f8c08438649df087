"""Lines get the span in which they stood, found between two readings."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from tests.factories.watched import gray, samples_of
from workers.engines.ocr.base import OcrLine, Skip, skip_nothing
from workers.media.gate import StillGate
from workers.media.pictures import Sample
from workers.perceive.text import ScreenReader
from workers.report import EngineUsed
from workers.spans import Span
from workers.tracks.text import TextTrack

#: Ink of these levels is read as these words, wherever it stands.
WORDS = {30: "editor", 60: "terminal"}


class InkReader:
    """Reads each block of known ink as one line."""

    NAME = "ink"
    used = EngineUsed(kind="ocr", name="ink", model="none", version="1")
    reads = ("latin",)

    def __init__(self) -> None:
        self.pixels = 0

    def read(self, picture: NDArray[np.uint8], *, skip: Skip = skip_nothing) -> list[OcrLine]:
        self.pixels += picture.shape[0] * picture.shape[1]
        lines = [line for level, text in WORDS.items() for line in _block(picture, level, text)]
        return [line for line in lines if not skip(line)]


def _block(picture: NDArray[np.uint8], level: int, text: str) -> list[OcrLine]:
    rows, columns = np.nonzero(picture[:, :, 0] == level)
    if not rows.size:
        return []
    return [
        OcrLine(
            text=text,
            confidence=0.9,
            x_px=int(columns.min()),
            y_px=int(rows.min()),
            width_px=int(np.ptp(columns)) + 1,
            height_px=int(np.ptp(rows)) + 1,
        )
    ]


def line_of(level: int | None, *, top: int = 100) -> NDArray[np.uint8]:
    picture = gray()
    if level is not None:
        picture[top : top + 12, 100:200] = level
    return picture


def read_of(samples: Sequence[Sample], engine: InkReader | None = None) -> TextTrack:
    gate, reader = StillGate(), ScreenReader(engine or InkReader())
    for sample in samples:
        new_tiles = gate.offer(sample.time_s, sample.luma)
        picture = None if new_tiles is None else np.repeat(sample.luma[:, :, None], 3, axis=2)
        reader.offer(Sample(time_s=sample.time_s, luma=sample.luma, picture=picture, new_tiles=new_tiles))
    return reader.finish(samples[-1].time_s + 0.125)


def test_a_line_stands_from_the_sample_that_first_shows_it_to_the_one_that_no_longer_does() -> None:
    track = read_of(samples_of(lambda t: line_of(30 if 2.0 <= t < 5.0 else None), seconds=8.0))
    assert [(line.text, line.spans) for line in track.lines] == [("editor", (Span(start_s=2.0, end_s=5.0),))]


def test_a_line_that_comes_again_in_its_place_is_the_same_line_with_two_spans() -> None:
    track = read_of(samples_of(lambda t: line_of(30 if t < 2.0 or t >= 5.0 else None), seconds=8.0))
    (line,) = track.lines
    assert line.spans == (Span(start_s=0.0, end_s=2.0), Span(start_s=5.0, end_s=8.0))


def test_one_window_in_place_of_another_is_two_lines() -> None:
    track = read_of(samples_of(lambda t: line_of(30 if t < 4.0 else 60), seconds=8.0))
    assert [(line.text, line.start_s, line.end_s) for line in track.lines] == [
        ("editor", 0.0, 4.0),
        ("terminal", 4.0, 8.0),
    ]


def test_a_line_that_scrolls_is_one_line() -> None:
    track = read_of(samples_of(lambda t: line_of(30, top=100 + 24 * int(t)), seconds=6.0))
    assert [(line.text, line.start_s, line.end_s) for line in track.lines] == [("editor", 0.0, 6.0)]


def test_without_a_picture_nothing_was_read_and_the_track_says_so() -> None:
    track = ScreenReader(InkReader()).finish(5.0)
    assert track.lines == ()
    assert [(gap.start_s, gap.end_s, gap.why) for gap in track.gaps] == [(0.0, 5.0, "no_picture")]


def two_windows(time_s: float) -> NDArray[np.uint8]:
    """An editor for two seconds, a terminal for two, and so on; each fills the screen."""
    back = int(time_s / 2) % 2 == 1
    picture = gray(120 if back else 200)
    picture[100:112, 100:200] = 60 if back else 30
    return picture


def test_windows_that_take_turns_are_read_once_each() -> None:
    engine = InkReader()
    track = read_of(samples_of(two_windows, seconds=12.0), engine)
    assert [(line.text, len(line.spans)) for line in track.lines] == [("editor", 3), ("terminal", 3)]
    assert [span.start_s for line in track.lines for span in line.spans] == [0.0, 4.0, 8.0, 2.0, 6.0, 10.0]
    assert engine.pixels == 2 * 360 * 640
