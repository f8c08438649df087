"""What the end of a question knows of what it asks about, learned directly: which thing that is, when it came, and
which way it went.

A reply that names a moment is the last of three steps: which thing is asked about, at the end of which picture that is
new, and what time stands there. Here the first two are taught where they are to be taken; what is learned for that is
thrown away.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import torch

from workers.train.asking import Lesson, direction_of
from workers.train.clips import NAMES, Thing
from workers.train.gist import IGNORED, TIME_SLOTS, WAYS_GONE, known_entropy, time_slots

#: Behind these layers of the language part the thing is known, and what is asked of it.
NAMED, ANSWERED = 3, 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Aim:
    """Of questions: `names` [questions], of `NAMES`; `times` [questions, TIME_SLOTS]: the tokens of the moment at which
    it is seen first; `ways` [questions], a way plus one. What is not asked about one thing, or not seen, is ignored.
    """

    names: torch.Tensor
    times: torch.Tensor
    ways: torch.Tensor

    @staticmethod
    def of(lessons: Sequence[Lesson], times: Sequence[Sequence[int]]) -> "Aim":
        """`times`: of each lesson the tokens of its moment, none where it has none."""
        return Aim(
            names=torch.tensor([NAMES.index(one.about) if one.about else IGNORED for one in lessons]),
            times=torch.tensor([time_slots(tokens) for tokens in times]),
            ways=torch.tensor([_way(lesson) for lesson in lessons]),
        )


def _way(lesson: Lesson) -> int:
    return next((_gone(thing) for thing in lesson.clip.things if thing.name == lesson.about), IGNORED)


def _gone(thing: Thing) -> int:
    return direction_of(thing) + 1 if thing.across or thing.down else 0


class Aimer(torch.nn.Module):
    """Reads it off the ends of questions; thrown away once it is learned."""

    def __init__(self, width: int, words: int) -> None:
        super().__init__()
        self.norms = torch.nn.ModuleList([torch.nn.RMSNorm(width) for _ in (NAMED, ANSWERED)])
        self.names = torch.nn.Linear(width, len(NAMES))
        self.times = torch.nn.Linear(width, TIME_SLOTS * words)
        self.ways = torch.nn.Linear(width, WAYS_GONE)

    def loss(self, named: torch.Tensor, answered: torch.Tensor, aim: Aim) -> torch.Tensor:
        """Both [questions, width], behind the two layers."""
        named, answered = (norm(one) for norm, one in zip(self.norms, (named, answered), strict=True))
        times = self.times(answered).view(len(answered) * TIME_SLOTS, -1)
        return (
            known_entropy(self.names(named), aim.names)
            + known_entropy(times, aim.times.flatten())
            + known_entropy(self.ways(answered), aim.ways)
        )
