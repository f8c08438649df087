import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workers.engines.asr.decoys import (
    FAR,
    REPLACEMENTS,
    decoys_for,
    far_decoys,
    near_decoys,
    word_list,
    words_of,
)

PHRASE = ("amber", "river", "seven")


def test_the_words_of_a_text_have_no_punctuation_and_no_capitals():
    assert words_of("Don’t stop: the cold-hearted River, 7!") == (
        "don't",
        "stop",
        "the",
        "cold",
        "hearted",
        "river",
    )


def test_each_place_of_the_phrase_is_replaced_as_often_as_the_others():
    replaced = [decoy.replaced for decoy in near_decoys(PHRASE, "en")]
    assert [replaced.count((place,)) for place in range(3)] == [REPLACEMENTS] * 3
    assert replaced.count(()) == 5


def test_a_near_decoy_keeps_every_word_that_it_does_not_replace():
    for decoy in near_decoys(PHRASE, "en"):
        kept = [word for place, word in enumerate(decoy.words) if place not in decoy.replaced]
        own = [word for place, word in enumerate(PHRASE) if place not in decoy.replaced]
        assert sorted(kept) == sorted(own)


def test_of_a_long_sentence_a_third_is_replaced():
    sentence = words_of("the function returns the average of the list")
    assert {len(decoy.replaced) for decoy in near_decoys(sentence, "en") if decoy.replaced} == {3}


def test_far_decoys_share_no_word_with_the_phrase():
    far = far_decoys(("window", "table", "sugar"), "en")
    assert len(far) == FAR
    assert not {"window", "table", "sugar"} & {word for decoy in far for word in decoy}


def test_a_word_like_one_of_the_phrase_is_no_decoy():
    drawn = {word for decoy in far_decoys(("stations", "waters", "seven"), "en") for word in decoy}
    assert "station" in word_list("en")
    assert "station" not in drawn


@given(st.text(max_size=40), st.sampled_from(["en", "en-GB", "ru", "de", ""]))
def test_any_phrase_has_decoys_and_is_never_one_of_them(phrase, language):
    decoys = decoys_for(phrase, language)
    assert decoys
    assert " ".join(words_of(phrase)) not in decoys
    assert decoys == decoys_for(phrase, language)


def test_decoys_are_the_same_in_another_process():
    code = "from workers.engines.asr.decoys import decoys_for; print(decoys_for('amber river seven', 'en'))"
    other = subprocess.run(
        [sys.executable, "-c", code],
        env={"PYTHONHASHSEED": "7", "PYTHONPATH": ":".join(sys.path)},
        capture_output=True,
        check=True,
        text=True,
    )
    assert other.stdout.strip() == str(decoys_for("amber river seven", "en"))


@pytest.mark.parametrize(("language", "word"), [("en", "welcome"), ("ru-RU", "молоко"), ("de", "welcome")])
def test_a_language_has_its_own_words_or_the_english_ones(language, word):
    words = word_list(language)
    assert word in words
    assert len(words) == len(set(words)) >= 100
