"""A phrase's trial on a transcript, and numbers as they are spoken."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workers.engines.asr.numerals import spell_numbers
from workers.engines.asr.reading import best_fit, trial_from_words
from workers.spans import Span
from workers.tracks.speech import Heard, Word

PHRASE = "amber river seven"
TALK = "so first I open the editor and then I write the function that was asked for and I run it"


def words(text):
    return [
        Word(text=word, start_s=i * 0.5, end_s=i * 0.5 + 0.4, confidence=0.9)
        for i, word in enumerate(text.split())
    ]


def trial(text, phrase=PHRASE, language="en"):
    return trial_from_words(words(text), phrase=phrase, language=language)


def test_a_spoken_phrase_wins_and_its_place_is_known():
    result = trial(f"my phrase is amber river seven {TALK}")
    assert result.heard is Heard.SPOKEN
    assert result.confidence == 1
    assert result.span == Span(start_s=1.5, end_s=2.9)


@pytest.mark.parametrize(
    "heard", ["Amber River 7.", "amber river, seven", "amberriver seven", "ember river seven"]
)
def test_a_recognisers_way_of_writing_does_not_matter(heard):
    assert trial(f"{TALK} {heard} {TALK}").heard is Heard.SPOKEN


@pytest.mark.parametrize("said", ["", "amber lantern copper", "orange window seven"])
def test_a_phrase_that_was_not_said_is_not_heard(said):
    assert trial(f"{TALK} {said}").heard is not Heard.SPOKEN


def test_a_phrase_without_any_of_its_words_has_lost():
    result = trial(TALK)
    assert result.heard is Heard.NOT_SPOKEN
    assert result.confidence == round(1 - best_fit("amberriverseven", TALK.replace(" ", "")).nearness, 4)
    assert result.confidence > 0.4


@pytest.mark.parametrize("misheard", ["amber river", "amber river and", "amber liver heaven"])
def test_a_misheard_word_never_makes_a_phrase_missing(misheard):
    assert trial(f"{TALK} {misheard} {TALK}").heard is not Heard.NOT_SPOKEN


def test_where_no_word_was_heard_nothing_is_decided():
    result = trial("")
    assert (result.heard, result.span) == (Heard.UNDECIDED, None)


def test_russian_is_tried_alike():
    talk = "сначала я открываю редактор потом пишу функцию которую просили и запускаю её"
    assert trial(f"моя фраза янтарь река 7 {talk}", "янтарь река семь", "ru").heard is Heard.SPOKEN
    assert trial(talk, "янтарь река семь", "ru").heard is not Heard.SPOKEN


@given(st.text("abc", min_size=1, max_size=8), st.text("abc", max_size=8), st.text("abc", max_size=8))
def test_letters_that_stand_in_the_text_fit_wholly(wanted, before, after):
    text = before + wanted + after
    fit = best_fit(wanted, text)
    assert fit.nearness == 1
    assert text[fit.start : fit.end] == wanted


@pytest.mark.parametrize(
    ("wanted", "text", "nearness", "place"),
    [
        ("river", "theriwerbank", 0.8, "riwer"),
        ("river", "therverbank", 0.8, "rver"),
        ("river", "xxxxx", 0.0, ""),
        ("river", "", 0.0, ""),
    ],
)
def test_edits_are_counted_in_letters(wanted, text, nearness, place):
    fit = best_fit(wanted, text)
    assert (round(fit.nearness, 6), text[fit.start : fit.end]) == (nearness, place)


@pytest.mark.parametrize(
    ("text", "language", "spelled"),
    [
        ("7", "en", "seven"),
        ("room 42", "en", "room forty two"),
        ("20", "en", "twenty"),
        ("07", "en", "zero seven"),
        ("204", "en", "two zero four"),
        ("19 рек", "ru", "девятнадцать рек"),
        ("7", "de", "7"),
    ],
)
def test_numbers_are_spelled_as_they_are_spoken(text, language, spelled):
    assert spell_numbers(text, language) == spelled
