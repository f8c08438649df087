"""Training the ruler: lesson after lesson, each drawn anew, so that none is seen twice."""

import math
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

import numpy as np
import torch
from PIL import Image

from workers.train.lessons import Kind, Lesson, make_lesson

BATCH = 24
LEARNING_RATE = 1.5e-3
WARM_UP = 0.03
#: How often each kind is drawn, and how many pictures its clips have at the beginning and at the end: short
#: clips teach what a red circle is, long ones when it came.
WEIGHTS = {Kind.SEEN: 3, Kind.WHEN: 3, Kind.ORDER: 2, Kind.MOVES: 2, Kind.TEXT: 3, Kind.UNSURE: 1}
FEWEST, MOST = 3, 10
SAID_EVERY = 100
#: By this part of the course clips have their full length.
GROWN_BY = 0.4


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """How many lessons there are, and from which seed they are drawn."""

    lessons: int
    seed: int
    batch: int = BATCH


@dataclass(frozen=True, slots=True, kw_only=True)
class Learned:
    """How far the training is: lessons seen, the mean loss since it was last said, and seconds spent."""

    lessons: int
    loss: float
    seconds: float


def train(model: Any, processor: Any, course: Course, said: Callable[[Learned], None]) -> None:
    """Trains through the course. One seed gives the same lessons in the same order."""
    rng, started = Random(course.seed), time.monotonic()  # noqa: S311 - lessons, no secrets
    optimizer = torch.optim.AdamW(model.parameters(), lr=LEARNING_RATE, betas=(0.9, 0.98), weight_decay=0.01)
    model.train()
    losses: list[float] = []
    for seen in range(0, course.lessons, course.batch):
        part = seen / course.lessons
        for group in optimizer.param_groups:
            group["lr"] = LEARNING_RATE * _pace(part)
        losses.append(_step(model, optimizer, Batch.of(processor, list(_lessons(rng, part, course.batch)))))
        if len(losses) == SAID_EVERY:
            spent_s = time.monotonic() - started
            said(Learned(lessons=seen + course.batch, loss=float(np.mean(losses)), seconds=spent_s))
            losses.clear()
    model.eval()


def _step(model: Any, optimizer: torch.optim.Optimizer, batch: "Batch") -> float:
    loss = model(**batch.inputs, labels=batch.labels).loss
    optimizer.zero_grad(set_to_none=True)
    loss.backward()
    torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
    optimizer.step()
    return float(loss.detach())


def _pace(part: float) -> float:
    """A warm-up, then half a cosine down to a hundredth."""
    if part < WARM_UP:
        return max(0.01, part / WARM_UP)
    return 0.01 + 0.99 * 0.5 * (1 + math.cos(math.pi * (part - WARM_UP) / (1 - WARM_UP)))


def _lessons(rng: Random, part: float, count: int) -> Iterator[Lesson]:
    """All of one batch have clips of one length."""
    longest = FEWEST + (MOST - FEWEST) * min(1.0, part / GROWN_BY)
    pictures = rng.randint(FEWEST, round(longest))
    for kind in rng.choices(list(WEIGHTS), weights=list(WEIGHTS.values()), k=count):
        yield make_lesson(rng, kind, pictures=pictures)


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """Lessons as a model takes them: `labels` count only where a reply stands."""

    inputs: dict[str, Any]
    labels: torch.Tensor

    @staticmethod
    def of(processor: Any, lessons: Sequence[Lesson]) -> "Batch":
        """Clips of one length; texts are filled up on the right."""
        clips = [[Image.fromarray(frame.picture) for frame in lesson.request.frames] for lesson in lessons]
        seen = processor.image_processor(clips, return_tensors="pt")
        rows = [_row(processor, lesson) for lesson in lessons]
        longest = max(len(ids) for ids, _ in rows)
        pad = processor.tokenizer.pad_token_id
        return Batch(
            inputs={
                "input_ids": torch.tensor([ids + [pad] * (longest - len(ids)) for ids, _ in rows]),
                "attention_mask": torch.tensor(
                    [[1] * len(ids) + [0] * (longest - len(ids)) for ids, _ in rows]
                ),
                "pixel_values": seen["pixel_values"],
                "image_sizes": seen["image_sizes"],
                "batch_num_images": torch.tensor([len(clip) for clip in clips]),
            },
            labels=torch.tensor([told + [-100] * (longest - len(told)) for _, told in rows]),
        )


def _prompt(lesson: Lesson) -> str:
    """What the processor's chat template makes of a request."""
    shown = "".join(f"{label}<image>" for label in lesson.request.labels)
    return f"{shown}{lesson.request.question}<|ask|>"


def _row(processor: Any, lesson: Lesson) -> tuple[list[int], list[int]]:
    """The tokens of a lesson, and which of them are to be learned."""
    tokenizer = processor.tokenizer
    # A picture among several is followed by a mark for its end.
    prompt = _prompt(lesson).replace("<image>", "<image>" * (processor.num_image_tokens + 1))
    before = tokenizer(prompt, add_special_tokens=False)["input_ids"]
    reply = tokenizer(lesson.reply, add_special_tokens=False)["input_ids"] + [tokenizer.eos_token_id]
    return before + reply, [-100] * len(before) + reply
