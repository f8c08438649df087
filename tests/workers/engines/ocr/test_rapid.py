"""RapidOCR as Candor sets it up."""

import os
import subprocess
import sys
from functools import cache

import pytest

from tests.workers.engines import material
from workers.engines.ocr.rapid import RapidOcr, RapidOcrCyrillic
from workers.errors import EngineUnavailable


@cache
def reader():
    return RapidOcr()


def read(picture):
    return [line.text for line in reader().read(picture)]


def test_small_text_of_a_1080p_screen_survives():
    screen = material.blank(1920, 1080, grey=30)
    code = ["for index in range(window, len(values)):", "total += values[index]", "result.append(total)"]
    for row, text in enumerate(code):
        screen, _ = material.with_text(
            screen, text, x_px=300, y_px=400 + row * 60, size_px=10, ink=(210,) * 3, font="DejaVuSansMono.ttf"
        )
    assert read(screen) == code


def test_the_number_of_threads_changes_nothing(monkeypatch):
    picture = material.desktop()[:160]
    monkeypatch.setenv("CANDOR_THREADS", "1")
    with_one = RapidOcr().read(picture)
    monkeypatch.setenv("CANDOR_THREADS", "2")
    assert RapidOcr().read(picture) == with_one


def test_a_line_reads_the_same_whatever_stands_beside_it():
    alone, _ = material.with_text(material.blank(), "values[:window]", x_px=40, y_px=100)
    beside, _ = material.with_text(alone, "a far longer line of text than the other one", x_px=40, y_px=200)
    (line,) = reader().read(alone)
    assert line in reader().read(beside)


@pytest.mark.parametrize("text", ["1", "7", "OK"])
def test_a_single_sign_is_not_turned_on_its_side(text):
    picture, _ = material.with_text(material.blank(200, 100), text, x_px=60, y_px=40, size_px=14)
    assert read(picture) == [text]


def test_text_at_the_very_edge_is_found():
    picture, _ = material.with_text(material.blank(300, 80), "edge of the screen", x_px=0, y_px=0)
    assert read(picture) == ["edge of the screen"]


def test_a_heading_across_two_bands_is_read_whole():
    screen, _ = material.with_text(
        material.blank(1920, 1080), "Chapter Seven", x_px=300, y_px=500, size_px=110
    )
    screen, _ = material.with_text(screen, "a small line", x_px=300, y_px=300)
    assert read(screen) == ["a small line", "Chapter Seven"]


def test_a_code_on_a_line_in_an_unknown_script_is_read():
    picture, _ = material.with_text(material.blank(), "Код задания: K7QX-204M", x_px=40, y_px=100)
    (line,) = read(picture)
    assert line.split()[-1] == "K7QX-204M"
    assert "�" in line


def test_the_carried_model_writes_no_cyrillic():
    assert reader().reads == ("greek", "han", "kana", "latin")


def test_the_recogniser_of_cyrillic_must_have_been_fetched(monkeypatch, tmp_path):
    monkeypatch.setenv("CANDOR_MODELS", str(tmp_path))
    with pytest.raises(EngineUnavailable) as refused:
        RapidOcrCyrillic()
    assert str(refused.value) == (
        "The recogniser of Cyrillic is in no package; fetch it with `candor engines get ocr/cyrillic`."
    )


def test_nothing_is_kept_or_sent_about_the_machine(tmp_path):
    """ONNX Runtime lays down a device number and a queue of reports unless told not to."""
    program = "from workers.engines.table import load_engine; load_engine('ocr', 'rapidocr')"
    homes = {"HOME": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path / "cache")}
    subprocess.run([sys.executable, "-c", program], env=os.environ | homes, check=True)
    assert list(tmp_path.rglob("*onnxruntime*")) == []
