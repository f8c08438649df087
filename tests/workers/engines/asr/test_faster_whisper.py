"""faster-whisper from a folder: the whole path, on weights that hear nonsense."""

import pytest

from tests.workers.engines import material
from tests.workers.engines.asr.tiny_whisper import write_tiny_whisper
from workers.engines.asr.faster_whisper import FasterWhisperAsr
from workers.engines.table import default_name
from workers.errors import EngineUnavailable
from workers.media.pictures import Sound
from workers.spans import Span

LONG_S = 70


@pytest.fixture
def whisper(no_network):
    return FasterWhisperAsr()


def noise_with_spans(*spans):
    samples = material.noise(LONG_S)
    return Sound(samples=samples, spans=(Span(start_s=0, end_s=LONG_S),)), [
        Span(start_s=start_s, end_s=end_s) for start_s, end_s in spans
    ]


def test_words_of_a_long_sound_fall_into_its_speech_only(whisper):
    sound, speech = noise_with_spans((1, 9), (20, 31), (62, 69))

    words = whisper.transcribe(sound, language="en", speech=speech, vocabulary=())

    assert words
    middles = [(word.start_s + word.end_s) / 2 for word in words]
    assert all(any(span.start_s <= middle <= span.end_s for span in speech) for middle in middles)
    assert {
        index for index, span in enumerate(speech) for m in middles if span.start_s <= m <= span.end_s
    } == {
        0,
        1,
        2,
    }


def test_what_is_heard_in_one_place_does_not_depend_on_what_was_heard_before(whisper):
    sound, (first, second) = noise_with_spans((1, 9), (50, 58))
    both = whisper.transcribe(sound, language="en", speech=[first, second], vocabulary=())
    alone = whisper.transcribe(sound, language="en", speech=[second], vocabulary=())
    assert [word for word in both if word.start_s >= 50] == alone


def test_only_the_speech_is_taken_out_of_the_sound(whisper, monkeypatch):
    heard = []
    inner = whisper._model.transcribe

    def listen(samples, **settings):
        heard.append(len(samples) / 16000)
        return inner(samples, **settings)

    monkeypatch.setattr(whisper._model, "transcribe", listen)
    sound, speech = noise_with_spans((1, 9), (10, 20), (40, 45))
    whisper.transcribe(sound, language="en", speech=speech, vocabulary=("deque",))
    assert heard == [19, 5]


def test_a_vocabulary_reaches_the_model_and_the_previous_text_does_not(whisper, monkeypatch):
    asked = {}

    def listen(_samples, **settings):
        asked.update(settings)
        return [], None

    monkeypatch.setattr(whisper._model, "transcribe", listen)
    sound, speech = noise_with_spans((1, 2))
    whisper.transcribe(sound, language="en-GB", speech=speech, vocabulary=("deque", "maxlen"))
    assert asked["hotwords"] == "deque, maxlen"
    assert asked["language"] == "en"
    assert asked["condition_on_previous_text"] is False
    assert asked["temperature"] == 0.0


def test_a_phrase_is_tried_without_telling_the_model_which(whisper, monkeypatch):
    asked = {}

    def listen(_samples, **settings):
        asked.update(settings)
        return [], None

    monkeypatch.setattr(whisper._model, "transcribe", listen)
    sound, speech = noise_with_spans((1, 2))
    whisper.try_phrase(sound, phrase="amber river seven", language="en", speech=speech)
    assert asked["hotwords"] is None


def test_russian_is_known_to_a_model_of_many_languages(whisper):
    assert whisper.speaks("ru")


def test_the_number_of_threads_changes_nothing(monkeypatch):
    sound, speech = noise_with_spans((1, 12))
    monkeypatch.setenv("CANDOR_THREADS", "1")
    with_one = FasterWhisperAsr().transcribe(sound, language="en", speech=speech, vocabulary=())
    monkeypatch.setenv("CANDOR_THREADS", "2")
    with_two = FasterWhisperAsr().transcribe(sound, language="en", speech=speech, vocabulary=())
    assert with_one == with_two


def test_without_weights_it_says_where_they_come_from(monkeypatch, tmp_path):
    monkeypatch.setenv("CANDOR_MODELS", str(tmp_path))
    with pytest.raises(EngineUnavailable) as refused:
        FasterWhisperAsr()
    assert str(refused.value) == (
        "faster-whisper has no weights on this machine; fetch them with `candor engines get asr/small`, "
        "or name their folder in CANDOR_WHISPER_MODEL."
    )


def test_a_folder_without_a_tokenizer_is_refused_because_a_hub_would_be_asked(tmp_path, no_network):
    folder = write_tiny_whisper(tmp_path / "whisper")
    (folder / "tokenizer.json").unlink()
    with pytest.raises(EngineUnavailable, match=r"lacks tokenizer\.json"):
        FasterWhisperAsr(folder)


def test_a_damaged_model_is_refused_in_a_sentence(tmp_path):
    folder = write_tiny_whisper(tmp_path / "whisper")
    (folder / "model.bin").write_bytes(b"not a model")
    with pytest.raises(EngineUnavailable, match="cannot be loaded"):
        FasterWhisperAsr(folder)


def test_with_weights_on_the_machine_it_is_the_default(monkeypatch, tmp_path):
    assert default_name("asr") == "faster-whisper"
    monkeypatch.setenv("CANDOR_MODELS", str(tmp_path))
    assert default_name("asr") == "pocketsphinx"


def test_a_named_folder_counts_even_where_it_is_missing(monkeypatch, tmp_path):
    """It was asked for by name: an error, not another engine."""
    monkeypatch.setenv("CANDOR_WHISPER_MODEL", str(tmp_path / "absent"))
    assert default_name("asr") == "faster-whisper"
    with pytest.raises(EngineUnavailable, match=r"absent lacks model\.bin, config\.json, tokenizer\.json"):
        FasterWhisperAsr()


def test_the_report_can_tell_two_models_apart(tmp_path):
    one = FasterWhisperAsr(write_tiny_whisper(tmp_path / "one", seed=1)).used.model
    two = FasterWhisperAsr(write_tiny_whisper(tmp_path / "two", seed=2)).used.model
    assert one.startswith("one/model.bin ")
    assert one.split()[1] != two.split()[1]
