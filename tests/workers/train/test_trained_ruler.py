"""The ruler that comes with the project sees: what it is right about, it is not right about with shuffled weights."""

from pathlib import Path
from random import Random

import pytest
import torch

from benchmarks.ruler.measure import MODEL, follow, ruler
from benchmarks.ruler.procedures import Course, plan_procedure
from workers.engines.vlm.moments import TimeStyle
from workers.engines.vlm.showing import Feed, Pick
from workers.train.asking import Kind
from workers.train.exam import ask, is_right
from workers.train.lessons import make_lesson
from workers.train.ruler import save_ruler, trained_ruler

ASKED = 24
#: The first seed of those that were looked at.
PROCEDURES = 1_500_400
#: What it tells well enough to lean on (`benchmarks/ruler/model/README.md`), and how much of it is told by chance.
LEANED = {
    Kind.SEEN: 0.5,
    Kind.WHEN: 0.2,
    Kind.ORDER: 0.5,
    Kind.MOVES: 0.5,
    Kind.UNSURE: 0.4,
    Kind.TEXT: 0.0,
    Kind.CAPTION: 0.2,
}


@pytest.fixture(autouse=True)
def _unset(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("FOLDER", "FRAMES", "FEED", "TIMES", "PICK", "TOKENS", "SOUND", "DRAWN"):
        monkeypatch.setenv(f"CANDOR_VLM_{name}", "")


@pytest.fixture(scope="module")
def shuffled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same weights, each matrix in another order of its numbers."""
    torch.manual_seed(3)
    model, processor = trained_ruler(MODEL)
    with torch.no_grad():
        for value in model.parameters():
            value.copy_(value.flatten()[torch.randperm(value.numel())].view(value.shape))
    folder = tmp_path_factory.mktemp("shuffled")
    save_ruler(model, processor, folder)
    return folder


def _right(model: Path, kind: Kind) -> float:
    """Of clips that no training had, the share about which it is right."""
    rng = Random(1_000_700)
    lessons = [make_lesson(rng, kind, pictures=rng.randint(3, 8)) for _ in range(ASKED)]
    engine = ruler(Feed.FRAMES, TimeStyle.SECONDS, model=model)
    return sum(is_right(ask(engine, lesson), lesson) for lesson in lessons) / ASKED


@pytest.mark.slow
@pytest.mark.parametrize("kind", LEANED)
def test_what_is_seen_is_seen_and_not_guessed(kind, shuffled) -> None:
    assert _right(MODEL, kind) >= 0.9
    assert _right(shuffled, kind) <= LEANED[kind] + 0.25


@pytest.mark.slow
@pytest.mark.parametrize("course", [Course.MISSING, Course.SWAPPED])
def test_a_procedure_is_told_step_by_step_and_by_none_that_cannot_see(course, shuffled) -> None:
    seed = PROCEDURES + list(Course).index(course)
    assert plan_procedure(seed).course is course
    told, guessed = (follow(seed, (Pick.CHANGES,), model)[Pick.CHANGES] for model in (MODEL, shuffled))
    assert [said for said, _ in told.outcomes] == [truth for _, truth in told.outcomes]
    assert told.disorder == (course is Course.SWAPPED, course is Course.SWAPPED)
    assert [said for said, _ in guessed.outcomes] != [truth for _, truth in guessed.outcomes]


def test_the_model_is_small_enough_to_come_with_the_project() -> None:
    assert sum(path.stat().st_size for path in MODEL.iterdir()) < 5_000_000
