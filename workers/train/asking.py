"""Questions about one drawn clip, in the very words in which Candor asks them, and the true answers."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import combinations
from random import Random

from workers.brief import SCHEMA, Brief, Step
from workers.engines.vlm.base import Frame
from workers.engines.vlm.captions import FORM as CAPTION_FORM
from workers.engines.vlm.captions import REQUEST as CAPTION_REQUEST
from workers.engines.vlm.forms import Form, Moment, OneOf, Rows, Words
from workers.engines.vlm.moments import Moments, TimeStyle
from workers.engines.vlm.prompts import TOLD_AFTER, TOLD_BEFORE, Request, closed, quoted, to_fill
from workers.perceive.questions import question_about
from workers.tracks.answers import Value
from workers.train.clips import NAMES, Clip, Thing

TEXT_FORM: Form = {"text": Words(says="the letters on the plate", most=12)}
TOLD_FORM: Form = {
    "rows": Rows(
        says="the pictures", fields={"time_s": Moment(says="when"), "shows": Words(says="what", most=60)}
    )
}
STATEMENT = "Show what the steps say, one after the other."
_BRIEF = Brief(schema=SCHEMA, statement=STATEMENT)
_TEXT, _TOLD = "What is printed on the plate?", "What does each picture show?"
_MARK = "MARK"


def _asked(instruction: str) -> str:
    return question_about(Step(id="step", instruction=instruction), _BRIEF)


#: What stands in every lesson of a sort, word for word; of replies, what no engine weighs.
SENTENCES = (
    *_asked(_MARK).split(quoted(_MARK)),
    *(TOLD_BEFORE, TOLD_AFTER, CAPTION_REQUEST, _TEXT, _TOLD),
    *('{"answer": "', ', "time_s": ', ' "seen": "', '{"first": ', '{"text": ', '{"shows": '),
    *('{"rows": [', '{"time_s": ', ' "shows": ', " s:"),
)


class Kind(StrEnum):
    """`seen`: whether, yes or no. `when`: at which time something is seen first. `order`: which of two came
    first. `moves`: in which direction. `text`: what is printed. `unsure`: nothing lets one decide.
    `caption`: what one picture shows. `told`: what each picture shows, which is practised and not examined.
    """

    SEEN = "seen"
    WHEN = "when"
    ORDER = "order"
    MOVES = "moves"
    TEXT = "text"
    UNSURE = "unsure"
    CAPTION = "caption"
    TOLD = "told"


EXAMINED: tuple[Kind, ...] = tuple(kind for kind in Kind if kind is not Kind.TOLD)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """A clip, what is asked about it, and the reply that is right, as Candor reads it. `form`: what is to be
    filled in; null for a closed question. `about`: the name of the one thing that is asked about, if it is one.
    `moment`: how the moment is named that is right, where one is asked for, and `time_s` when that is.
    """

    kind: Kind
    clip: Clip
    request: Request
    reply: str
    form: Form | None = None
    about: str = ""
    moment: str | None = None
    time_s: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """A clip as it is put before a model: its pictures shown, or told in words, with times in a style."""

    clip: Clip
    frames: Sequence[Frame]
    style: TimeStyle

    @staticmethod
    def of(clip: Clip, *, style: TimeStyle = TimeStyle.SECONDS, worded: bool = False) -> "Subject":
        frames = frames_of(clip)
        if worded:
            frames = [
                replace(frame, worded=True, caption=caption_of(clip, place))
                for place, frame in enumerate(frames)
            ]
        return Subject(clip=clip, frames=frames, style=style)

    def ask(self, rng: Random, kind: Kind) -> Lesson:
        """A question of a kind that `kinds_of` has for this clip."""
        return {
            Kind.SEEN: self._seen,
            Kind.WHEN: self._when,
            Kind.ORDER: self._order,
            Kind.MOVES: self._moves,
            Kind.TEXT: self._text,
            Kind.UNSURE: self._unsure,
            Kind.CAPTION: self._caption,
            Kind.TOLD: self._told,
        }[kind](rng)

    def _seen(self, rng: Random) -> Lesson:
        """Where a veil hangs, nothing can be said not to be there."""
        if self.clip.veil is None and rng.random() < _ABSENT:
            return self._not_shown(Kind.SEEN, _absent(rng, self.clip), Value.NO)
        return self._shown(Kind.SEEN, rng.choice(self.clip.plain))

    def _when(self, rng: Random) -> Lesson:
        return self._shown(Kind.WHEN, rng.choice(self.clip.plain))

    def _text(self, _: Random) -> Lesson:
        assert self.clip.sign is not None
        return self._filled(Kind.TEXT, _TEXT, TEXT_FORM, {"text": self.clip.sign.letters})

    def _unsure(self, rng: Random) -> Lesson:
        return self._not_shown(Kind.UNSURE, _absent(rng, self.clip), Value.CANNOT_TELL)

    def _caption(self, _: Random) -> Lesson:
        shown = {"shows": caption_of(self.clip, 0)}
        return self._filled(Kind.CAPTION, CAPTION_REQUEST, CAPTION_FORM, shown)

    def _shown(self, kind: Kind, thing: Thing) -> Lesson:
        return self._closed(kind, f"Show a {thing.name}.", Value.YES, about=thing.name, shown=thing)

    def _not_shown(self, kind: Kind, name: str, value: Value) -> Lesson:
        return self._closed(kind, f"Show a {name}.", value, about=name)

    def _order(self, rng: Random) -> Lesson:
        pair = list(rng.choice(_in_order(self.clip)))
        first = min(pair, key=lambda thing: thing.first)
        rng.shuffle(pair)
        one, other = (thing.name for thing in pair)
        form: Form = {"first": OneOf(says="what is seen first", options=(one, other))}
        question = f"Which comes first, the {one} or the {other}?"
        return self._filled(Kind.ORDER, question, form, {"first": first.name})

    def _moves(self, rng: Random) -> Lesson:
        (thing,) = self.clip.things
        true = WAYS[direction_of(thing)]
        if rng.random() < 0.5:
            asked = f"Move the {thing.name} {true}."
            return self._closed(Kind.MOVES, asked, Value.YES, about=thing.name, shown=thing)
        wrong = rng.choice([way for way in WAYS if way != true])
        return self._closed(Kind.MOVES, f"Move the {thing.name} {wrong}.", Value.NO, about=thing.name)

    def _told(self, _: Random) -> Lesson:
        moments = Moments(times_s=self.clip.times_s, style=self.style)
        rows = ", ".join(
            f'{{"time_s": {moments.literal(place)}, "shows": "{caption_of(self.clip, place)}"}}'
            for place in range(len(self.frames))
        )
        return self._filled(Kind.TOLD, _TOLD, TOLD_FORM, f'{{"rows": [{rows}]}}')

    def _closed(
        self, kind: Kind, instruction: str, value: Value, *, about: str, shown: Thing | None = None
    ) -> Lesson:
        """About something, which is `shown` where the answer is yes."""
        request = closed(_asked(instruction), self.frames, self.style)
        moment = None if shown is None else request.moments.literal(shown.first)
        return Lesson(
            kind=kind,
            clip=self.clip,
            request=request,
            reply=_reply(value, moment, about),
            about=about,
            moment=moment,
            time_s=None if moment is None else request.moments.named[moment],
        )

    def _filled(self, kind: Kind, question: str, form: Form, reply: Mapping[str, str] | str) -> Lesson:
        request = to_fill(question, form, self.frames, self.style)
        told = reply if isinstance(reply, str) else json.dumps(reply)
        return Lesson(kind=kind, clip=self.clip, request=request, reply=told, form=form)


#: Of the questions whether something is seen in a clip without a veil, so many are about what is not there: as
#: many as make yes and no alike where a quarter of all clips has one.
_ABSENT = 2 / 3


def kinds_of(clip: Clip) -> list[Kind]:
    """What can be asked about a clip."""
    if len(clip.times_s) == 1:
        return [Kind.CAPTION]
    moving = any(thing.across or thing.down for thing in clip.things)
    fits = {
        Kind.SEEN: bool(clip.plain),
        Kind.WHEN: bool(clip.plain),
        Kind.ORDER: bool(_in_order(clip)),
        Kind.MOVES: moving,
        Kind.TEXT: clip.sign is not None,
        Kind.UNSURE: clip.veil is not None,
        Kind.TOLD: True,
    }
    return [kind for kind, fit in fits.items() if fit]


def _in_order(clip: Clip) -> list[tuple[Thing, Thing]]:
    """The pairs of which one comes before the other."""
    return [(one, other) for one, other in combinations(clip.plain, 2) if one.first != other.first]


def frames_of(clip: Clip) -> list[Frame]:
    return [
        Frame(time_s=time_s, picture=picture)
        for time_s, picture in zip(clip.times_s, clip.pictures(), strict=True)
    ]


def caption_of(clip: Clip, place: int) -> str:
    """What a picture of a clip shows, in the order of the alphabet; what a veil hides is not told."""
    there = clip.at(place)
    shown = sorted(thing.name for thing in there.plain)
    if there.veil is not None:
        shown.append("veil")
    if there.sign is not None:
        shown.append(f"plate {there.sign.letters}")
    return ", ".join(shown) or "nothing"


WAYS = ("to the right", "to the left", "down", "up")


def direction_of(thing: Thing) -> int:
    """Of a moving thing, which of the ways."""
    return 0 if thing.across > 0 else 1 if thing.across < 0 else 2 if thing.down > 0 else 3


def _absent(rng: Random, clip: Clip) -> str:
    """Something that is not in a clip, of a colour or a shape that may well be."""
    there = {thing.name for thing in clip.things}
    return rng.choice([name for name in NAMES if name not in there])


def _reply(value: Value, moment: str | None, seen: str) -> str:
    """As the engine reads it: the moment is weighed as it is written before a picture."""
    if moment is None:
        return f'{{"answer": "{value}"'
    return f'{{"answer": "{value}", "time_s": {moment}, "seen": "{seen}"}}'
