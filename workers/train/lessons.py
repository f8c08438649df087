"""Questions about drawn clips, in the very words in which Candor asks them, and the true answers."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from random import Random

from workers.brief import SCHEMA, Brief, Step
from workers.engines.vlm.base import Frame
from workers.engines.vlm.captions import FORM as CAPTION_FORM
from workers.engines.vlm.captions import REQUEST as CAPTION_REQUEST
from workers.engines.vlm.forms import Form, OneOf, Words
from workers.engines.vlm.moments import TimeStyle
from workers.engines.vlm.prompts import TOLD_AFTER, TOLD_BEFORE, Request, closed, quoted, to_fill
from workers.perceive.questions import question_about
from workers.tracks.answers import Value
from workers.train.clips import COLOURS, LETTERS, Clip, Shape, Sign, Thing, make_clip

TEXT_FORM: Form = {"text": Words(says="the letters on the plate", most=12)}
STATEMENT = "Show what the steps say, one after the other."
_BRIEF = Brief(schema=SCHEMA, statement=STATEMENT)
_MARK = "MARK"


def _asked(instruction: str) -> str:
    return question_about(Step(id="step", instruction=instruction), _BRIEF)


#: What stands in every lesson of a sort, word for word.
SENTENCES = (*_asked(_MARK).split(quoted(_MARK)), TOLD_BEFORE, TOLD_AFTER, CAPTION_REQUEST)


class Kind(StrEnum):
    """`seen`: whether, yes or no. `when`: at which time something is seen first. `order`: which of two came
    first. `moves`: in which direction. `text`: what is printed. `unsure`: nothing lets one decide.
    `caption`: what one picture shows.
    """

    SEEN = "seen"
    WHEN = "when"
    ORDER = "order"
    MOVES = "moves"
    TEXT = "text"
    UNSURE = "unsure"
    CAPTION = "caption"


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


def make_lesson(
    rng: Random, kind: Kind, *, pictures: int, style: TimeStyle = TimeStyle.SECONDS, worded: bool = False
) -> Lesson:
    """A lesson of a kind, drawn from the generator alone; yes and no are as frequent as each other.

    `worded`: its pictures are told in words, true ones. A way that something goes is not in them.
    """
    return _MAKERS[kind](rng, _Asking(pictures=pictures, style=style, worded=worded))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asking:
    """How a lesson is put: of how many pictures, shown or told in words, with times in which style."""

    pictures: int
    style: TimeStyle
    worded: bool

    def closed(self, kind: Kind, clip: Clip, instruction: str, value: Value, thing: Thing | None) -> Lesson:
        request = closed(_asked(instruction), self._frames(clip), self.style)
        moment = None if thing is None else request.moments.literal(thing.first)
        return Lesson(
            kind=kind,
            clip=clip,
            request=request,
            reply=_reply(value, moment, "" if thing is None else thing.name),
            time_s=None if moment is None else request.moments.named[moment],
        )

    def filled(self, kind: Kind, clip: Clip, question: str, form: Form, reply: Mapping[str, str]) -> Lesson:
        request = to_fill(question, form, self._frames(clip), self.style)
        return Lesson(kind=kind, clip=clip, request=request, reply=json.dumps(reply), form=form)

    def _frames(self, clip: Clip) -> list[Frame]:
        frames = frames_of(clip)
        if not self.worded:
            return frames
        return [
            replace(frame, worded=True, caption=caption_of(clip, place)) for place, frame in enumerate(frames)
        ]


def frames_of(clip: Clip) -> list[Frame]:
    return [
        Frame(time_s=time_s, picture=picture)
        for time_s, picture in zip(clip.times_s, clip.pictures(), strict=True)
    ]


def caption_of(clip: Clip, place: int) -> str:
    """What a picture of a clip shows, from top to bottom; what a veil may hide is not told."""
    things = [
        thing
        for thing in clip.things
        if thing.first <= place < thing.until and not (clip.veil and clip.veil.touches(thing))
    ]
    shown = [thing.name for thing in sorted(things, key=lambda thing: (thing.y, thing.x))]
    if clip.veil is not None:
        shown.append("veil")
    if clip.sign is not None and place >= clip.sign.first:
        shown.append(f"plate {clip.sign.letters}")
    return ", ".join(shown) or "nothing"


def _seen(rng: Random, asking: _Asking) -> Lesson:
    if rng.random() < 0.5:
        clip = make_clip(rng, pictures=asking.pictures, things=rng.randint(2, 4))
        return asking.closed(Kind.SEEN, clip, f"Show a {_absent(rng, clip)}.", Value.NO, None)
    # What is plainly seen is seen, whatever a veil hides beside it.
    veiled = rng.random() < 0.5
    clip = make_clip(rng, pictures=asking.pictures, things=rng.randint(2, 4), veiled=veiled)
    plain = [thing for thing in clip.things if clip.veil is None or not clip.veil.touches(thing)]
    return _shown(Kind.SEEN, clip, rng.choice(plain), asking) if plain else _seen(rng, asking)


def _when(rng: Random, asking: _Asking) -> Lesson:
    clip = make_clip(rng, pictures=asking.pictures, things=rng.randint(2, 4))
    return _shown(Kind.WHEN, clip, rng.choice(clip.things), asking)


def _shown(kind: Kind, clip: Clip, thing: Thing, asking: _Asking) -> Lesson:
    return asking.closed(kind, clip, f"Show a {thing.name}.", Value.YES, thing)


def _order(rng: Random, asking: _Asking) -> Lesson:
    clip = make_clip(rng, pictures=asking.pictures, things=rng.randint(2, 3))
    while len({thing.first for thing in clip.things[:2]}) < 2:
        clip = make_clip(rng, pictures=asking.pictures, things=rng.randint(2, 3))
    one, other = clip.things[:2]
    form: Form = {"first": OneOf(says="what is seen first", options=(one.name, other.name))}
    first = min(one, other, key=lambda thing: thing.first)
    question = f"Which comes first, the {one.name} or the {other.name}?"
    return asking.filled(Kind.ORDER, clip, question, form, {"first": first.name})


def _moves(rng: Random, asking: _Asking) -> Lesson:
    clip = make_clip(rng, pictures=asking.pictures, things=1, moving=True)
    (thing,) = clip.things
    true = _direction(thing)
    if rng.random() < 0.5:
        return asking.closed(Kind.MOVES, clip, f"Move the {thing.name} {true}.", Value.YES, thing)
    wrong = rng.choice([way for way in _WAYS if way != true])
    return asking.closed(Kind.MOVES, clip, f"Move the {thing.name} {wrong}.", Value.NO, None)


_WAYS = ("to the right", "to the left", "down", "up")


def _direction(thing: Thing) -> str:
    return _WAYS[0 if thing.across > 0 else 1 if thing.across < 0 else 2 if thing.down > 0 else 3]


def _text(rng: Random, asking: _Asking) -> Lesson:
    clip = _signed(rng, asking.pictures)
    assert clip.sign is not None
    question = "What is printed on the plate?"
    return asking.filled(Kind.TEXT, clip, question, TEXT_FORM, {"text": clip.sign.letters})


def _signed(rng: Random, pictures: int) -> Clip:
    letters = "".join(rng.sample(LETTERS, rng.randint(1, 3)))
    sign = Sign(
        letters=letters, first=rng.randrange(pictures), x=rng.uniform(0.02, 0.35), y=rng.uniform(0.05, 0.7)
    )
    return replace(make_clip(rng, pictures=pictures, things=1), sign=sign)


def _unsure(rng: Random, asking: _Asking) -> Lesson:
    clip = make_clip(rng, pictures=asking.pictures, things=rng.randint(1, 3), veiled=True)
    return asking.closed(Kind.UNSURE, clip, f"Show a {_absent(rng, clip)}.", Value.CANNOT_TELL, None)


_CAPTIONED = 4


def _caption(rng: Random, asking: _Asking) -> Lesson:
    """Of one picture of a clip, however many are asked for."""
    if rng.random() < 0.4:
        clip = _signed(rng, _CAPTIONED)
    else:
        clip = make_clip(rng, pictures=_CAPTIONED, things=rng.randint(1, 4), veiled=rng.random() < 0.3)
    clip = clip.at(rng.randrange(_CAPTIONED))
    return asking.filled(Kind.CAPTION, clip, CAPTION_REQUEST, CAPTION_FORM, {"shows": caption_of(clip, 0)})


def _absent(rng: Random, clip: Clip) -> str:
    """Something that is not in a clip, of a colour or a shape that may well be."""
    there = {thing.name for thing in clip.things}
    return rng.choice(
        [name for shape in Shape for colour in COLOURS if (name := f"{colour} {shape}") not in there]
    )


def _reply(value: Value, moment: str | None, seen: str) -> str:
    """As the engine reads it: the moment is weighed as it is written before a picture."""
    if moment is None:
        return f'{{"answer": "{value}"'
    return f'{{"answer": "{value}", "time_s": {moment}, "seen": "{seen}"}}'


_MAKERS: Mapping[Kind, Callable[[Random, _Asking], Lesson]] = {
    Kind.SEEN: _seen,
    Kind.WHEN: _when,
    Kind.ORDER: _order,
    Kind.MOVES: _moves,
    Kind.TEXT: _text,
    Kind.UNSURE: _unsure,
    Kind.CAPTION: _caption,
}
