"""From random weights to an exam: `candor train ruler`."""

from collections.abc import Callable
from pathlib import Path

import torch

from workers.engines.settings import threads
from workers.engines.vlm.transformers import TransformersVlm
from workers.train.exam import examine
from workers.train.ruler import new_ruler, save_ruler
from workers.train.training import Course, Learned, train

#: Lessons of the exam are drawn from here on, those of the training below.
EXAM_SEED = 1_000_000


def school(out: Path, *, lessons: int, seed: int, each: int, said: Callable[[str], None]) -> None:
    """Trains, lays the model out in `out`, and says how often it is right about clips that it never saw."""
    torch.manual_seed(seed)
    torch.set_num_threads(threads())
    model, processor = new_ruler(seed)

    def after(learned: Learned) -> None:
        said(_line(learned, lessons))
        # What was learned so far outlives a training that is ended early.
        save_ruler(model, processor, out)

    train(model, processor, Course(lessons=lessons, seed=seed), after)
    save_ruler(model, processor, out)
    for kind, mark in examine(TransformersVlm(out), each=each, seed=EXAM_SEED + seed).items():
        said(f"{kind}: {mark}")


def _line(learned: Learned, of: int) -> str:
    left_min = learned.seconds / learned.lessons * (of - learned.lessons) / 60
    return f"{learned.lessons} of {of} lessons, loss {learned.loss:.3f}, {left_min:.0f} minutes left"
