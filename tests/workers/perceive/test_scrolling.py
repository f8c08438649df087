"""A page that is scrolled is read where it is new, and its lines are the same lines elsewhere."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from tests.factories.watched import gray, samples_of
from tests.workers.perceive.test_text import InkReader, _block, read_of
from workers.engines.ocr.base import OcrLine, Skip, skip_nothing
from workers.perceive.scrolling import Scroll
from workers.spans import Box, Span

PITCH_PX, LINE_PX = 24, 12
TOP_PX, BOTTOM_PX = 60, 300
#: Each line has an ink of its own, by which it is read.
INKS = {20 + 3 * number: f"line {number}" for number in range(40)}
WIDTHS = np.random.default_rng(5).integers(120, 380, len(INKS))


class PageReader(InkReader):
    """Reads the lines that stand whole in a picture."""

    def read(self, picture: NDArray[np.uint8], *, skip: Skip = skip_nothing) -> list[OcrLine]:
        self.pixels += picture.shape[0] * picture.shape[1]
        lines = [line for ink, text in INKS.items() for line in _block(picture, ink, text)]
        return [line for line in lines if line.height_px == LINE_PX and not skip(line)]


def page() -> NDArray[np.uint8]:
    drawn = np.full((PITCH_PX * len(INKS), 420), 200, np.uint8)
    for number, (ink, width) in enumerate(zip(INKS, WIDTHS, strict=True)):
        drawn[PITCH_PX * number : PITCH_PX * number + LINE_PX, 20 : 20 + width] = ink
    return drawn


PAGE = page()


def scrolled_to(up_px: int) -> NDArray[np.uint8]:
    picture = gray()
    picture[TOP_PX:BOTTOM_PX, 100:520] = PAGE[up_px : up_px + BOTTOM_PX - TOP_PX]
    return picture


def rests_moves_rests(time_s: float) -> NDArray[np.uint8]:
    """Stands for two seconds, moves up by 200 px within four, and stands again."""
    return scrolled_to(round(50 * min(max(time_s - 2.0, 0.0), 4.0)))


def test_every_line_is_one_line_while_it_can_be_seen() -> None:
    track = read_of(samples_of(rests_moves_rests, seconds=8.0), PageReader())

    assert sorted(line.text for line in track.lines) == sorted(f"line {n}" for n in range(18))
    stays = next(line for line in track.lines if line.text == "line 9")
    assert stays.spans == (Span(start_s=0.0, end_s=8.0),)


def test_a_line_goes_when_it_leaves_the_page_and_comes_when_it_is_whole() -> None:
    track = read_of(samples_of(rests_moves_rests, seconds=8.0), PageReader())

    lines = {line.text: line for line in track.lines}
    # The third line's upper edge is 48 px below that of the page, which moves 50 px a second from 2 s on.
    assert abs(lines["line 2"].end_s - (2.0 + 48 / 50)) <= 0.25
    # The lower edge of the thirteenth is 60 px below that of the page.
    assert abs(lines["line 12"].start_s - (2.0 + 60 / 50)) <= 0.25


def test_where_a_line_went_is_kept() -> None:
    track = read_of(samples_of(rests_moves_rests, seconds=8.0), PageReader())

    line = next(line for line in track.lines if line.text == "line 9")
    assert round(line.box.y * 360) == TOP_PX + 9 * PITCH_PX
    assert round(line.box_at(1.0).y * 360) == TOP_PX + 9 * PITCH_PX
    assert round(line.box_at(7.9).y * 360) == TOP_PX + 9 * PITCH_PX - 200
    assert [place.time_s for place in line.path] == sorted({place.time_s for place in line.path})


def test_only_what_is_new_is_read() -> None:
    once, scrolled = PageReader(), PageReader()
    read_of(samples_of(lambda _: scrolled_to(0), seconds=8.0), once)
    read_of(samples_of(rests_moves_rests, seconds=8.0), scrolled)

    assert scrolled.pixels < 2.5 * once.pixels


def test_a_digit_that_changes_while_the_page_moves_is_read_anew() -> None:
    def draw(time_s: float) -> NDArray[np.uint8]:
        picture = rests_moves_rests(time_s)
        if time_s >= 4.0:
            picture[picture == 20 + 3 * 9] = 20 + 3 * 30
        return picture

    track = read_of(samples_of(draw, seconds=8.0), PageReader())

    lines = {line.text: line for line in track.lines}
    assert lines["line 9"].end_s <= 4.75
    assert lines["line 30"].end_s == 8.0


def scroll(**changed: object) -> Scroll:
    given = Scroll(
        box=Box(x=0.0, y=0.2, width=1.0, height=0.6),
        up=0.3,
        known=np.ones((23, 40), np.bool_),
        course=((1.0, 0.0), (1.1, 0.1), (1.2, 0.2), (1.3, 0.3)),
    )
    return replace(given, **changed)


def line_at(y: float) -> Box:
    return Box(x=0.1, y=y, width=0.3, height=0.05)


def test_a_line_is_whole_from_when_its_page_had_brought_it_in() -> None:
    assert scroll().whole_since_s(line_at(0.74)) == 1.3
    assert scroll().whole_since_s(line_at(0.6)) == 1.2
    assert scroll().whole_since_s(line_at(0.3)) == 1.0


def test_a_line_is_whole_until_its_page_takes_it_out() -> None:
    assert scroll().whole_until_s(line_at(0.22)) == 1.1
    assert scroll().whole_until_s(line_at(0.45)) == 1.3


def test_a_line_half_out_of_its_page_is_not_known() -> None:
    assert scroll().holds(line_at(0.5), (360, 640))
    assert not scroll().holds(line_at(0.78), (360, 640))


def test_a_line_on_its_way_out_is_not_read_again_in_part() -> None:
    class AnyReader(PageReader):
        """Reads the lines that stand there in part, too."""

        def __init__(self) -> None:
            super().__init__()
            self.parts: list[str] = []

        def read(self, picture: NDArray[np.uint8], *, skip: Skip = skip_nothing) -> list[OcrLine]:
            lines = [line for ink, text in INKS.items() for line in _block(picture, ink, text)]
            read = [line for line in lines if not skip(line)]
            self.parts += [line.text for line in read if line.height_px < LINE_PX]
            return read

    engine = AnyReader()
    read_of(samples_of(rests_moves_rests, seconds=8.0), engine)

    assert not {"line 0", "line 1", "line 2", "line 3"} & set(engine.parts)


def test_an_edge_takes_out_what_moves_over_it() -> None:
    assert scroll().takes_out(line_at(0.17), (360, 640))
    assert not scroll().takes_out(line_at(0.3), (360, 640))
    assert not scroll().takes_out(line_at(0.78), (360, 640))
    assert scroll(up=-0.3).takes_out(line_at(0.78), (360, 640))
