"""Single sightings of faces, and how they join into tracks."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from workers.spans import Box

#: A face that is not found for this long (a hand, a turned head) is still the same track.
BRIDGE_S = 1.6
SAME_IOU = 0.25
#: Sightings to either side whose mean embeddings are compared to find a change of person.
SIDE = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """One face in one picture. `embedding` [128]; `patch`: uint8 gray [64, 64] around the face."""

    time_s: float
    box: Box
    confidence: float
    embedding: NDArray[np.float64]
    patch: NDArray[np.uint8]


def join_sightings(sightings: Sequence[Sighting], *, different_from: float) -> list[list[Sighting]]:
    """Sightings joined by place and time, then parted where the person changes."""
    chains: list[list[Sighting]] = []
    for sighting in sorted(sightings, key=lambda item: (item.time_s, item.box.x)):
        chain = _nearest_chain(chains, sighting)
        if chain is None:
            chains.append([sighting])
        else:
            chain.append(sighting)
    parts = [part for chain in chains for part in _parted(chain, different_from)]
    return sorted(parts, key=lambda part: (part[0].time_s, part[0].box.x))


def _nearest_chain(chains: list[list[Sighting]], sighting: Sighting) -> list[Sighting] | None:
    open_chains = [
        chain
        for chain in chains
        if 0 < sighting.time_s - chain[-1].time_s <= BRIDGE_S and _near(chain[-1].box, sighting.box)
    ]
    return max(open_chains, key=lambda chain: chain[-1].box.iou(sighting.box), default=None)


def _near(one: Box, other: Box) -> bool:
    return one.iou(other) >= SAME_IOU


def _parted(chain: list[Sighting], different_from: float) -> list[list[Sighting]]:
    """The chain cut where the means of embeddings before and after are of two people."""
    gaps = [(_gap(chain, place), place) for place in range(2, len(chain) - 1)]
    largest, place = max(gaps, default=(0.0, 0))
    if largest < different_from:
        return [chain]
    return [*_parted(chain[:place], different_from), *_parted(chain[place:], different_from)]


def _gap(chain: list[Sighting], place: int) -> float:
    before = np.mean([item.embedding for item in chain[max(0, place - SIDE) : place]], axis=0)
    after = np.mean([item.embedding for item in chain[place : place + SIDE]], axis=0)
    return float(np.linalg.norm(after - before))


def track_distance(one: Sequence[Sighting], other: Sequence[Sighting]) -> float:
    """Median Euclidean distance between the embeddings of two tracks."""
    first = np.stack([item.embedding for item in one])
    second = np.stack([item.embedding for item in other])
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
