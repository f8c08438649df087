"""What the end of each picture knows of it, learned directly half-way through the language part: what is there, what
is new, which way it went, what is printed, and when.

A question about eight pictures has one answer, and tells little of how to find it. Here every picture of every clip
tells what a reader has to know of it; what is learned for that is thrown away, and what is asked later finds it there.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch.nn.functional import binary_cross_entropy_with_logits, cross_entropy

from workers.train.asking import Lesson, direction_of
from workers.train.clips import LETTERS, NAMES, Clip, Thing

#: Of the layers of the language part, the knowledge is there behind this one.
LAYER = 3
#: Letters of a plate, and tokens of a time.
SLOTS, TIME_SLOTS = 3, 4
_WAYS = 5
#: From this part of the side on, which is a place of the eye.
_SEEN_TO_GO = 0.2
_IGNORED = -100
_THERE, _NEW = 4.0, 8.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Gist:
    """Of pictures: `there` and `new` [pictures, names]; `went` [pictures], 0 or a way plus one, of what has gone some
    of its way; `letters` [pictures, SLOTS], of `LETTERS` plus one, or 0; `veiled` [pictures]; `times` [pictures,
    TIME_SLOTS]: the tokens of its name, or what is ignored.
    """

    there: torch.Tensor
    new: torch.Tensor
    went: torch.Tensor
    letters: torch.Tensor
    veiled: torch.Tensor
    times: torch.Tensor

    @staticmethod
    def of(lesson: Lesson, times: Sequence[Sequence[int]]) -> "Gist":
        """Of all pictures of a lesson's clip. `times`: the tokens of their names."""
        clip, count = lesson.clip, len(lesson.clip.times_s)
        there = torch.tensor([_there(clip, place) for place in range(count)])
        before = torch.cat([torch.zeros(1, len(NAMES)), there[:-1]])
        return Gist(
            there=there,
            new=there * (1 - before),
            went=torch.tensor([_went(clip, place) for place in range(count)]),
            letters=torch.tensor([_letters(clip, place) for place in range(count)]),
            veiled=torch.full((count,), float(clip.veil is not None)),
            times=torch.tensor([_slots(tokens) for tokens in times]),
        )

    @staticmethod
    def joined(parts: Sequence["Gist"]) -> "Gist":
        return Gist(
            there=torch.cat([part.there for part in parts]),
            new=torch.cat([part.new for part in parts]),
            went=torch.cat([part.went for part in parts]),
            letters=torch.cat([part.letters for part in parts]),
            veiled=torch.cat([part.veiled for part in parts]),
            times=torch.cat([part.times for part in parts]),
        )


def _there(clip: Clip, place: int) -> list[float]:
    seen = {thing.name for thing in clip.at(place).plain}
    return [float(name in seen) for name in NAMES]


def _went(clip: Clip, place: int) -> int:
    ways = [
        direction_of(thing) + 1
        for thing in clip.things
        if thing.first < place < thing.until and _way_gone(thing, place) >= _SEEN_TO_GO
    ]
    return ways[0] if ways else 0


def _way_gone(thing: Thing, place: int) -> float:
    x, y = thing.placed(place)
    return max(abs(x - thing.x), abs(y - thing.y))


def _letters(clip: Clip, place: int) -> list[int]:
    sign = clip.at(place).sign
    shown = sign.letters if sign else ""
    return [LETTERS.index(shown[slot]) + 1 if slot < len(shown) else 0 for slot in range(SLOTS)]


def _slots(tokens: Sequence[int]) -> list[int]:
    """Names that are longer than a number are ignored."""
    if len(tokens) > TIME_SLOTS:
        return [_IGNORED] * TIME_SLOTS
    return [*tokens, *[_IGNORED] * (TIME_SLOTS - len(tokens))]


class Reader(torch.nn.Module):
    """Reads it all off the ends of pictures; thrown away once it is learned."""

    def __init__(self, width: int, words: int) -> None:
        super().__init__()
        self.norm = torch.nn.RMSNorm(width)
        self.there = torch.nn.Linear(width, len(NAMES))
        self.new = torch.nn.Linear(width, len(NAMES))
        self.went = torch.nn.Linear(width, _WAYS)
        self.letters = torch.nn.Linear(width, SLOTS * (len(LETTERS) + 1))
        self.veiled = torch.nn.Linear(width, 1)
        self.times = torch.nn.Linear(width, TIME_SLOTS * words)

    def loss(self, ends: torch.Tensor, gist: Gist) -> torch.Tensor:
        """`ends` [pictures, width]"""
        known = self.norm(ends)
        letters = self.letters(known).view(len(ends) * SLOTS, -1)
        loss = (
            _THERE * binary_cross_entropy_with_logits(self.there(known), gist.there)
            + _NEW * binary_cross_entropy_with_logits(self.new(known), gist.new)
            + cross_entropy(self.went(known), gist.went)
            + cross_entropy(letters, gist.letters.flatten())
            + binary_cross_entropy_with_logits(self.veiled(known)[:, 0], gist.veiled)
        )
        if (gist.times == _IGNORED).all():
            return loss
        times = self.times(known).view(len(ends) * TIME_SLOTS, -1)
        return loss + cross_entropy(times, gist.times.flatten(), ignore_index=_IGNORED)
