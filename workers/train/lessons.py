"""Which clips are drawn, and what is asked about each."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from random import Random

from workers.engines.vlm.moments import TimeStyle
from workers.train.asking import Kind, Lesson, Subject, kinds_of
from workers.train.clips import Clip, make_clip, with_sign, with_veil

#: How often a clip of each sort is drawn, and how often each question that can be asked about it is.
CLIPS = {Kind.SEEN: 3, Kind.WHEN: 1, Kind.MOVES: 2, Kind.TEXT: 3, Kind.UNSURE: 1}
QUESTIONS = {
    Kind.SEEN: 3,
    Kind.WHEN: 3,
    Kind.ORDER: 3,
    Kind.MOVES: 6,
    Kind.TEXT: 3,
    Kind.UNSURE: 3,
    Kind.TOLD: 1,
    Kind.CAPTION: 1,
}
#: Of the clips that are drawn to ask whether something is seen, so many have a veil.
_VEILED = 0.25
#: A caption is of one of so many pictures.
_CAPTIONED = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Sitting:
    """Several questions about one clip, which is put before the model once."""

    lessons: Sequence[Lesson]


def make_lesson(
    rng: Random, kind: Kind, *, pictures: int, style: TimeStyle = TimeStyle.SECONDS, worded: bool = False
) -> Lesson:
    """A lesson of a kind, drawn from the generator alone; yes and no are as frequent as each other.

    `worded`: its pictures are told in words, true ones. A way that something goes is not in them.
    """
    return Subject.of(clip_for(rng, kind, pictures), style=style, worded=worded).ask(rng, kind)


def make_sitting(
    rng: Random, *, pictures: int, questions: int, style: TimeStyle, worded: bool = False
) -> Sitting:
    """At most so many different questions about one clip; about one picture, what it shows."""
    clip = clip_for(rng, _drawn(rng, CLIPS) if pictures > 1 else Kind.CAPTION, pictures)
    subject = Subject.of(clip, style=style, worded=worded)
    kinds = {kind: QUESTIONS[kind] for kind in kinds_of(clip) if not (worded and kind is Kind.MOVES)}
    asked = (subject.ask(rng, _drawn(rng, kinds)) for _ in range(questions))
    return Sitting(lessons=list({lesson.request.question: lesson for lesson in asked}.values()))


def clip_for(rng: Random, kind: Kind, pictures: int) -> Clip:
    """A clip that a lesson of this kind can be about; for a caption, one of its pictures."""
    while True:
        clip = _CLIPS[kind](rng, pictures)
        if kind in kinds_of(clip):
            return clip


def _drawn(rng: Random, weights: Mapping[Kind, int]) -> Kind:
    (kind,) = rng.choices(list(weights), weights=list(weights.values()))
    return kind


def _plain(rng: Random, pictures: int) -> Clip:
    return make_clip(rng, pictures=pictures, things=rng.randint(2, 4))


def _veiled(rng: Random, pictures: int) -> Clip:
    return with_veil(rng, _plain(rng, pictures))


def _maybe_veiled(rng: Random, pictures: int) -> Clip:
    return (_veiled if rng.random() < _VEILED else _plain)(rng, pictures)


def _moving(rng: Random, pictures: int) -> Clip:
    return make_clip(rng, pictures=pictures, things=1, moving=True)


def _signed(rng: Random, pictures: int) -> Clip:
    return with_sign(rng, make_clip(rng, pictures=pictures, things=2))


def _single(rng: Random, _: int) -> Clip:
    clip = (_signed if rng.random() < 0.4 else _maybe_veiled)(rng, _CAPTIONED)
    return clip.at(rng.randrange(_CAPTIONED))


_CLIPS: Mapping[Kind, Callable[[Random, int], Clip]] = {
    Kind.SEEN: _maybe_veiled,
    Kind.WHEN: _plain,
    Kind.ORDER: _plain,
    Kind.MOVES: _moving,
    Kind.TEXT: _signed,
    Kind.UNSURE: _veiled,
    Kind.CAPTION: _single,
    Kind.TOLD: _plain,
}
