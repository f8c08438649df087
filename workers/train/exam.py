"""How often a trained model is right about clips that it never saw, asked as Candor asks."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from random import Random

from workers.engines.vlm.base import VlmEngine
from workers.train.lessons import Kind, Lesson, make_lesson
from workers.train.training import FEWEST, MOST


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """`right` of `asked` questions of one kind."""

    right: int
    asked: int

    def __str__(self) -> str:
        return f"{self.right}/{self.asked} = {self.right / self.asked:.1%}"


def examine(engine: VlmEngine, *, each: int, seed: int) -> Mapping[Kind, Mark]:
    """So many questions of each kind, drawn from a seed that no training may have."""
    rng = Random(seed)  # noqa: S311 - lessons, no secrets
    marks = {}
    for kind in Kind:
        lessons = [make_lesson(rng, kind, pictures=rng.randint(FEWEST, MOST)) for _ in range(each)]
        marks[kind] = Mark(right=sum(is_right(engine, lesson) for lesson in lessons), asked=each)
    return marks


def is_right(engine: VlmEngine, lesson: Lesson) -> bool:
    """Whether the engine says what is right; of a moment, whether it names the very picture."""
    request = lesson.request
    if lesson.form is not None:
        filled = engine.fill(request.question, form=lesson.form, frames=request.frames)
        return bool(filled.values == json.loads(lesson.reply))
    answer = engine.answer(request.question, frames=request.frames)
    told = f'{{"answer": "{answer.value}"'
    if not lesson.reply.startswith(told):
        return False
    return lesson.kind is not Kind.WHEN or answer.time_s == lesson.time_s
