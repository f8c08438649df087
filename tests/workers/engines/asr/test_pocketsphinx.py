import numpy as np
import pytest

from tests.workers.engines import material
from workers.engines.asr.pocketsphinx import (
    LEAST_PHONES,
    MISSING_BELOW,
    MISSING_BELOW_IN_NOISE,
    PocketSphinxAsr,
)
from workers.engines.table import load_engine
from workers.errors import EngineFailed
from workers.spans import Span
from workers.tracks.speech import Heard, Untried

PHRASE = "amber river seven"
AROUND = (
    "My code phrase is, {}. Now I will open the editor and write the function. Let us look at the output."
)
VOICE = "en-us"


@pytest.fixture(scope="module")
def asr():
    return PocketSphinxAsr()


def speech_of(sound):
    return load_engine("vad", "silero").speech_spans(sound)


def saying(phrase):
    return material.with_pauses(material.spoken(AROUND.format(phrase), VOICE), before_s=1.5, after_s=1)


def test_a_phrase_that_was_said_is_spoken_and_found_where_it_was_said(asr):
    sound = saying(PHRASE)

    trial = asr.try_phrase(sound, phrase=PHRASE, language="en-GB", speech=speech_of(sound))

    assert trial.heard is Heard.SPOKEN
    assert trial.span is not None
    assert 2.0 < trial.span.start_s < trial.span.end_s < 6.0
    assert 0.6 < trial.span.duration_s < 2.5


def test_a_phrase_that_was_not_said_is_never_spoken(asr):
    sound = saying("copper whistle dolphin")
    speech = speech_of(sound)
    trials = [
        asr.try_phrase(sound, phrase=phrase, language="en", speech=speech)
        for phrase in (PHRASE, "velvet onion castle", "fellow americans", "giraffe thunder ladder")
    ]
    assert Heard.SPOKEN not in [trial.heard for trial in trials]
    assert Heard.NOT_SPOKEN in [trial.heard for trial in trials]


def test_case_punctuation_and_figures_do_not_change_a_phrase(asr):
    sound = saying(PHRASE)
    speech = speech_of(sound)
    plain, written = (
        asr.try_phrase(sound, phrase=phrase, language="en", speech=speech)
        for phrase in (PHRASE, "Amber-River, 7!")
    )
    assert (written.margin, written.span) == (plain.margin, plain.span)


def test_a_fresh_engine_and_a_used_one_hear_alike(asr):
    sound = saying(PHRASE)
    speech = speech_of(sound)
    other = material.with_pauses(material.spoken("Something else entirely.", "en-us"))
    asr.try_phrase(other, phrase=PHRASE, language="en", speech=speech_of(other))
    fresh = PocketSphinxAsr()

    assert asr.try_phrase(sound, phrase=PHRASE, language="en", speech=speech) == fresh.try_phrase(
        sound, phrase=PHRASE, language="en", speech=speech
    )


def test_what_one_span_holds_is_heard_whatever_came_before_it(asr):
    said = material.spoken("Write a function.", VOICE)
    silence, loud = material.silence(1), (material.noise(2, level=6000), material.silence(1))
    sound = material.sound_of(np.concatenate([silence, said, silence, *loud, said, silence]))
    first = Span(start_s=0.8, end_s=1.2 + len(said) / 16_000)
    second = Span(start_s=first.start_s + 5 + len(said) / 16_000 - 1, end_s=sound.duration_s - 0.8)
    both = asr.transcribe(sound, language="en", speech=[first, second], vocabulary=())
    alone = asr.transcribe(sound, language="en", speech=[second], vocabulary=())
    assert [word for word in both if word.start_s >= second.start_s - 0.3] == alone


def test_a_word_without_a_pronunciation_is_named_and_nothing_is_claimed(asr):
    sound = saying(PHRASE)
    trial = asr.try_phrase(sound, phrase="amber Kubernetes янтарь", language="en", speech=speech_of(sound))
    assert (trial.heard, trial.untried) == (Heard.UNDECIDED, Untried.WORDS)
    assert trial.unknown == ("kubernetes", "янтарь")


def test_of_a_vocabulary_it_learns_what_its_dictionary_lacks_and_whose_sound_is_known(asr):
    assert asr.learns(["function", "textbox", "SQL", "Kubernetes", "textbox"]) == ("textbox",)


