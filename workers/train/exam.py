"""How often a trained model is right about clips that it never saw, asked as Candor asks."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from random import Random

from workers.engines.vlm.base import Answer, Filled, VlmEngine
from workers.train.asking import EXAMINED, Kind, Lesson
from workers.train.lessons import make_lesson
from workers.train.training import FEWEST, MOST


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """`right` of `asked` questions of one kind, which took so many tokens together."""

    right: int
    asked: int
    tokens: int = 0

    def __str__(self) -> str:
        return f"{self.right}/{self.asked} = {self.right / self.asked:.1%}"


def examine(engine: VlmEngine, *, each: int, seed: int, pictures: int | None = None) -> Mapping[Kind, Mark]:
    """So many questions of each kind, drawn from a seed that no training may have. `pictures`: how many a clip has;
    as in lessons where none is named.
    """
    rng = Random(seed)  # noqa: S311 - lessons, no secrets
    marks = {}
    for kind in EXAMINED:
        lessons = [
            make_lesson(rng, kind, pictures=pictures or rng.randint(FEWEST, MOST), style=engine.showing.times)
            for _ in range(each)
        ]
        replies = [ask(engine, lesson) for lesson in lessons]
        marks[kind] = Mark(
            right=sum(is_right(reply, lesson) for reply, lesson in zip(replies, lessons, strict=True)),
            asked=each,
            tokens=sum(reply.tokens for reply in replies),
        )
    return marks


def ask(engine: VlmEngine, lesson: Lesson) -> Answer | Filled:
    request = lesson.request
    if lesson.form is not None:
        return engine.fill(request.question, form=lesson.form, frames=request.frames)
    return engine.answer(request.question, frames=request.frames)


def is_right(reply: Answer | Filled, lesson: Lesson) -> bool:
    """Whether an engine said what is right; of a moment, whether it named the very picture."""
    if isinstance(reply, Filled):
        return bool(reply.values == json.loads(lesson.reply))
    if not lesson.reply.startswith(f'{{"answer": "{reply.value}"'):
        return False
    return lesson.kind is not Kind.WHEN or reply.time_s == lesson.time_s
