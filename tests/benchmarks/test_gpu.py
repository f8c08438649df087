"""What reading pictures costs a model: measured on whatever there is."""

import pytest
import torch

from benchmarks.gpu import QUESTION_TOKENS, measure, new_model, prompt


@pytest.fixture(scope="module")
def model():
    return new_model("tiny")


def test_every_recording_has_its_frames_and_its_question(model) -> None:
    given = prompt(model, batch=2, frames=3)
    assert given["input_ids"].shape == (2, 3 * (880 + 2) + QUESTION_TOKENS)
    assert given["image_grid_thw"].tolist() == [[1, 44, 80]] * 6


def test_the_model_reads_its_frames(model) -> None:
    given = prompt(model, batch=1, frames=1)
    with torch.inference_mode():
        one, other = (
            model(**{**given, "pixel_values": given["pixel_values"] * light}, logits_to_keep=1).logits
            for light in (1, 0)
        )
    assert not torch.allclose(one, other)


def test_a_cost_is_so_many_frames_a_second(model) -> None:
    cost = measure(model, batch=1, frames=1, rounds=1)
    assert cost.frames_per_s > 0
    assert (cost.peak_bytes is None) == (not torch.cuda.is_available())
