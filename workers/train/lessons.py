"""Questions about drawn clips, in the very words in which Candor asks them, and the true answers."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from random import Random

from workers.brief import SCHEMA, Brief, Step
from workers.engines.vlm.base import Frame
from workers.engines.vlm.forms import Form, OneOf, Words
from workers.engines.vlm.moments import TimeStyle
from workers.engines.vlm.prompts import Request, closed, to_fill
from workers.perceive.questions import question_about
from workers.tracks.answers import Value
from workers.train.clips import COLOURS, LETTERS, Clip, Shape, Sign, Thing, make_clip

TEXT_FORM = {"text": Words(says="the letters on the plate", most=12)}
STATEMENT = "Show what the steps say, one after the other."


class Kind(StrEnum):
    """`seen`: whether, yes or no. `when`: at which time something is seen first. `order`: which of two came
    first. `moves`: in which direction. `text`: what is printed. `unsure`: nothing lets one decide.
    """

    SEEN = "seen"
    WHEN = "when"
    ORDER = "order"
    MOVES = "moves"
    TEXT = "text"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """A clip, what is asked about it, and the reply that is right, as Candor reads it. `form`: what is to be
    filled in; null for a closed question. `time_s`: the moment that is right, where one is asked for.
    """

    kind: Kind
    clip: Clip
    request: Request
    reply: str
    form: Form | None = None
    time_s: float | None = None


def make_lesson(rng: Random, kind: Kind, *, pictures: int) -> Lesson:
    """A lesson of a kind, drawn from the generator alone; yes and no are as frequent as each other."""
    return _MAKERS[kind](rng, pictures)


def frames_of(clip: Clip) -> list[Frame]:
    return [
        Frame(time_s=time_s, picture=picture)
        for time_s, picture in zip(clip.times_s, clip.pictures(), strict=True)
    ]


def _seen(rng: Random, pictures: int) -> Lesson:
    if rng.random() < 0.5:
        clip = make_clip(rng, pictures=pictures, things=rng.randint(2, 4))
        return _no(Kind.SEEN, clip, f"Show a {_absent(rng, clip)}.")
    # What is plainly seen is seen, whatever a veil hides beside it.
    clip = make_clip(rng, pictures=pictures, things=rng.randint(2, 4), veiled=rng.random() < 0.5)
    plain = [thing for thing in clip.things if clip.veil is None or not clip.veil.touches(thing)]
    return _yes(Kind.SEEN, clip, _shows(rng.choice(plain))) if plain else _seen(rng, pictures)


def _when(rng: Random, pictures: int) -> Lesson:
    clip = make_clip(rng, pictures=pictures, things=rng.randint(2, 4))
    return _yes(Kind.WHEN, clip, _shows(rng.choice(clip.things)))


def _shows(thing: Thing) -> tuple[str, Thing]:
    return f"Show a {thing.name}.", thing


def _order(rng: Random, pictures: int) -> Lesson:
    clip = make_clip(rng, pictures=pictures, things=rng.randint(2, 3))
    while len({thing.first for thing in clip.things[:2]}) < 2:
        clip = make_clip(rng, pictures=pictures, things=rng.randint(2, 3))
    one, other = clip.things[:2]
    form = {"first": OneOf(says="what is seen first", options=(one.name, other.name))}
    first = min(one, other, key=lambda thing: thing.first)
    question = f"Which comes first, the {one.name} or the {other.name}?"
    return Lesson(
        kind=Kind.ORDER,
        clip=clip,
        request=to_fill(question, form, frames_of(clip), TimeStyle.SECONDS),
        reply=json.dumps({"first": first.name}),
        form=form,
    )


def _moves(rng: Random, pictures: int) -> Lesson:
    clip = make_clip(rng, pictures=pictures, things=1, moving=True)
    (thing,) = clip.things
    true = _direction(thing)
    if rng.random() < 0.5:
        return _yes(Kind.MOVES, clip, (f"Move the {thing.name} {true}.", thing))
    wrong = rng.choice([way for way in _WAYS if way != true])
    return _no(Kind.MOVES, clip, f"Move the {thing.name} {wrong}.")


_WAYS = ("to the right", "to the left", "down", "up")


def _direction(thing: Thing) -> str:
    return _WAYS[0 if thing.across > 0 else 1 if thing.across < 0 else 2 if thing.down > 0 else 3]


def _text(rng: Random, pictures: int) -> Lesson:
    letters = "".join(rng.sample(LETTERS, rng.randint(1, 3)))
    sign = Sign(
        letters=letters, first=rng.randrange(pictures), x=rng.uniform(0.02, 0.35), y=rng.uniform(0.05, 0.7)
    )
    clip = replace(make_clip(rng, pictures=pictures, things=1), sign=sign)
    return Lesson(
        kind=Kind.TEXT,
        clip=clip,
        request=to_fill("What is printed on the plate?", TEXT_FORM, frames_of(clip), TimeStyle.SECONDS),
        reply=json.dumps({"text": letters}),
        form=TEXT_FORM,
    )


def _unsure(rng: Random, pictures: int) -> Lesson:
    clip = make_clip(rng, pictures=pictures, things=rng.randint(1, 3), veiled=True)
    return _closed(Kind.UNSURE, clip, f"Show a {_absent(rng, clip)}.", Value.CANNOT_TELL, None)


def _absent(rng: Random, clip: Clip) -> str:
    """Something that is not in a clip, of a colour or a shape that may well be."""
    there = {thing.name for thing in clip.things}
    return rng.choice(
        [name for shape in Shape for colour in COLOURS if (name := f"{colour} {shape}") not in there]
    )


def _yes(kind: Kind, clip: Clip, told: tuple[str, Thing]) -> Lesson:
    instruction, thing = told
    return _closed(kind, clip, instruction, Value.YES, thing)


def _no(kind: Kind, clip: Clip, instruction: str) -> Lesson:
    return _closed(kind, clip, instruction, Value.NO, None)


def _closed(kind: Kind, clip: Clip, instruction: str, value: Value, thing: Thing | None) -> Lesson:
    brief = Brief(schema=SCHEMA, statement=STATEMENT)
    question = question_about(Step(id="step", instruction=instruction), brief)
    request = closed(question, frames_of(clip), TimeStyle.SECONDS)
    time_s = None if thing is None else clip.times_s[thing.first]
    moment = None if thing is None else request.moments.literal(thing.first)
    return Lesson(
        kind=kind,
        clip=clip,
        request=request,
        reply=_reply(value, moment, "" if thing is None else thing.name),
        time_s=time_s,
    )


def _reply(value: Value, moment: str | None, seen: str) -> str:
    """As the engine reads it: the moment is weighed as it is written before a picture."""
    if moment is None:
        return f'{{"answer": "{value}"'
    return f'{{"answer": "{value}", "time_s": {moment}, "seen": "{seen}"}}'


_MAKERS: Mapping[Kind, Callable[[Random, int], Lesson]] = {
    Kind.SEEN: _seen,
    Kind.WHEN: _when,
    Kind.ORDER: _order,
    Kind.MOVES: _moves,
    Kind.TEXT: _text,
    Kind.UNSURE: _unsure,
}
