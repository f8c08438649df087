"""Training the ruler: first to see, then to answer; each lesson is drawn anew, so that none is seen twice."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from random import Random
from typing import Any

import numpy as np
import torch

from workers.engines.vlm.moments import TimeStyle
from workers.engines.vlm.showing import Feed
from workers.train.abreast import Abreast, side_by_side
from workers.train.batches import Desk, read
from workers.train.coach import Coach
from workers.train.learner import Learner
from workers.train.lessons import Sitting, make_sitting
from workers.train.sight import Looks, Sight, hand_on, make_look, places_seen

#: How often a batch is fed in each way.
FEEDS = {
    Feed.FRAMES: 12,
    Feed.POOLED: 2,
    Feed.EACH: 2,
    Feed.MEAN: 1,
    Feed.VIDEO: 1,
    Feed.CAPTIONS: 2,
}
STYLES = {TimeStyle.SECONDS: 7, TimeStyle.CLOCK: 1, TimeStyle.SEGMENTS: 1, TimeStyle.NUMBERS: 1}
#: So many batches are of single pictures, to say what they show: at first, up to a part of the course, and later.
CAPTIONS_FIRST, FIRST_UNTIL, CAPTIONS_LATER = 0.7, 0.04, 0.1
#: Single pictures are short: so many times as many fit into a batch.
CAPTIONS_A_SITTING = 3
FEWEST, MOST = 3, 8
#: Pictures of one step of learning to see.
PICTURES = 128
SAID_EVERY = 100
#: By this part of the course clips have their full length, and are fed in every way.
GROWN_BY = 0.6


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """`pictures` to learn to see from, then so many `sittings` of so many `questions`, a batch at a time; all are
    drawn from the seed. `begun`: the part of the sittings that the model has behind it, 0 to 1. `learners`: how
    many processes share each batch.
    """

    pictures: int
    sittings: int
    seed: int
    batch: int = 6
    questions: int = 8
    begun: float = 0.0
    learners: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Learned:
    """How far the training is: what of what is learned, of how many, the mean loss since it was last said, and
    seconds spent.
    """

    what: str
    done: int
    of: int
    loss: float
    seconds: float


Said = Callable[[Learned], None]


def train(model: Any, processor: Any, course: Course, said: Said) -> None:
    """Trains through the course. One seed gives the same lessons in the same order."""
    model.train()
    coach = _coach(model, processor)
    weights = sum(value.numel() for part in (model, coach) for value in part.parameters())
    with side_by_side(course.learners, weights, _learn_along, model, processor, course) as abreast:
        _learn(abreast, model, processor, course, said)
    model.eval()


def _coach(model: Any, processor: Any) -> Coach:
    return Coach(model.config.text_config.hidden_size, len(processor.tokenizer))


def _learn_along(abreast: Abreast, model: Any, processor: Any, course: Course) -> None:
    torch.set_num_threads(1)
    _learn(abreast, model, processor, course, lambda _: None)


def _learn(abreast: Abreast, model: Any, processor: Any, course: Course, said: Said) -> None:
    # All begin with the same heads.
    torch.manual_seed(course.seed)
    if course.pictures:
        learn_to_see(abreast, model, course, said)
    learn_to_answer(abreast, model, processor, course, said)


def learn_to_see(abreast: Abreast, model: Any, course: Course, said: Said) -> None:
    """The eye, and what carries what it sees to the language part."""
    vision = model.config.vision_config
    side = vision.image_size // vision.patch_size
    heads = Sight(model.config.text_config.hidden_size, side * side)
    weights = dict(eye_weights(model)) | {f"heads.{name}": one for name, one in heads.named_parameters()}
    learner = Learner(weights, matrices=0.02, rest=2e-3, abreast=abreast)
    log = _Log("pictures", PICTURES, course.pictures, said)
    rng = _rng("looks", course, abreast)
    for done in range(0, course.pictures, PICTURES):
        looks = Looks.of([make_look(rng) for _ in range(PICTURES // abreast.learners)], side)
        loss = heads.loss(places_seen(model, looks.pixels), looks)
        log.add(learner.step(loss, done / course.pictures))
    same_for_all = Random(course.seed)  # noqa: S311 - pictures, no secrets
    hand_on(model, heads, Looks.of([make_look(same_for_all) for _ in range(PICTURES)], side).pixels)


def learn_to_answer(abreast: Abreast, model: Any, processor: Any, course: Course, said: Said) -> None:
    """The language part; the eye stays as it is."""
    coach = _coach(model, processor)
    weights = dict(_language_weights(model)) | {
        f"heads.{name}": one for name, one in coach.named_parameters()
    }
    learner = Learner(weights, matrices=5e-3, rest=3e-3, abreast=abreast)
    log = _Log("sittings", course.batch, course.sittings, said)
    # All learners have clips of one length at a time, that none waits for another.
    shape = Random(f"shape/{course.seed}")  # noqa: S311 - lessons, no secrets
    rng, desk = _rng("lessons", course, abreast), Desk(model, processor)
    for done in range(0, course.sittings, course.batch):
        part = course.begun + (1 - course.begun) * done / course.sittings
        sittings, feed = next_sittings(shape, rng, part, course.batch // abreast.learners, course.questions)
        batch = desk.batch(sittings, feed)
        told = read(model, batch)
        loss = told.loss(processor.tokenizer.eos_token_id)
        learner.step(loss + coach.loss(told, batch), part)
        log.add(float(loss.detach()))


def _rng(what: str, course: Course, abreast: Abreast) -> Random:
    """Each learner has lessons of its own."""
    return Random(f"{what}/{course.seed}/{abreast.number}")  # noqa: S311 - lessons, no secrets


def _language_weights(model: Any) -> Iterator[tuple[str, torch.nn.Parameter]]:
    yield from model.model.language_model.named_parameters()
    for name, value in model.lm_head.named_parameters():
        yield f"lm_head.{name}", value


def eye_weights(model: Any) -> Iterator[tuple[str, torch.nn.Parameter]]:
    """What lies on the way from a picture to the language part."""
    core = model.model
    for part in (core.vision_tower.embeddings, core.vision_tower.encoder, core.multi_modal_projector):
        yield from ((f"{type(part).__name__}.{name}", one) for name, one in part.named_parameters())


class _Log:
    """Says every so often how the last steps went."""

    def __init__(self, what: str, batch: int, of: int, said: Said) -> None:
        self._what, self._batch, self._of, self._said = what, batch, of, said
        self._losses: list[float] = []
        self._done, self._started = 0, time.monotonic()

    def add(self, loss: float) -> None:
        self._losses.append(loss)
        self._done += self._batch
        if len(self._losses) == SAID_EVERY:
            spent_s = time.monotonic() - self._started
            mean = float(np.mean(self._losses))
            self._said(Learned(what=self._what, done=self._done, of=self._of, loss=mean, seconds=spent_s))
            self._losses.clear()


def next_sittings(
    shape: Random, rng: Random, part: float, count: int, questions: int
) -> tuple[list[Sitting], Feed]:
    """Sittings for this part of the course, with clips of one length, and how they are fed: `shape` draws these, and
    `rng` what is in them.
    """
    if shape.random() < (CAPTIONS_FIRST if part < FIRST_UNTIL else CAPTIONS_LATER):
        style, many = TimeStyle.SECONDS, CAPTIONS_A_SITTING * count
        return [make_sitting(rng, pictures=1, questions=1, style=style) for _ in range(many)], Feed.FRAMES
    grown = min(1.0, part / GROWN_BY)
    feed = shape.choices(list(FEEDS), weights=list(FEEDS.values()))[0]
    if shape.random() > grown:
        feed = Feed.FRAMES
    pictures = shape.randint(FEWEST, round(FEWEST + (MOST - FEWEST) * grown))
    sittings = [
        make_sitting(
            rng,
            pictures=pictures,
            questions=questions,
            style=rng.choices(list(STYLES), weights=list(STYLES.values()))[0],
            worded=feed is Feed.CAPTIONS,
        )
        for _ in range(count)
    ]
    return sittings, feed
