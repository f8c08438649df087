"""From random weights to an exam: `candor train ruler`."""

from collections.abc import Callable
from pathlib import Path

import torch

from workers.engines.settings import threads
from workers.engines.vlm.transformers import TransformersVlm
from workers.train.exam import examine
from workers.train.ruler import new_ruler, save_ruler, trained_ruler
from workers.train.training import Course, Learned, train

#: Lessons of the exam are drawn from here on, those of the training below.
EXAM_SEED = 1_000_000


#: Who goes on has seen single pictures enough, and learns at the pace of the second half of a course.
_GOES_ON_FROM = 0.5


def course_of(*, lessons: int, seed: int, goes_on: bool) -> Course:
    return Course(lessons=lessons, seed=seed, begun=_GOES_ON_FROM if goes_on else 0.0)


def school(
    out: Path, *, course: Course, each: int, said: Callable[[str], None], start: Path | None = None
) -> None:
    """Trains, lays the model out in `out`, and says how often it is right about clips that it never saw. `start`:
    a model that was trained before and goes on learning; it has to have been told another seed.
    """
    torch.manual_seed(course.seed)
    torch.set_num_threads(threads())
    model, processor = new_ruler(course.seed) if start is None else trained_ruler(start)

    def after(learned: Learned) -> None:
        said(_line(learned, course.lessons))
        # What was learned so far outlives a training that is ended early.
        save_ruler(model, processor, out)

    train(model, processor, course, after)
    save_ruler(model, processor, out)
    for kind, mark in examine(TransformersVlm(out), each=each, seed=EXAM_SEED + course.seed).items():
        said(f"{kind}: {mark}")


def _line(learned: Learned, of: int) -> str:
    left_min = learned.seconds / learned.lessons * (of - learned.lessons) / 60
    return f"{learned.lessons} of {of} lessons, loss {learned.loss:.3f}, {left_min:.0f} minutes left"