def test_a_phrase_without_words_cannot_be_tried(asr):
    trial = asr.try_phrase(saying(PHRASE), phrase="!?", language="en", speech=[])
    assert (trial.untried, trial.unknown) == (Untried.WORDS, ("!?",))


def test_a_phrase_that_fits_anywhere_is_not_tried(asr):
    sound = saying(PHRASE)
    trial = asr.try_phrase(sound, phrase="run it", language="en", speech=speech_of(sound))
    assert len(["R", "AH", "N", "IH", "T"]) < LEAST_PHONES
    assert (trial.heard, trial.untried) == (Heard.UNDECIDED, Untried.TOO_SHORT)


def test_another_language_is_not_tried_and_not_transcribed(asr):
    sound = saying(PHRASE)
    trial = asr.try_phrase(sound, phrase="янтарь река", language="ru", speech=speech_of(sound))
    assert (trial.heard, trial.untried) == (Heard.UNDECIDED, Untried.LANGUAGE)
    with pytest.raises(EngineFailed, match="English only"):
        asr.transcribe(sound, language="ru", speech=speech_of(sound), vocabulary=())


@pytest.mark.parametrize(
    "span", [Span(start_s=0.5, end_s=0.5), Span(start_s=90.0, end_s=91.0)], ids=["empty", "past the end"]
)
def test_a_span_that_holds_nothing_is_no_error(asr, span):
    sound = material.sound_of(material.silence(0.01))
    trial = asr.try_phrase(sound, phrase=PHRASE, language="en", speech=[span])
    assert trial.heard is Heard.UNDECIDED
    assert asr.transcribe(sound, language="en", speech=[span], vocabulary=()) == []


def test_in_noise_far_less_is_called_missing(asr):
    clear = saying("copper whistle dolphin")
    noisy = material.sound_of(clear.samples + material.noise(clear.duration_s, level=900))
    trials = [
        asr.try_phrase(sound, phrase=PHRASE, language="en", speech=speech_of(clear))
        for sound in (clear, noisy)
    ]
    assert [trial.missing_below for trial in trials] == [MISSING_BELOW, MISSING_BELOW_IN_NOISE]
    assert Heard.SPOKEN not in [trial.heard for trial in trials]


@pytest.mark.parametrize("samples", [material.silence(3), material.noise(3), material.music(3)])
def test_a_phrase_is_never_heard_in_silence_noise_or_music(asr, samples):
    sound = material.sound_of(samples)
    trial = asr.try_phrase(sound, phrase=PHRASE, language="en", speech=[Span(start_s=0.0, end_s=3.0)])
    assert trial.heard is not Heard.SPOKEN
    assert np.isfinite(trial.margin)


def test_long_speech_is_heard_in_pieces_that_overlap(asr):
    once = material.spoken(AROUND.format("copper whistle dolphin"), VOICE)
    pause = material.silence(0.3)
    before = np.concatenate([part for _ in range(7) for part in (once, pause)])
    sound = material.sound_of(np.concatenate([before, material.spoken(AROUND.format(PHRASE), VOICE), pause]))
    whole = Span(start_s=0.0, end_s=sound.duration_s)
    assert whole.duration_s > 70

    trial = asr.try_phrase(sound, phrase=PHRASE, language="en", speech=[whole])

    assert trial.heard is Heard.SPOKEN
    assert trial.span is not None
    assert trial.span.start_s > len(before) / 16_000


class Decoder:
    """Remembers what it is taught."""

    def __init__(self):
        self.taught = []

    def lookup_word(self, word):
        return "K AE T" if word == "cat" else None

    def add_word(self, word, phones, *, update):
        self.taught.append((word, phones, update))


def test_terms_whose_sound_is_known_are_added_to_what_can_be_heard(asr):
    decoder = Decoder()
    asr._teach(decoder, ["Textbox", "cat", "kubernetes", "GPT", "Textbox"])
    assert decoder.taught == [
        ("textbox", "T EH K S T B AA K S", True),
        ("gpt", "JH IY P IY T IY", True),
    ]


def test_the_real_decoder_can_be_taught(asr):
    sound = material.with_pauses(material.spoken("Write a function.", VOICE), before_s=0.5, after_s=0.5)
    words = asr.transcribe(sound, language="en", speech=speech_of(sound), vocabulary=["textbox"])
    assert [word.text for word in words]
