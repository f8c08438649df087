"""The words of spoken phrases are those that the command chooses, and sound unlike each other."""

import pytest

from benchmarks.studio.wording import GREETINGS, PHRASE_SENTENCES, SMALL_TALK
from benchmarks.words import LANGUAGES, candidates, choose, distance, distances, figures, sounds_of
from variants.phrases import WORDS, word_list
from workers.engines.asr.decoys import word_list as decoys
from workers.engines.asr.decoys import words_of

every_language = pytest.mark.parametrize("language", LANGUAGES)


def _far(one, other, language):
    return distance(sounds_of(one, language)[0], sounds_of(other, language)[0])


@every_language
def test_a_list_is_what_the_command_chooses(language):
    words = candidates(language)
    assert choose(words, distances(words, language)) == list(word_list(language))


@every_language
def test_a_list_has_as_many_different_words_as_phrases_need(language):
    assert len(word_list(language)) == len(set(word_list(language))) == WORDS


@every_language
def test_candidates_are_different_words_in_order(language):
    words = candidates(language)
    assert list(words) == sorted(set(words))
    assert len(words) >= 2 * WORDS


@every_language
def test_no_candidate_is_a_decoy(language):
    assert not set(candidates(language)) & set(decoys(language))


@every_language
def test_no_candidate_is_said_besides_a_phrase(language):
    said = words_of(" ".join(GREETINGS + SMALL_TALK + PHRASE_SENTENCES))
    assert not set(candidates(language)) & set(said)


@every_language
def test_every_candidate_can_be_said(language):
    assert all(sounds_of(word, language) for word in candidates(language))


@pytest.mark.parametrize(("language", "least", "median"), [("en", 0.5, 0.786), ("ru", 0.5, 0.781)])
def test_no_two_words_of_a_list_sound_alike(language, least, median):
    words = word_list(language)
    found = figures(words, distances(words, language))
    assert [round(figure, 3) for figure in found] == [least, median]


def test_sounds_that_are_mistaken_for_each_other_are_close():
    assert _far("коза", "коса", "ru") < _far("рука", "река", "ru") < _far("коза", "кора", "ru")
    assert _far("lemon", "melon", "en") < _far("lemon", "tiger", "en")


def test_a_russian_word_is_taken_by_its_sounds():
    assert sounds_of("юрта", "ru") == (("й", "у", "р", "т", "а"),)
    assert sounds_of("аллея", "ru") == (("а", "л", "э", "й", "а"),)
    assert sounds_of("вьюга", "ru") == (("в", "й", "у", "г", "а"),)
    assert sounds_of("рояль", "ru") == (("р", "о", "й", "а", "л"),)


def test_the_longer_word_measures_what_differs():
    assert distance(("а",), ("а",)) == 0
    assert distance(("а", "м"), ("а",)) == pytest.approx(0.5)
    assert distance(("п",), ("р",)) == 1


def test_a_word_within_another_is_no_distance_away():
    assert distances(["snow", "snowman"], "en") == {("snow", "snowman"): 0}
