"""A screen that comes back is known again, and only what is new on it is read."""

import numpy as np
from numpy.typing import NDArray

from tests.factories.watched import gray
from workers.media.tiles import changed_tiles
from workers.perceive.lines import SeenLine
from workers.perceive.recall import MOST_SCREENS, ScreenMemory
from workers.spans import Box

TOP, BOTTOM = Box(x=0.1, y=0.2, width=0.2, height=0.04), Box(x=0.1, y=0.7, width=0.2, height=0.04)


def a_line(text: str, box: Box) -> SeenLine:
    return SeenLine(
        text=text, confidence=0.9, box=box, first_box=Box(x=0, y=0, width=0.1, height=0.1), contrast=0.8
    )


def window(level: int, *, mark: bool = False) -> NDArray[np.uint8]:
    """A window of one grey over most of the screen; `mark`: something new at its foot."""
    picture = gray(200)
    picture[20:340, 20:620] = level
    if mark:
        picture[250:262, 100:160] = 10
    return picture


def memory_of(first: NDArray[np.uint8], second: NDArray[np.uint8], lines: list[SeenLine]) -> ScreenMemory:
    memory = ScreenMemory()
    memory.keep(first, lines, changed_tiles(second, first))
    return memory


LINES = [a_line("editor", TOP), a_line("status", BOTTOM)]


def test_a_window_that_comes_back_need_not_be_read() -> None:
    memory = memory_of(window(90), window(150), LINES)
    recalled = memory.recall(window(90), changed_tiles(window(90), window(150)))
    assert [line.text for line in recalled.lines] == ["editor", "status"]
    assert [line.first_box for line in recalled.lines] == [TOP, BOTTOM]
    assert not recalled.unknown.any()


def test_what_changed_in_the_meantime_is_read_and_its_lines_are_not_recalled() -> None:
    memory = memory_of(window(90), window(150), LINES)
    again = window(90, mark=True)
    recalled = memory.recall(again, changed_tiles(again, window(150)))
    assert [line.text for line in recalled.lines] == ["editor"]
    assert [line.text for line in recalled.changed] == ["status"]
    rows, columns = np.nonzero(recalled.unknown)
    assert (rows.min(), rows.max(), columns.min(), columns.max()) == (15, 16, 6, 9)


def test_another_window_is_no_screen_known() -> None:
    memory = memory_of(window(90), window(150), LINES)
    new_tiles = changed_tiles(window(30), window(150))
    recalled = memory.recall(window(30), new_tiles)
    assert recalled.lines == ()
    assert np.array_equal(recalled.unknown, new_tiles)


def test_a_small_change_neither_keeps_nor_recalls() -> None:
    small = changed_tiles(window(90, mark=True), window(90))
    memory = ScreenMemory()
    memory.keep(window(90), LINES, small)
    assert memory.recall(window(90), np.ones_like(small)).lines == ()
    assert memory_of(window(90), window(150), LINES).recall(window(90), small).lines == ()


def test_only_the_last_screens_are_remembered() -> None:
    memory = memory_of(window(90), window(150), LINES)
    everything = np.ones_like(changed_tiles(gray(), gray()))
    for number in range(MOST_SCREENS):
        memory.keep(window(100 + 5 * number), [], everything)
    assert memory.recall(window(90), everything).lines == ()
