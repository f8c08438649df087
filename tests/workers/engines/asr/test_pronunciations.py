import pytest

from workers.engines.asr.decoys import word_list
from workers.engines.asr.pronunciations import Pronunciations, load_pronunciations
from workers.engines.weights import package_folder
from workers.errors import EngineUnavailable


@pytest.fixture(scope="module")
def english():
    folder = package_folder("pocketsphinx", package="pocketsphinx")
    return load_pronunciations(folder / "model" / "en-us" / "cmudict-en-us.dict")


def test_a_word_has_every_way_that_it_is_said(english):
    assert english.of("either") == (("IY", "DH", "ER"), ("AY", "DH", "ER"))


def test_an_unknown_compound_is_said_as_its_parts(english):
    assert english.of("textbox") == (("T", "EH", "K", "S", "T", "B", "AA", "K", "S"),)


def test_nothing_is_guessed_from_spelling(english):
    assert english.of("kubernetes") == ()
    assert not english.knows("янтарь")


def test_an_abbreviation_in_capitals_is_said_letter_by_letter(english):
    assert english.of_written("GPT") == (("JH", "IY", "P", "IY", "T", "IY"),)
    assert english.of_written("gpt") == ()


def test_every_english_decoy_can_be_said(english):
    assert [word for word in word_list("en") if not english.knows(word)] == []


def test_a_missing_dictionary_is_said_in_a_sentence(tmp_path):
    with pytest.raises(EngineUnavailable, match=r"The dictionary .* cannot be read"):
        Pronunciations(tmp_path / "none.dict")
