"""From random weights to an exam: `candor train ruler`."""

from collections.abc import Callable
from pathlib import Path

import torch
from transformers import logging

from workers.engines.vlm.transformers import TransformersVlm
from workers.train.exam import examine
from workers.train.ruler import new_ruler, save_ruler, trained_ruler
from workers.train.training import Course, Learned, train

#: Lessons of the exam are drawn from here on, those of the training below.
EXAM_SEED = 1_000_000


def school(
    out: Path, *, course: Course, each: int, said: Callable[[str], None], start: Path | None = None
) -> None:
    """Trains, lays the model out in `out`, and says how often it is right about clips that it never saw. `start`:
    a model that was trained before and goes on learning; its course has to have another seed.
    """
    torch.manual_seed(course.seed)
    logging.disable_progress_bar()
    # Cores learn side by side.
    torch.set_num_threads(1)
    model, processor = new_ruler(course.seed) if start is None else trained_ruler(start)

    def after(learned: Learned) -> None:
        said(_line(learned))
        # What was learned so far outlives a training that is ended early.
        save_ruler(model, processor, out)

    train(model, processor, course, after)
    save_ruler(model, processor, out)
    for kind, mark in examine(TransformersVlm(out), each=each, seed=EXAM_SEED + course.seed).items():
        said(f"{kind}: {mark}")


def _line(learned: Learned) -> str:
    left_min = learned.seconds / learned.done * (learned.of - learned.done) / 60
    return (
        f"{learned.done} of {learned.of} {learned.what}, loss {learned.loss:.4f}, {left_min:.0f} minutes left"
    )
