"""What is perceived of speech: engines stand in here, the real ones are tried in their own room."""

from dataclasses import replace

import numpy as np
import pytest

from tests.factories.reports import ASR, VAD
from tests.workers.engines import material
from workers.brief import parse_brief
from workers.media.pictures import Sound
from workers.perceive.speech import NOTHING_SAID_MARGIN, perceive_speech, phrases_of, try_phrase
from workers.report import Gap
from workers.spans import Span
from workers.tracks.speech import Heard, PhraseTrial, Untried, Word

SPEECH = Span(start_s=1.0, end_s=3.0)
WORD = Word(text="hello", start_s=1.2, end_s=1.6, confidence=0.9)


class Ear:
    """Speaks English; remembers what it was asked."""

    NAME = "ear"
    ROUGH = True
    used = ASR

    def __init__(self):
        self.vocabulary = None
        self.tried = []

    def speaks(self, language):
        return language.startswith("en")

    def transcribe(self, sound, *, language, speech, vocabulary):
        self.vocabulary = list(vocabulary)
        return [WORD]

    def try_phrase(self, sound, *, phrase, language, speech):
        self.tried.append((phrase, tuple(speech)))
        return PhraseTrial(
            phrase=phrase,
            heard=Heard.SPOKEN,
            margin=4.0,
            spoken_from=2.0,
            missing_below=-2.0,
            span=SPEECH,
            best_decoy="other words",
            confidence=0.9,
        )


class Detector:
    NAME = "detector"
    used = VAD

    def __init__(self, *spans):
        self.spans = list(spans)

    def speech_spans(self, sound):
        return self.spans


def a_brief(body="", language="en"):
    return parse_brief(f'schema = "candor.brief/1"\nlanguage = "{language}"\n{body}')


PHRASE = a_brief('[variant]\nphrase = "amber river seven"')


def a_sound(samples=None, **changes):
    sound = material.sound_of(material.noise(4) if samples is None else samples)
    return replace(sound, **changes)


def trial_of(sound, *spans, brief=PHRASE):
    (phrase,) = phrases_of(brief)
    return try_phrase(sound, phrase, asr=Ear(), vad_spans=spans, language=brief.language)


def test_words_and_speech_are_kept_with_the_engines_that_heard_them():
    track = perceive_speech(a_sound(), asr=Ear(), vad=Detector(SPEECH), brief=a_brief())
    assert (track.engine, track.vad, track.rough, track.language) == (ASR, VAD, True, "en")
    assert (track.speech, track.words, track.gaps) == ((SPEECH,), (WORD,), ())


def test_without_speech_no_word_is_looked_for():
    ear = Ear()
    assert perceive_speech(a_sound(), asr=ear, vad=Detector(), brief=a_brief()).words == ()
    assert ear.vocabulary is None


def test_of_an_unknown_language_there_are_no_words_and_one_gap():
    track = perceive_speech(a_sound(), asr=Ear(), vad=Detector(SPEECH), brief=a_brief(language="ru"))
    assert track.words == ()
    assert track.gaps == (Gap(start_s=0.0, end_s=4.0, why="language_unknown"),)
    assert track.speech == (SPEECH,)


def test_a_stretch_without_sound_data_is_a_gap():
    spans = (Span(start_s=0.5, end_s=1.0), Span(start_s=2.0, end_s=4.0))
    track = perceive_speech(a_sound(spans=spans), asr=Ear(), vad=Detector(SPEECH), brief=a_brief())
    assert track.gaps == (
        Gap(start_s=0.0, end_s=0.5, why="no_sound"),
        Gap(start_s=1.0, end_s=2.0, why="no_sound"),
    )


def test_the_engine_is_told_the_terms_of_the_task_but_never_what_is_in_question():
    ear = Ear()
    brief = a_brief(
        'title = "Kubernetes river"\nstatement = "Write a textbox"\n'
        '[variant]\nphrase = "amber river seven"\n[speech]\nrequired = ["a textbox"]'
    )
    perceive_speech(a_sound(), asr=ear, vad=Detector(SPEECH), brief=brief)
    assert ear.vocabulary == ["Kubernetes", "Write"]


def test_every_text_of_the_brief_is_asked_about_once():
    brief = a_brief(
        '[variant]\nphrase = "amber river"\n'
        '[speech]\nrequired = ["my answer"]\nforbidden = ["tell me", "my answer"]\n'
        '[instructions]\n[[instructions.steps]]\nid = "run"\ninstruction = "Run"\nexpect_speech = ["it runs"]'
    )
    assert phrases_of(brief) == ("amber river", "my answer", "tell me", "it runs")
    assert phrases_of(a_brief()) == ()


def test_a_phrase_is_tried_where_a_voice_was_heard():
    ear = Ear()
    try_phrase(a_sound(), "amber river", asr=ear, vad_spans=[SPEECH], language="en")
    assert ear.tried == [("amber river", (SPEECH,))]


def test_where_sound_is_present_and_nobody_speaks_the_phrase_was_not_said():
    trial = trial_of(a_sound())
    assert trial.heard is Heard.NOT_SPOKEN
    assert trial.margin == NOTHING_SAID_MARGIN < trial.missing_below
    assert trial.span is None


@pytest.mark.parametrize(
    ("sound", "why"),
    [
        (a_sound(material.silence(4)), Untried.MUTED),
        (a_sound(spans=(Span(start_s=0.0, end_s=2.0),)), Untried.NO_SOUND),
        (a_sound(spans=()), Untried.NO_SOUND),
    ],
)
def test_a_muted_microphone_or_missing_sound_says_nothing_of_the_phrase(sound: Sound, why):
    trial = trial_of(sound)
    assert (trial.heard, trial.untried, trial.span) == (Heard.UNDECIDED, why, None)


def test_one_click_in_silence_is_not_a_muted_microphone():
    samples = material.silence(4)
    samples[30_000] = 900
    assert trial_of(a_sound(samples)).heard is Heard.NOT_SPOKEN


def test_the_lowest_sample_value_is_loud():
    samples = material.silence(4)
    samples[5] = np.iinfo(np.int16).min
    assert trial_of(a_sound(samples)).untried is None


def test_in_an_unknown_language_no_phrase_is_tried():
    brief = a_brief('[variant]\nphrase = "янтарь река"', language="ru")
    trial = trial_of(a_sound(), SPEECH, brief=brief)
    assert (trial.heard, trial.untried) == (Heard.UNDECIDED, Untried.LANGUAGE)
