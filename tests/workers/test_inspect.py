"""The cache never serves tracks that another brief would have had perceived otherwise."""

from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest

from workers.brief import LoadedBrief, Reference, parse_brief
from workers.inspect import _cache_key
from workers.report import EngineUsed

BRIEF = """
schema = "candor.brief/1"
title = "Moving average"
statement = "Write a function"
[variant]
phrase = "amber river seven"
[instructions]
[[instructions.steps]]
id = "run"
instruction = "Run the program"
expect_speech = ["it runs"]
"""


def engine(kind: str, name: str = "one") -> SimpleNamespace:
    return SimpleNamespace(used=EngineUsed(kind=kind, name=name, model="m", version="1"))


ENGINES = SimpleNamespace(ocr=engine("ocr"), asr=engine("asr"), vad=engine("vad"), face=None)


def key(recording: Path, text: str = BRIEF, engines: SimpleNamespace = ENGINES) -> str:
    loaded = LoadedBrief(brief=parse_brief(text), sha256="0")
    return _cache_key(recording, loaded, engines)  # type: ignore[arg-type]


@pytest.fixture
def recording(tmp_path: Path) -> Path:
    path = tmp_path / "recording.mp4"
    path.write_bytes(b"some bytes")
    return path


@pytest.mark.parametrize("wording", ["amber river seven", "it runs", "Run the program", "Write a function"])
def test_what_is_listened_for_is_part_of_the_key(recording: Path, wording: str) -> None:
    assert key(recording, BRIEF.replace(wording, "something else")) != key(recording)


def test_what_only_judgement_reads_is_not(recording: Path) -> None:
    assert key(recording, BRIEF + '[text]\nforbidden = ["ChatGPT"]\n') == key(recording)


def test_another_engine_or_another_file_is_another_key(recording: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.mp4"
    other.write_bytes(b"other bytes")
    engines = SimpleNamespace(**{**vars(ENGINES), "ocr": engine("ocr", "two")})
    assert len({key(recording), key(other), key(recording, engines=engines)}) == 3


def test_a_reference_picture_is_part_of_the_key(recording: Path) -> None:
    plain = LoadedBrief(brief=parse_brief(BRIEF), sha256="0")
    pictures = [Reference(path=Path("alice.jpg"), sha256=content) for content in ("a face", "another")]
    briefs = [plain, *(replace(plain, references=(picture,)) for picture in pictures)]
    assert len({_cache_key(recording, brief, ENGINES) for brief in briefs}) == 3  # type: ignore[arg-type]
