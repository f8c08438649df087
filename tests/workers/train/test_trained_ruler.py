"""The ruler that comes with the project sees: what it is right about, it is not right about with shuffled weights."""

from pathlib import Path
from random import Random

import pytest
import torch

from benchmarks.ruler.measure import MODEL, ruler
from workers.engines.vlm.moments import TimeStyle
from workers.engines.vlm.showing import Feed
from workers.train.exam import ask, is_right
from workers.train.lessons import Kind, make_lesson
from workers.train.ruler import save_ruler, trained_ruler

ASKED = 40


def _right(model: Path) -> int:
    """Of so many clips that no training had, how often it is right about which of two came first."""
    rng = Random(1_000_700)
    lessons = [make_lesson(rng, Kind.ORDER, pictures=rng.randint(3, 8)) for _ in range(ASKED)]
    engine = ruler(Feed.FRAMES, TimeStyle.SECONDS, model=model)
    return sum(is_right(ask(engine, lesson), lesson) for lesson in lessons)


def _shuffled(folder: Path) -> Path:
    """The same weights, each matrix in another order of its numbers."""
    torch.manual_seed(3)
    model, processor = trained_ruler(MODEL)
    with torch.no_grad():
        for value in model.parameters():
            value.copy_(value.flatten()[torch.randperm(value.numel())].view(value.shape))
    save_ruler(model, processor, folder)
    return folder


@pytest.mark.slow
def test_which_of_two_came_first_is_seen_and_not_guessed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("FOLDER", "FRAMES", "FEED", "TIMES", "PICK", "TOKENS"):
        monkeypatch.setenv(f"CANDOR_VLM_{name}", "")
    assert _right(MODEL) >= 30
    assert _right(_shuffled(tmp_path)) <= 24


def test_the_model_is_small_enough_to_come_with_the_project() -> None:
    assert sum(path.stat().st_size for path in MODEL.iterdir()) < 4_000_000
