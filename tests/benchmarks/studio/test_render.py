import json
from dataclasses import replace

import av
import numpy as np
import pytest

from benchmarks.studio.draw.desktop import Desktop
from benchmarks.studio.encode import write_recording
from benchmarks.studio.events import Event, Twist
from benchmarks.studio.render import draw_pictures, edited_sound, render
from benchmarks.studio.scene import Timeline
from benchmarks.studio.voice import RATE_HZ, Soundtrack
from tests.benchmarks.studio.scenarios import SMALL, scenario_of
from workers.brief import load_brief
from workers.spans import Span

SILENCE = Soundtrack(samples=np.zeros(RATE_HZ, np.float32), said=(), loudness=np.zeros(1, np.float32))


@pytest.fixture(scope="module")
def rendered(tmp_path_factory):
    folder = tmp_path_factory.mktemp("studio")
    scenario = scenario_of(2, Event.FORBIDDEN_WINDOW)
    return scenario, render(scenario, folder), folder


def test_a_recording_is_h264_and_aac_of_the_length_in_the_truth(rendered):
    scenario, truth, folder = rendered
    with av.open(str(folder / "recording.mp4")) as file:
        video, audio = file.streams.video[0], file.streams.audio[0]
        assert (video.codec_context.name, audio.codec_context.name) == ("h264", "aac")
        assert (video.width, video.height) == (1280, 720)
        assert video.frames == pytest.approx(truth.duration_s * scenario.format.fps, abs=1)
        assert float(audio.duration * audio.time_base) == pytest.approx(truth.duration_s, abs=0.1)
        assert float(video.duration * video.time_base) == pytest.approx(truth.duration_s, abs=0.1)


def test_the_truth_lies_beside_the_recording_with_a_brief_that_can_be_loaded(rendered):
    scenario, truth, folder = rendered
    stored = json.loads((folder / "truth.json").read_text())
    assert stored["code"] == "text.forbidden_shown"
    assert stored["start_s"] == truth.start_s
    assert stored["phrase"]["text"].find(scenario.asked.phrase) > 0
    assert load_brief(folder / "brief.toml").brief.text.forbidden == scenario.asked.forbidden


def test_the_planted_window_is_in_the_pictures_of_its_span_and_in_no_other(rendered):
    """The window is the only difference to the same desktop without it."""
    scenario, truth, _ = rendered
    without = tuple(show for show in scenario.screen.shows if show.window.id != "forbidden")
    plain = Desktop(replace(scenario.screen, shows=without), width=1280, height=720)
    full = Desktop(scenario.screen, width=1280, height=720)

    def differs(time_s: float) -> bool:
        return not np.array_equal(plain.at(time_s), full.at(time_s))

    step_s = 1 / scenario.format.fps
    assert [differs(truth.start_s - step_s), differs(truth.start_s)] == [False, True]
    assert [differs(truth.end_s - step_s), differs(truth.end_s)] == [True, False]


def test_the_same_seed_gives_the_same_pictures():
    scenario = scenario_of(4, twist=Twist.SITS_STILL)
    short = replace(scenario, timeline=Timeline(pieces=(Span(start_s=0, end_s=0.5),)))
    one, other = list(draw_pictures(short, SILENCE)), list(draw_pictures(short, SILENCE))
    assert len(one) == 5
    assert all(np.array_equal(a, b) for a, b in zip(one, other, strict=True))


def test_a_repeated_segment_is_the_same_to_the_last_bit():
    scenario = scenario_of(1, Event.REPEATED_SEGMENT)
    pieces = (Span(start_s=6.0, end_s=6.4), Span(start_s=6.0, end_s=6.4))
    first = list(draw_pictures(replace(scenario, timeline=Timeline(pieces=pieces)), SILENCE))
    assert len(first) == 8
    assert all(np.array_equal(first[index], first[index + 4]) for index in range(4))


@pytest.mark.parametrize("twist", [Twist.VIDEO_PLAYING, Twist.FAST_SCROLLING, Twist.DARK_SWITCH])
def test_moving_twists_move_the_screen(twist):
    scenario = scenario_of(6, twist=twist)
    desktop = Desktop(scenario.screen, width=1280, height=720)
    times_s = np.arange(0, scenario.timeline.duration_s, 0.5)
    brightness = [float(desktop.at(time_s).mean()) for time_s in times_s]
    assert len({round(value, 2) for value in brightness}) > 8


def test_sound_is_cut_and_repeated_like_the_picture():
    samples = np.arange(4 * RATE_HZ, dtype=np.float32)
    timeline = Timeline(pieces=(Span(start_s=0, end_s=1), Span(start_s=3, end_s=4), Span(start_s=0, end_s=1)))
    heard = edited_sound(samples, timeline)
    assert len(heard) == 3 * RATE_HZ
    assert heard[RATE_HZ] == 3 * RATE_HZ
    assert heard[2 * RATE_HZ] == 0


def test_pictures_come_back_as_they_were_drawn(tmp_path):
    path = tmp_path / "one.mp4"
    drawn = np.full((720, 1280, 3), (200, 60, 40), np.uint8)
    write_recording(path, [drawn] * 5, np.zeros(RATE_HZ // 2, np.float32), SMALL)
    with av.open(str(path)) as file:
        frames = [frame.to_ndarray(format="rgb24") for frame in file.decode(video=0)]
    assert len(frames) == 5
    assert np.abs(frames[2].astype(int) - drawn).max() < 12
