"""The gate lets new states of the screen through, and nothing twice."""

import numpy as np
from numpy.typing import NDArray

from tests.factories.watched import gray, samples_of, with_camera
from workers.media.gate import LIVE_EVERY_S, RESTLESS_EVERY_S, StillGate, _joined_to, _Living


def chosen(draw: object, *, seconds: float) -> list[float]:
    gate = StillGate()
    return [s.time_s for s in samples_of(draw, seconds=seconds) if gate.offer(s.time_s, s.luma) is not None]  # type: ignore[arg-type]


def test_a_still_screen_is_chosen_once() -> None:
    assert chosen(lambda _: gray(), seconds=10.0) == [0.0]


def test_a_new_window_is_chosen_once_it_rests() -> None:
    assert chosen(lambda t: gray(200 if t < 3.0 else 60), seconds=6.0) == [0.0, 3.125]


def test_one_small_character_is_a_new_state() -> None:
    def draw(time_s: float) -> NDArray[np.uint8]:
        picture = gray()
        if time_s >= 2.0:
            picture[100:104, 100:102] = 30
        return picture

    assert chosen(draw, seconds=4.0) == [0.0, 2.125]


def test_noise_of_an_encoder_is_no_new_state() -> None:
    rng = np.random.default_rng(1)

    def draw(_: float) -> NDArray[np.uint8]:
        return (gray().astype(np.int16) + rng.integers(-4, 5, size=(360, 640))).astype(np.uint8)

    assert chosen(draw, seconds=5.0) == [0.0]


def test_a_slow_fade_is_noticed_as_soon_as_it_adds_up() -> None:
    times = chosen(lambda t: gray(round(200 - 10 * t)), seconds=8.0)
    assert len(times) >= 5


def test_typing_is_looked_at_now_and_then_while_it_goes_on() -> None:
    def draw(time_s: float) -> NDArray[np.uint8]:
        picture = gray()
        picture[100:108, 20 : 20 + round(time_s * 48)] = 30
        return picture

    times = chosen(draw, seconds=9.0)
    assert max(np.diff(times)) <= RESTLESS_EVERY_S + 0.25


def test_a_camera_alone_is_looked_at_seldom() -> None:
    times = chosen(lambda t: with_camera(gray(), 40 * np.sin(t)), seconds=20.0)
    late = [time_s for time_s in times if time_s >= 4.0]
    assert min(np.diff(late)) >= LIVE_EVERY_S


def test_a_window_beside_a_camera_is_still_noticed() -> None:
    times = chosen(lambda t: with_camera(gray(200 if t < 9.0 else 60), 40 * np.sin(t)), seconds=12.0)
    assert any(9.0 <= time_s <= 9.25 for time_s in times)


def test_beside_a_camera_only_what_changed_is_to_be_read() -> None:
    gate = StillGate()
    named = {
        s.time_s: tiles
        for s in samples_of(lambda t: with_camera(code_from(9.0, t), 40 * np.sin(t)), seconds=12.0)
        if (tiles := gate.offer(s.time_s, s.luma)) is not None
    }
    assert named[0.0].all()
    calm = [tiles for time_s, tiles in named.items() if 9.0 <= time_s <= 9.25]
    assert any((np.argwhere(tiles) == (6, 6)).all() for tiles in calm)


def test_a_tile_at_rest_beside_a_camera_draws_its_own_rows_into_a_look() -> None:
    """As where an encoder leaves the camera's edge outside what lives."""
    dirty = np.zeros((12, 20), np.bool_)
    dirty[2:10, 8:16] = True
    some = np.zeros_like(dirty)
    some[9, 8] = True
    assert np.argwhere(_joined_to(some, dirty)).tolist() == [
        [row, column] for row in (8, 9) for column in range(8, 16)
    ]


def test_part_of_a_camera_that_stands_for_a_while_lives_on_with_the_rest_of_it() -> None:
    living = _Living()
    whole, lower, elsewhere = (np.zeros((12, 20), np.bool_) for _ in range(3))
    whole[2:10, 8:16] = lower[6:10, 8:16] = elsewhere[2:6, 1:5] = True
    for second in range(6):
        living.after(second, whole)
    for second in range(6, 11):
        lives = living.after(second, lower)
    assert lives[2:10, 8:16].all()
    for second in range(11, 21):
        lives = living.after(second, elsewhere)
    assert not lives[:, 8:16].any()


def code_from(start_s: float, time_s: float) -> NDArray[np.uint8]:
    picture = gray()
    if time_s >= start_s:
        picture[100:108, 100:108] = 30
    return picture


def test_what_hangs_together_is_read_together_though_part_of_it_moved_before() -> None:
    """A line of text that comes to stand partly where something was typed for seconds."""

    def draw(time_s: float) -> NDArray[np.uint8]:
        picture = gray()
        if time_s < 9.0:
            picture[80:144, 320:384] = 30 + round(time_s * 8) % 2 * 120
        else:
            picture[100:108, 200:360] = 30
        return picture

    gate = StillGate()
    named = [
        (s.time_s, tiles)
        for s in samples_of(draw, seconds=10.0)
        if (tiles := gate.offer(s.time_s, s.luma)) is not None
    ]
    first = next(tiles for time_s, tiles in named if time_s > 9.0)
    assert first[6, 13:22].all()


def test_text_that_is_typed_for_seconds_is_no_moving_picture() -> None:
    """A row of tiles in which something changes every second is read as soon as it rests."""

    def draw(time_s: float) -> NDArray[np.uint8]:
        picture = gray()
        picture[100:108, 200 : 210 + 10 * int(time_s)] = 30
        picture[100:108, 320:340] = 30 if int(time_s) % 2 else 90
        return picture

    assert [time_s for time_s in chosen(draw, seconds=10.0) if time_s >= 6.0] == [6.125, 7.125, 8.125, 9.125]


def test_a_video_that_stops_is_read_once_it_rests() -> None:
    def draw(time_s: float) -> NDArray[np.uint8]:
        rng = np.random.default_rng(round(8 * min(time_s, 7.0)))
        picture = gray()
        picture[40:320, 20:420] = rng.choice(np.array([60, 200], np.uint8), size=(280, 400))
        return picture

    times = chosen(draw, seconds=9.0)

    assert [time_s for time_s in times if time_s >= 7.0] == [7.5]


def test_a_text_that_is_scrolled_is_looked_at_like_one_that_is_typed() -> None:
    rng = np.random.default_rng(4)
    page = rng.choice(np.array([60, 200], np.uint8), size=(2000, 400))

    def draw(time_s: float) -> NDArray[np.uint8]:
        picture = gray()
        top = round(150 * time_s)
        picture[40:320, 20:420] = page[top : top + 280]
        return picture

    times = chosen(draw, seconds=9.0)

    assert max(np.diff(times)) <= RESTLESS_EVERY_S + 0.25
