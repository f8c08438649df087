"""Single sightings of faces, how they join into chains, and where a chain changes from person to person."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from workers.spans import Box

#: A face that is not found for this long (a hand, a turned head) is still the same chain.
BRIDGE_S = 1.6
SAME_IOU = 0.25
#: A face that stays is described this often; in between only where two descriptions differ.
DESCRIBED_EVERY_S = 2.5
#: Two descriptions nearer than this part of the distance between people are of one person, and so
#: is what lies between them.
ALIKE_PART = 0.7
#: Where a face was not found for longer than this, one sighting to either side may tell two people.
INTERRUPTED_S = 0.8
#: Sightings to either side whose mean embeddings are compared to find a change of person.
SIDE = 4

Chip = NDArray[np.uint8]
Embedding = NDArray[np.float64]
Embed = Callable[[Chip], Embedding]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """One face in one picture. `patch`: uint8 gray [64, 64] around the face."""

    time_s: float
    box: Box
    confidence: float
    patch: NDArray[np.uint8]


@dataclass(slots=True, kw_only=True, eq=False)
class Chain:
    """Sightings in one place, in order of time; `embeddings`: of some of them, by their place here.

    Not every sighting is described: who stays where they are stays the same, and what tells two
    people apart is the median over many anyway.
    """

    sightings: list[Sighting] = field(default_factory=list)
    embeddings: dict[int, Embedding] = field(default_factory=dict)
    _waiting: dict[int, Chip] = field(default_factory=dict)

    def add(self, sighting: Sighting, chip: Chip, embed: Embed, *, different_from: float) -> None:
        """Takes the next sighting and describes it where that is due."""
        self._waiting[len(self.sightings)] = chip
        self.sightings.append(sighting)
        if sighting.time_s - self._described_s() >= DESCRIBED_EVERY_S:
            self.describe(embed, different_from=different_from)

    def describe(self, embed: Embed, *, different_from: float) -> None:
        """Describes the last sighting, and those since the one before where the two differ."""
        if not self._waiting:
            return
        before = max(self.embeddings, default=None)
        last = max(self._waiting)
        self.embeddings[last] = embed(self._waiting.pop(last))
        if before is not None and not self._alike(before, last, different_from):
            self.embeddings |= {place: embed(chip) for place, chip in self._waiting.items()}
        self._waiting.clear()

    def _alike(self, one: int, other: int, different_from: float) -> bool:
        distance = float(np.linalg.norm(self.embeddings[one] - self.embeddings[other]))
        return distance < ALIKE_PART * different_from

    def _described_s(self) -> float:
        described = max(self.embeddings, default=None)
        return float("-inf") if described is None else self.sightings[described].time_s

    def parts(self, *, different_from: float) -> "list[Part]":
        """The chain cut where the person changes. Everything must have been described by then."""
        places = sorted(self.embeddings)
        bounds = [0, *self._replaced(different_from), len(self.sightings)]
        starts = [start for bound in pairwise(bounds) for start in self._starts(*bound, different_from)]
        ends = [*starts[1:], len(self.sightings)]
        return [
            Part(
                sightings=tuple(self.sightings[start:end]),
                embeddings=tuple(self.embeddings[place] for place in places if start <= place < end),
            )
            for start, end in zip(starts, ends, strict=True)
        ]

    def _starts(self, first: int, until: int, different_from: float) -> Iterator[int]:
        """Where parts begin among sightings [first, until) that follow each other."""
        places = [place for place in sorted(self.embeddings) if first <= place < until]
        yield first
        yield from (places[cut] for cut in _cuts([self.embeddings[p] for p in places], different_from))

    def _replaced(self, different_from: float) -> Iterator[int]:
        """Sightings of somebody else than the one before, after a while in which nobody was found."""
        for place in range(1, len(self.sightings)):
            away_s = self.sightings[place].time_s - self.sightings[place - 1].time_s
            described = place in self.embeddings and place - 1 in self.embeddings
            if away_s > INTERRUPTED_S and described:
                apart = np.linalg.norm(self.embeddings[place] - self.embeddings[place - 1])
                if apart >= different_from:
                    yield place


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One person in one place: sightings in order of time, and embeddings of some of them."""

    sightings: tuple[Sighting, ...]
    embeddings: tuple[Embedding, ...]


def chain_for(chains: Sequence[Chain], sighting: Sighting) -> Chain | None:
    """The chain that a new sighting goes on with: the one it overlaps most, if any."""
    open_chains = [
        chain
        for chain in chains
        if 0 < sighting.time_s - chain.sightings[-1].time_s <= BRIDGE_S
        and chain.sightings[-1].box.iou(sighting.box) >= SAME_IOU
    ]
    return max(open_chains, key=lambda chain: chain.sightings[-1].box.iou(sighting.box), default=None)


def _cuts(embeddings: Sequence[Embedding], different_from: float) -> list[int]:
    """Where the means of embeddings before and after are of two people."""
    gaps = [(_gap(embeddings, place), place) for place in range(2, len(embeddings) - 1)]
    largest, place = max(gaps, default=(0.0, 0))
    if largest < different_from:
        return []
    later = [place + cut for cut in _cuts(embeddings[place:], different_from)]
    return [*_cuts(embeddings[:place], different_from), place, *later]


def _gap(embeddings: Sequence[Embedding], place: int) -> float:
    before = np.mean(embeddings[max(0, place - SIDE) : place], axis=0)
    after = np.mean(embeddings[place : place + SIDE], axis=0)
    return float(np.linalg.norm(after - before))


def track_distance(one: Sequence[Embedding], other: Sequence[Embedding]) -> float:
    """Median Euclidean distance between the embeddings of two tracks."""
    first, second = np.stack(one), np.stack(other)
    return float(np.median(np.linalg.norm(first[:, None] - second[None], axis=2)))


def persons(distances: NDArray[np.float64], *, different_from: float) -> list[int]:
    """A person's number for each track: tracks nearer than the limit to all of a person's are theirs.

    Complete linkage, nearest pairs first; numbered in order of first appearance. `distances`
    [n, n] is symmetric.
    """
    groups = [[index] for index in range(len(distances))]
    while True:
        pairs = [
            (max(distances[i, j] for i in one for j in other), first, second)
            for first, one in enumerate(groups)
            for second, other in enumerate(groups)
            if first < second
        ]
        nearest = min(pairs, default=None)
        if nearest is None or nearest[0] >= different_from:
            break
        _, first, second = nearest
        groups[first] += groups.pop(second)
    order = sorted(groups, key=min)
    return [next(number for number, group in enumerate(order) if i in group) for i in range(len(distances))]
