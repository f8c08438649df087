"""Sound put at its time, whatever the container does with its clock."""

from fractions import Fraction

import av
import numpy as np
import pytest

from workers.media.damage import Damage
from workers.media.soundtrack import Soundtrack

RATE_HZ = 48_000


def piece(seconds: float, *, level: int = 8000, layout: str = "stereo") -> av.AudioFrame:
    channels = {"mono": 1, "stereo": 2}[layout]
    samples = np.full((1, round(seconds * RATE_HZ) * channels), level, dtype=np.int16)
    frame = av.AudioFrame.from_ndarray(samples, format="s16", layout=layout)
    frame.sample_rate, frame.time_base = RATE_HZ, Fraction(1, RATE_HZ)
    return frame


def heard(tmp_path, pieces, longest_s=60.0):
    """Stretches and samples after putting (frame, time) pieces together."""
    with (tmp_path / "sound").open("w+b") as file:
        damage = Damage()
        track = Soundtrack(file.fileno(), longest_s=longest_s, damage=damage)
        for frame, time_s in pieces:
            track.add(frame, time_s)
        track.flush()
        file.truncate(track.samples * 2)
        samples = np.frombuffer((tmp_path / "sound").read_bytes(), dtype=np.int16)
    return [(round(a, 2), round(b, 2)) for a, b in track.stretches.all()], samples, damage


def test_pieces_that_meet_are_one_stretch_without_a_click(tmp_path):
    stretches, samples, _ = heard(tmp_path, [(piece(0.1), number * 0.1) for number in range(10)])

    assert stretches == [(0.0, 1.0)]
    assert len(samples) == 16_000
    assert samples[100:-100].min() == pytest.approx(8000, abs=30)


def test_rounded_times_do_not_cut_the_sound_up(tmp_path):
    wobble = [0.0, 0.02, -0.02, 0.01]
    pieces = [(piece(0.1), number * 0.1 + wobble[number % 4]) for number in range(10)]

    stretches, samples, _ = heard(tmp_path, pieces)

    assert stretches == [(0.0, 1.0)]
    assert samples[100:-100].min() == pytest.approx(8000, abs=30)


def test_a_gap_stays_a_gap(tmp_path):
    stretches, samples, _ = heard(tmp_path, [(piece(0.5), 0.0), (piece(0.5), 3.0)])

    assert stretches == [(0.0, 0.5), (3.0, 3.5)]
    assert not samples[round(0.6 * 16_000) : round(2.9 * 16_000)].any()
    assert samples[round(3.2 * 16_000)] == pytest.approx(8000, abs=30)


def test_sound_before_time_zero_is_cut_off(tmp_path):
    stretches, samples, _ = heard(tmp_path, [(piece(1.0), -0.4)])

    assert stretches == [(0.0, 0.6)]
    assert len(samples) == pytest.approx(9600, abs=20)


def test_a_clock_that_drifts_is_followed(tmp_path):
    pieces = [(piece(0.1), number * 0.11) for number in range(100)]

    stretches, _, _ = heard(tmp_path, pieces)

    assert stretches[0][0] == 0.0
    assert stretches[-1][1] == pytest.approx(99 * 0.11 + 0.1, abs=0.1)


def test_the_form_may_change_midway(tmp_path):
    stretches, samples, _ = heard(tmp_path, [(piece(0.5), 0.0), (piece(0.5, layout="mono"), 0.5)])

    assert stretches == [(0.0, 1.0)]
    assert samples[14_000] == pytest.approx(8000, abs=30)


def test_times_that_step_back_do_not_fail(tmp_path):
    stretches, _, _ = heard(tmp_path, [(piece(0.5), 5.0), (piece(0.5), 1.0), (piece(0.5), 5.5)])

    assert stretches == [(5.0, 6.0)]


def test_sound_after_the_longest_time_is_left_out_and_said(tmp_path):
    stretches, samples, damage = heard(tmp_path, [(piece(0.5), 0.0), (piece(0.5), 500.0)])

    assert stretches == [(0.0, 0.5)]
    assert len(samples) == 8000
    (said,) = damage.sentences()
    assert said.startswith("The sound goes on after the longest time that is read, first at 500.00 s")


def test_silence_takes_no_disk(tmp_path):
    stretches, samples, _ = heard(tmp_path, [(piece(5.0, level=0), 0.0)])

    assert stretches == [(0.0, 5.0)]
    assert (tmp_path / "sound").stat().st_blocks == 0
    assert not samples.any()
