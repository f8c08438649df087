"""What is tried before anybody relies on this machine."""

from pathlib import Path

import pytest

from workers.cli import main
from workers.doctor import Examined, State, examine
from workers.engines.table import DEFAULTS
from workers.media.confinement import Layer
from workers.media.decoding import DecodingPass


@pytest.fixture(autouse=True)
def _bare(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Nothing was fetched, and nothing is named."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "fetched"))
    for name in ("CANDOR_MODELS", "CANDOR_WHISPER_MODEL", *(f"CANDOR_{kind.upper()}" for kind in DEFAULTS)):
        monkeypatch.delenv(name, raising=False)


def examined(name: str) -> Examined:
    """Nothing that comes after it is tried."""
    return next(one for one in examine(None) if one.name == name)


def test_a_machine_with_the_embedded_engines_can_inspect(tmp_path: Path) -> None:
    assert {one.name: one.state for one in examine(tmp_path / "cache")} == {
        "machine": State.WORKS,
        "temporary files": State.WORKS,
        "cache": State.WORKS,
        "decoding": State.WORKS,
        "ocr/rapidocr": State.WORKS,
        "asr/pocketsphinx": State.LESS,
        "face/dlib": State.WORKS,
        "vad/silero": State.WORKS,
        "vlm/none": State.LESS,
    }


def test_an_engine_that_is_named_and_not_there_fails_with_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CANDOR_OCR", "rapidocr-cyrillic")
    reader = examined("ocr/rapidocr-cyrillic")
    assert reader.state is State.FAILS
    assert "candor engines get ocr/cyrillic" in reader.says


def test_confinement_that_does_not_hold_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    held = tuple(layer for layer in Layer if layer is not Layer.OWN_NETWORK)
    monkeypatch.setattr(DecodingPass, "layers", property(lambda _self: held))
    decoding = examined("decoding")
    assert decoding.state is State.LESS
    assert decoding.says.endswith("without: a network namespace of its own.")


def test_an_engine_that_reads_something_else_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("workers.doctor.code", lambda _text: None)
    monkeypatch.setattr("workers.doctor.find", lambda _pattern, _text: None)
    reader = examined("ocr/rapidocr")
    assert (reader.state, reader.says) == (State.FAILS, "It was shown K7QX-204M and read: K7QX-204M.")


def test_the_command_says_each_in_a_line_and_ends_with_four_where_something_fails(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").touch()
    assert main(["doctor", "--cache", str(tmp_path / "file")]) == 4
    assert (
        f"FAIL  cache: Nothing can be written to {tmp_path / 'file'}: File exists." in capsys.readouterr().out
    )
    assert main(["doctor", "--no-cache"]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "This machine can inspect recordings."
