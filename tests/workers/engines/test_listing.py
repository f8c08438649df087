"""`candor engines`: what is there, what is not and why, and fetching when told to."""

import hashlib
import socket
import sys

import pytest

from workers.engines import fetching
from workers.engines.fetching import FETCHABLE, fetch
from workers.engines.listing import list_engines
from workers.engines.ocr.carried import detection_model, recognition_model
from workers.engines.settings import threads
from workers.engines.table import ENGINES, default_name
from workers.errors import EngineUnavailable


def facts(kind, name):
    return next(item for item in list_engines() if (item.kind, item.name) == (kind, name))


@pytest.fixture
def empty(monkeypatch, tmp_path):
    monkeypatch.setenv("CANDOR_MODELS", str(tmp_path))
    return tmp_path


def test_every_engine_of_the_table_is_listed_in_its_order():
    listed = [(item.kind, item.name) for item in list_engines()]
    assert listed == [(kind, name) for kind, names in ENGINES.items() for name in names]


def test_size_and_model_are_those_of_the_files():
    size = detection_model().stat().st_size + recognition_model().stat().st_size
    item = facts("ocr", "rapidocr")
    assert item.size_mb == round(size / 1_000_000, 1)
    assert item.model == "PP-OCRv6_det_small.onnx, PP-OCRv6_rec_small.onnx"
    assert item.reads == ("greek", "han", "kana", "latin")


def test_licences_of_code_and_weights_are_both_told():
    assert [(f"{item.kind}/{item.name}", item.licence, item.weights_licence) for item in list_engines()] == [
        ("ocr/rapidocr", "Apache-2.0", "Apache-2.0"),
        ("ocr/rapidocr-cyrillic", "Apache-2.0", "Apache-2.0"),
        ("ocr/paddleocr", "Apache License 2.0", "Apache-2.0"),
        ("asr/pocketsphinx", "BSD License", "BSD (CMU Sphinx)"),
        ("asr/faster-whisper", "MIT", "MIT"),
        ("face/dlib", "Boost Software License", "CC0-1.0"),
        ("vad/silero", "MIT", "MIT"),
        ("vlm/none", None, "none"),
        ("vlm/openai", None, "as the model's makers say"),
        ("vlm/transformers", "Apache 2.0 License", "as the model's makers say"),
    ]


def test_one_engine_of_each_kind_is_the_default(empty):
    assert [item.name for item in list_engines() if item.default] == [
        "rapidocr",
        "pocketsphinx",
        "dlib",
        "silero",
        "none",
    ]


def test_the_surroundings_may_name_another_default(monkeypatch):
    monkeypatch.setenv("CANDOR_OCR", "paddleocr")
    assert default_name("ocr") == "paddleocr"


def test_an_engine_that_is_not_ready_says_why_and_what_to_do(empty):
    item = facts("asr", "faster-whisper")
    assert not item.ready
    assert item.to_line() == (
        "  asr/faster-whisper: not ready: faster-whisper has no weights on this machine; fetch them with "
        "`candor engines get asr/small`, or name their folder in CANDOR_WHISPER_MODEL. "
        "(code MIT, weights MIT)"
    )


def test_facts_are_plain_json_values():
    data = facts("ocr", "rapidocr").to_data()
    assert data["reads"] == ["greek", "han", "kana", "latin"]
    assert data["ready"] is True
    assert data["why_not"] is None


def test_listing_asks_no_network(no_network):
    assert list_engines()


def test_what_cannot_be_fetched_is_refused_with_what_can():
    with pytest.raises(EngineUnavailable) as refused:
        fetch("asr/huge")
    assert str(refused.value) == (
        "Nothing is fetched as 'asr/huge'; it may be asr/tiny, asr/base, asr/small, asr/medium, "
        "asr/large-v3, ocr/cyrillic."
    )


def test_what_is_there_is_not_fetched_again(no_network, places):
    assert fetch("asr/tiny") == places / "candor" / "models" / "asr" / "tiny"


@pytest.mark.parametrize("what", FETCHABLE)
def test_offline_nothing_is_tried(what, empty, monkeypatch, no_network):
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    with pytest.raises(EngineUnavailable, match="HF_HUB_OFFLINE forbids to fetch it"):
        fetch(what)
    assert list(empty.iterdir()) == []


def test_a_network_that_refuses_ends_in_one_sentence(empty, monkeypatch):
    def refuse(*_args, **_more):
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    with pytest.raises(EngineUnavailable) as refused:
        fetch("ocr/cyrillic")
    assert str(refused.value) == (
        "ocr/cyrillic could not be fetched: <urlopen error [Errno -2] Name or service not known>."
    )
    assert [path for path in empty.rglob("*") if path.is_file()] == []


def test_a_hub_that_cannot_be_reached_ends_in_one_sentence(empty, monkeypatch):
    def refuse(*_args, **_more):
        raise FileNotFoundError("Got: ConnectError: no route\nAn error happened on the way")

    monkeypatch.setattr("huggingface_hub.snapshot_download", refuse)
    with pytest.raises(EngineUnavailable) as refused:
        fetch("asr/small")
    assert str(refused.value) == "asr/small could not be fetched: Got: ConnectError: no route."


def write_model(content):
    def download(repository, *, revision, local_dir, allow_patterns):
        local_dir.mkdir()
        (local_dir / "model.bin").write_bytes(content)
        (local_dir / "asked.txt").write_text(f"{repository}@{revision}")

    return download


def test_a_fetched_model_is_the_pinned_one_or_none(empty, monkeypatch):
    monkeypatch.setattr("huggingface_hub.snapshot_download", write_model(b"something else"))
    with pytest.raises(EngineUnavailable, match="what came is not the pinned file"):
        fetch("asr/small")
    assert not (empty / "asr" / "small").exists()


def test_a_whisper_is_fetched_at_its_pinned_revision_into_the_model_folder(empty, monkeypatch):
    content = b"weights"
    pinned = fetching.Whisper(
        repository="somebody/whisper", revision="abc", sha256=hashlib.sha256(content).hexdigest()
    )
    monkeypatch.setitem(fetching.WHISPERS, "small", pinned)
    monkeypatch.setattr("huggingface_hub.snapshot_download", write_model(content))

    folder = fetch("asr/small")

    assert folder == empty / "asr" / "small"
    assert (folder / "asked.txt").read_text() == "somebody/whisper@abc"
    assert default_name("asr") == "faster-whisper"


@pytest.mark.parametrize("stated", ["0", "-1", "two", ""])
def test_a_wrong_number_of_threads_is_refused(stated, monkeypatch):
    monkeypatch.setenv("CANDOR_THREADS", stated)
    with pytest.raises(EngineUnavailable, match="CANDOR_THREADS must be a whole number"):
        threads()


def test_the_table_imports_no_engine():
    """The command line shows its help without loading a model's libraries."""
    import subprocess

    program = (
        "import sys, workers.engines.table, workers.engines.listing;"
        "print([name for name in ('rapidocr', 'dlib', 'ctranslate2', 'paddleocr') if name in sys.modules])"
    )
    shown = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert shown.stdout == "[]\n"
