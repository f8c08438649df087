"""PaddleOCR on the models that RapidOCR carries."""

import importlib.metadata
import json

import pytest

from workers.engines.ocr.carried import detection_model, recognition_model
from workers.engines.ocr.paddle import PaddleOcr
from workers.engines.ocr.paddle_folder import DETECTION_NAME, RECOGNITION_NAME, paddle_folder
from workers.errors import EngineUnavailable


def test_the_folder_holds_the_carried_models_each_with_its_settings():
    folder = paddle_folder()
    for name, model in ((DETECTION_NAME, detection_model()), (RECOGNITION_NAME, recognition_model())):
        assert (folder / name / "inference.onnx").read_bytes() == model.read_bytes()
        settings = json.loads((folder / name / "inference.yml").read_text(encoding="utf-8"))
        assert settings["Global"]["model_name"] == name


def test_the_recognisers_characters_are_those_of_its_metadata():
    settings = json.loads((paddle_folder() / RECOGNITION_NAME / "inference.yml").read_text(encoding="utf-8"))
    characters = settings["PostProcess"]["character_dict"]
    assert len(characters) == 18708
    assert characters[:3] == ["!", '"', "#"]


def test_a_folder_that_cannot_be_written_is_named(monkeypatch, tmp_path):
    in_the_way = tmp_path / "file"
    in_the_way.write_text("")
    monkeypatch.setenv("XDG_CACHE_HOME", str(in_the_way))
    with pytest.raises(EngineUnavailable, match=r"cannot be written \(Not a directory\); set XDG_CACHE_HOME"):
        paddle_folder()


def test_without_its_package_it_says_how_to_get_it(monkeypatch):
    def absent(_name):
        raise importlib.metadata.PackageNotFoundError

    monkeypatch.setattr(importlib.metadata, "version", absent)
    with pytest.raises(EngineUnavailable) as refused:
        PaddleOcr()
    assert str(refused.value) == (
        "The package paddleocr is not installed; install it with: pip install paddleocr."
    )
