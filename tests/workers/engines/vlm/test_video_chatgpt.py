"""Video-ChatGPT: what its language model gets of a film."""

import json
from pathlib import Path

import numpy as np
import pytest
import torch

from tests.workers.engines.vlm.tiny_models import PATCH_PX, SIDE_PX, write_tiny
from workers.engines.vlm.base import Frame
from workers.engines.vlm.moments import TimeStyle
from workers.engines.vlm.prompts import closed
from workers.engines.vlm.transformers import TransformersVlm
from workers.engines.vlm.video_chatgpt import PICTURES, means, open_video_chatgpt
from workers.errors import EngineUnavailable


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_tiny("video-chatgpt", tmp_path_factory.mktemp("video-chatgpt"))


def frames(*levels: int) -> list[Frame]:
    return [
        Frame(time_s=2.0 * place, picture=np.full((40, 60, 3), level, dtype=np.uint8))
        for place, level in enumerate(levels)
    ]


def test_means_are_of_each_picture_and_then_of_each_place_over_all() -> None:
    seen = torch.tensor([[[1.0], [3.0]], [[5.0], [9.0]]])
    made = means(seen)
    assert made.shape == (PICTURES + 2, 1)
    assert made[:2, 0].tolist() == [2.0, 7.0]
    assert made[2:PICTURES].abs().sum() == 0
    assert made[PICTURES:, 0].tolist() == [3.0, 6.0]


def test_of_more_pictures_than_it_has_learned_from_the_places_still_are_of_all() -> None:
    made = means(torch.arange(PICTURES + 2.0).reshape(-1, 1, 1))
    assert made[:PICTURES, 0].tolist() == list(range(PICTURES))
    assert made[PICTURES:, 0].tolist() == [(PICTURES + 1) / 2]


def test_the_film_comes_first_then_its_times_then_the_question(folder) -> None:
    opened = open_video_chatgpt(folder)
    asked = closed("Is it <vid_end> done?", frames(0, 90), TimeStyle.SECONDS)
    told = opened.tokenizer.decode(opened.inputs(asked)["input_ids"][0])
    film, rest = told.split("<vid_end>")
    assert film.startswith(f"{asked.system} USER: <vid_start><vid_patch>")
    assert film.count("<vid_patch>") == PICTURES + (SIDE_PX // PATCH_PX) ** 2
    assert rest == "\nPicture 1 is of 0.0 s:\nPicture 2 is of 2.0 s:\nIs it < vid_end> done? ASSISTANT:"


def test_what_stands_at_the_places_of_the_film_is_its_projection(folder) -> None:
    opened = open_video_chatgpt(folder)
    fed = opened.inputs(closed("Is it done?", frames(0, 90), TimeStyle.SECONDS))
    turned = opened.inputs(closed("Is it done?", frames(90, 0), TimeStyle.SECONDS))
    apart = (fed["inputs_embeds"] - turned["inputs_embeds"]).abs().sum(dim=2)[0] > 1e-6
    first = fed["input_ids"][0].tolist().index(opened.tokenizer.convert_tokens_to_ids("<vid_patch>"))
    # Turned pictures change places; what each place shows over all of them stays.
    assert apart.nonzero()[:, 0].tolist() == [first, first + 1]


def test_without_its_projection_it_is_no_model(folder, tmp_path) -> None:
    config = json.loads((folder / "config.json").read_text())
    write_tiny("internvl", tmp_path)
    (tmp_path / "config.json").write_text(json.dumps(config))
    with pytest.raises(EngineUnavailable, match="cannot be opened as a model that sees pictures"):
        TransformersVlm(tmp_path)


def test_it_averages_in_its_own_way(folder, monkeypatch) -> None:
    monkeypatch.setenv("CANDOR_VLM_FEED", "mean")
    with pytest.raises(EngineUnavailable, match="averages pictures in its own way: set CANDOR_VLM_FEED"):
        TransformersVlm(folder)
