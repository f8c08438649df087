"""What the end of each picture knows of it, learned directly on the way through the language part: first where something
is, then what is there, what is new, which way it went, what is printed, and when.

A question about eight pictures has one answer, and tells little of how to find it. Here every picture of every clip
tells what a reader has to know of it; what is learned for that is thrown away, and what is asked later finds it there.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from math import isqrt
from typing import TYPE_CHECKING, TypeVar

import numpy as np
import torch
from torch.nn.functional import binary_cross_entropy_with_logits, cross_entropy

from workers.train.asking import Lesson, direction_of
from workers.train.clips import LETTERS, NAMES, Clip, Thing
from workers.train.ruler import PATCHES
from workers.train.sight import things_at

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

#: Behind these layers of the language part it is known where something is, and all else.
PLACED, KNOWN = 2, 3
_SIDE = isqrt(PATCHES)
#: Letters of a plate, and tokens of a time.
SLOTS, TIME_SLOTS = 3, 4
#: None, or one of four.
WAYS_GONE = 5
#: From this part of the side on, which is a place of the eye.
_SEEN_TO_GO = 0.2
#: Is not to be learned.
IGNORED = -100
_WHERE, _THERE, _NEW, _WENT = 4.0, 4.0, 8.0, 2.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Gist:
    """Of pictures: `where` [pictures, places]: 1 where something stands; `there` and `new` [pictures, names]; `went`
    [pictures], 0 or a way plus one, of what has gone some of its way; `letters` [pictures, SLOTS], of `LETTERS` plus one,
    or 0; `veiled` [pictures]; `times` [pictures, TIME_SLOTS]: the tokens of its name, or what is ignored.
    """

    where: torch.Tensor
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
        things = torch.from_numpy(np.stack([things_at(clip.at(place), _SIDE) for place in range(count)]))
        there = things.amax(dim=1)
        before = torch.cat([torch.zeros(1, len(NAMES)), there[:-1]])
        return Gist(
            where=things.amax(dim=2),
            there=there,
            new=there * (1 - before),
            went=torch.tensor([_went(clip, place) for place in range(count)]),
            letters=torch.tensor([_letters(clip, place) for place in range(count)]),
            veiled=torch.full((count,), float(clip.veil is not None)),
            times=torch.tensor([time_slots(tokens) for tokens in times]),
        )


_Told = TypeVar("_Told", bound="DataclassInstance")


def joined(parts: Sequence[_Told]) -> _Told:
    """What is told of several, one after another, by every field."""
    kind = type(parts[0])
    names = [field.name for field in fields(kind)]
    return kind(**{name: torch.cat([getattr(part, name) for part in parts]) for name in names})


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


def time_slots(tokens: Sequence[int]) -> list[int]:
    """A moment by its tokens; names that are longer than a number are ignored."""
    if len(tokens) > TIME_SLOTS:
        return [IGNORED] * TIME_SLOTS
    return [*tokens, *[IGNORED] * (TIME_SLOTS - len(tokens))]


def known_entropy(told: torch.Tensor, right: torch.Tensor) -> torch.Tensor:
    """Over what is not ignored [any], told [any, classes]; 0 where all is."""
    summed = cross_entropy(told, right, ignore_index=IGNORED, reduction="sum")
    return summed / (right != IGNORED).sum().clamp(min=1)


class Reader(torch.nn.Module):
    """Reads it all off the ends of pictures; thrown away once it is learned."""

    def __init__(self, width: int, words: int) -> None:
        super().__init__()
        self.placed_norm, self.known_norm = torch.nn.RMSNorm(width), torch.nn.RMSNorm(width)
        self.where = torch.nn.Linear(width, PATCHES)
        self.there = torch.nn.Linear(width, len(NAMES))
        self.new = torch.nn.Linear(width, len(NAMES))
        self.went = torch.nn.Linear(width, WAYS_GONE)
        self.letters = torch.nn.Linear(width, SLOTS * (len(LETTERS) + 1))
        self.veiled = torch.nn.Linear(width, 1)
        self.times = torch.nn.Linear(width, TIME_SLOTS * words)

    def loss(self, placed: torch.Tensor, known: torch.Tensor, gist: Gist) -> torch.Tensor:
        """Both [pictures, width], behind the two layers."""
        placed, known = self.placed_norm(placed), self.known_norm(known)
        letters = self.letters(known).view(len(known) * SLOTS, -1)
        times = self.times(known).view(len(known) * TIME_SLOTS, -1)
        return (
            _WHERE * binary_cross_entropy_with_logits(self.where(placed), gist.where)
            + _THERE * binary_cross_entropy_with_logits(self.there(known), gist.there)
            + _NEW * binary_cross_entropy_with_logits(self.new(known), gist.new)
            + _WENT * cross_entropy(self.went(known), gist.went)
            + cross_entropy(letters, gist.letters.flatten())
            + binary_cross_entropy_with_logits(self.veiled(known)[:, 0], gist.veiled)
            + known_entropy(times, gist.times.flatten())
        )
