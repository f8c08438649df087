"""The voice detector on long sounds and on gaps."""

import tracemalloc
from functools import cache

import numpy as np

from tests.workers.engines import material
from workers.engines.vad.silero import SileroVad
from workers.media.pictures import SOUND_RATE_HZ, Sound
from workers.spans import Span


@cache
def detector():
    return SileroVad()


def test_speech_across_the_minute_at_which_chunks_meet_is_one_span():
    said = material.spoken("I now run the program and show its output without any pause at all.")
    sound = material.with_pauses(said, before_s=58, after_s=3)
    (span,) = detector().speech_spans(sound)
    assert span.start_s < 59
    assert span.end_s > 60.5


def test_nothing_is_looked_for_where_the_sound_has_no_data():
    said = material.spoken("I now run the program.")
    whole = material.with_pauses(said, before_s=2, after_s=2)
    gap = Sound(
        samples=whole.samples, spans=(Span(start_s=0, end_s=1), Span(start_s=3, end_s=whole.duration_s))
    )
    spans = detector().speech_spans(gap)
    assert spans
    assert all(span.start_s >= 3 for span in spans)


def test_quiet_speech_in_hiss_is_heard():
    said = material.with_pauses(material.spoken("I now run the program.")).samples
    quiet = (said * 0.15 + material.noise(len(said) / SOUND_RATE_HZ, level=120)[: len(said)]).astype(np.int16)
    assert len(detector().speech_spans(material.sound_of(quiet))) >= 1


def test_a_long_sound_is_never_in_memory_as_a_whole():
    minutes = 12
    sound = material.sound_of(material.silence(minutes * 60))
    tracemalloc.start()
    detector().speech_spans(sound)
    _, peak_bytes = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak_bytes < 4 * len(sound.samples)


def test_a_sound_without_samples_has_no_speech():
    assert detector().speech_spans(Sound(samples=material.silence(0), spans=())) == []
