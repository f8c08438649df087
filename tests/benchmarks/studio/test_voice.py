from dataclasses import replace

import numpy as np
import pytest

from benchmarks.studio.voice import (
    RATE_HZ,
    Bed,
    SoundPlan,
    Speaker,
    SpeechUnavailable,
    Utterance,
    make_soundtrack,
    speak,
)
from benchmarks.studio.wording import VOICES

SPEAKER = Speaker(name="en-us", words_a_minute=150, pitch=50)


def _bed(from_s: float, below_voice_db: float) -> Bed:
    return Bed(from_s=from_s, below_voice_db=below_voice_db, colour=1.0, hum_hz=50, hum_part=0.1)


def _plan(*utterances: Utterance, beds: tuple[Bed, ...]) -> SoundPlan:
    return SoundPlan(speaker=SPEAKER, utterances=utterances, beds=beds, clicks=(), seed=1)


def test_what_is_said_is_heard_where_the_truth_says():
    plan = _plan(Utterance(text="amber river", start_s=1.0), beds=(_bed(0.0, 35.0),))
    track = make_soundtrack(plan, 4.0)
    (said,) = track.said
    assert said.span.start_s == 1.0
    spoken = track.samples[RATE_HZ : round(said.span.end_s * RATE_HZ)]
    before = track.samples[: RATE_HZ - 2000]
    ratio_db = 20 * np.log10(np.std(spoken) / np.std(before))
    assert 25 < ratio_db < 40
    assert track.voice_at(0.5) < 0.01
    assert track.voice_at(1.3) > 0.05


def test_nobody_talks_over_themselves():
    plan = _plan(
        Utterance(text="amber river seven", start_s=0.2),
        Utterance(text="garden", start_s=0.3),
        beds=(_bed(0.0, 35.0),),
    )
    first, second = make_soundtrack(plan, 5.0).said
    assert second.span.start_s >= first.span.end_s + 0.3


def test_the_room_sounds_different_from_a_second_bed_on():
    track = make_soundtrack(_plan(beds=(_bed(0.0, 40.0), _bed(2.0, 30.0))), 4.0)
    quiet, loud = np.std(track.samples[: 2 * RATE_HZ]), np.std(track.samples[2 * RATE_HZ :])
    assert loud / quiet == pytest.approx(10 ** (10 / 20), rel=0.05)


def test_every_voice_sounds_different():
    heard = {speak("amber", replace(SPEAKER, name=name)).tobytes() for name in VOICES}
    assert len(heard) == len(VOICES)


def test_a_machine_without_espeak_is_told_which_package(monkeypatch):
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(SpeechUnavailable, match="apt install espeak-ng"):
        speak("hello", SPEAKER)
