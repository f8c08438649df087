"""What is heard where somebody speaks, and what where nobody does."""

import numpy as np
import pytest

from benchmarks.recall.music import make_music
from benchmarks.recall.voices import DURATION_S, VOICES, Clip, compare, hear, word_errors
from benchmarks.studio.voice import RATE_HZ
from workers.spans import Span
from workers.tracks.speech import Word


def a_word(text: str, at_s: float) -> Word:
    return Word(text=text, start_s=at_s, end_s=at_s + 0.2, confidence=0.9)


@pytest.mark.parametrize("name", ["music", "noise", "silence"])
def test_nothing_is_invented_where_nobody_speaks(name):
    assert hear(name, 1).invented == ()


def test_speech_over_music_is_heard_in_part():
    heard = hear("speech-over-music", 1)

    assert heard.words > 50
    assert heard.errors < heard.words
    assert len(heard.invented) <= 2


@pytest.mark.parametrize(
    ("heard", "errors"),
    [("a b c", 0), ("a x c", 1), ("a c", 1), ("a b b c", 1), ("", 3), ("c b a", 2)],
)
def test_words_wrong_missing_and_added_are_counted(heard, errors):
    assert word_errors(["a", "b", "c"], heard.split()) == errors


def test_a_word_far_from_every_sentence_is_invented():
    clip = Clip(
        sound=np.zeros(round(10 * RATE_HZ), np.float32), said=(("hello there", Span(start_s=4.0, end_s=5.0)),)
    )
    words = [a_word("hello", 4.0), a_word("there", 4.5), a_word("ghost", 8.0)]

    heard = compare("speech", 1, clip, words)

    assert (heard.words, heard.errors, heard.invented) == (2, 0, ("ghost",))
    assert heard.quiet_s == pytest.approx(10 - 1.6)


def test_music_is_as_long_as_asked_and_of_even_loudness():
    sound = make_music(1, 3.0)

    assert len(sound) == 3 * RATE_HZ
    assert float(np.mean(sound**2)) == pytest.approx(1.0, abs=0.01)


def test_every_set_is_the_same_each_time():
    for make in VOICES.values():
        one = make(1)
        assert np.array_equal(one.sound, make(1).sound)
        assert len(one.sound) == round(DURATION_S * RATE_HZ)
