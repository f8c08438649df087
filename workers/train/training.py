"""Training the ruler: lesson after lesson, each drawn anew, so that none is seen twice."""

import math
import time
from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from typing import Any

import numpy as np
import torch

from workers.engines.vlm.moments import TimeStyle
from workers.engines.vlm.showing import Feed
from workers.train.batches import Batch
from workers.train.lessons import Kind, Lesson, make_lesson

BATCH = 24
LEARNING_RATE = 1.5e-3
WARM_UP = 0.03
#: How often each kind is drawn, and how many pictures its clips have at the beginning and at the end: short
#: clips teach what a red circle is, long ones when it came.
WEIGHTS = {Kind.SEEN: 3, Kind.WHEN: 3, Kind.ORDER: 2, Kind.MOVES: 2, Kind.TEXT: 3, Kind.UNSURE: 1}
#: How often a batch is fed in each way. In the first part of a course all pictures come whole.
FEEDS = {
    Feed.FRAMES: 12,
    Feed.POOLED: 2,
    Feed.EACH: 2,
    Feed.MEAN: 1,
    Feed.VIDEO: 1,
    Feed.CAPTIONS: 2,
}
STYLES = {TimeStyle.SECONDS: 7, TimeStyle.CLOCK: 1, TimeStyle.SEGMENTS: 1, TimeStyle.NUMBERS: 1}
#: To say what a single picture shows teaches to see, in many words a picture. So it comes first: by this part of
#: the course it is all that is learned, and from there to the next it becomes a tenth of it.
SEEN_BY, ASKED_BY, CAPTIONS_SHARE = 0.15, 0.3, 0.1
#: Single pictures are short: so many times as many fit into a batch.
CAPTIONS_A_LESSON = 2
FEWEST, MOST = 3, 8
SAID_EVERY = 100
#: By this part of the course clips have their full length.
GROWN_BY = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """How many lessons there are, and from which seed they are drawn. `begun`: the part of a whole course that
    the model has behind it, 0 to 1; it is not taught again to see, and learns at the pace of what is left.
    """

    lessons: int
    seed: int
    batch: int = BATCH
    begun: float = 0.0


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
        part = course.begun + (1 - course.begun) * seen / course.lessons
        for group in optimizer.param_groups:
            group["lr"] = LEARNING_RATE * _pace(part)
        losses.append(_step(model, optimizer, next_batch(rng, processor, part, course.batch)))
        if len(losses) == SAID_EVERY:
            spent_s = time.monotonic() - started
            said(Learned(lessons=seen + course.batch, loss=float(np.mean(losses)), seconds=spent_s))
            losses.clear()
    model.eval()


def _step(model: Any, optimizer: torch.optim.Optimizer, batch: Batch) -> float:
    loss = batch.loss(model)
    optimizer.zero_grad(set_to_none=True)
    loss.backward()  # type: ignore[no-untyped-call]  # torch does not say its type
    torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
    optimizer.step()
    return float(loss.detach())


def _pace(part: float) -> float:
    """A warm-up, then half a cosine down to a hundredth."""
    if part < WARM_UP:
        return max(0.01, part / WARM_UP)
    return 0.01 + 0.99 * 0.5 * (1 + math.cos(math.pi * (part - WARM_UP) / (1 - WARM_UP)))


def next_batch(rng: Random, processor: Any, part: float, count: int) -> Batch:
    """Lessons for this part of the course: all of one batch have clips of one length, fed in one way."""
    if rng.random() < _captions_share(part):
        captions = [make_lesson(rng, Kind.CAPTION, pictures=1) for _ in range(CAPTIONS_A_LESSON * count)]
        return Batch.of(processor, captions)
    grown = min(1.0, max(0.0, part - SEEN_BY) / (GROWN_BY - SEEN_BY))
    feed = rng.choices(list(FEEDS), weights=list(FEEDS.values()))[0]
    if rng.random() > grown:
        feed = Feed.FRAMES
    pictures = rng.randint(FEWEST, round(FEWEST + (MOST - FEWEST) * grown))
    lessons = [_lesson(rng, feed, pictures) for _ in range(count)]
    return Batch.of(processor, lessons, feed)


def _captions_share(part: float) -> float:
    late = min(1.0, max(0.0, (part - SEEN_BY) / (ASKED_BY - SEEN_BY)))
    return 1 - late * (1 - CAPTIONS_SHARE)


def _lesson(rng: Random, feed: Feed, pictures: int) -> Lesson:
    worded = feed is Feed.CAPTIONS
    kinds = {kind: weight for kind, weight in WEIGHTS.items() if not (worded and kind is Kind.MOVES)}
    (kind,) = rng.choices(list(kinds), weights=list(kinds.values()))
    (style,) = rng.choices(list(STYLES), weights=list(STYLES.values()))
    return make_lesson(rng, kind, pictures=pictures, style=style, worded=worded)
