"""Sightings join into tracks by place and time, and part where the person changes."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from workers.perceive.sightings import Chain, Part, Sighting, chain_for, persons, track_distance
from workers.spans import Box

HERE = Box(x=0.8, y=0.7, width=0.1, height=0.15)
THERE = Box(x=0.1, y=0.1, width=0.1, height=0.15)
LIMIT = 0.6


def sighting(time_s: float, *, box: Box = HERE) -> Sighting:
    return Sighting(time_s=time_s, box=box, confidence=0.9, patch=np.zeros((64, 64), dtype=np.uint8))


def chip_of(person: int, look: int = 0) -> NDArray[np.uint8]:
    return np.array([[[person, look, 0]]], dtype=np.uint8)


class Describer:
    """Embeddings 0.1 from others of their person, about 1.4 from another's; counts its work."""

    def __init__(self) -> None:
        self.described = 0

    def __call__(self, chip: NDArray[np.uint8]) -> NDArray[np.float64]:
        self.described += 1
        person, look = (int(value) for value in chip[0, 0, :2])
        noise = np.random.default_rng(look).normal(size=128)
        embedding = np.zeros(128)
        embedding[person] = 1.0
        return np.asarray(embedding + 0.05 * noise / np.linalg.norm(noise), dtype=np.float64)


def parts_of(seen: list[tuple[Sighting, int]], embed: Describer | None = None) -> list[Part]:
    """The parts of all chains of sightings, each with the number of its person."""
    embed = embed or Describer()
    chains: list[Chain] = []
    for look, (one, person) in enumerate(seen):
        chain = chain_for(chains, one)
        if chain is None:
            chain = Chain()
            chains.append(chain)
        chain.add(one, chip_of(person, look), embed, different_from=LIMIT)
    for chain in chains:
        chain.describe(embed, different_from=LIMIT)
    return [part for chain in chains for part in chain.parts(different_from=LIMIT)]


def test_one_person_in_one_place_is_one_track() -> None:
    parts = parts_of([(sighting(i / 2), 0) for i in range(20)])
    assert [len(part.sightings) for part in parts] == [20]


def test_a_face_not_found_for_a_second_is_still_the_same_track() -> None:
    assert len(parts_of([(sighting(t), 0) for t in (0.0, 0.5, 1.0, 2.5, 3.0, 3.5)])) == 1


def test_two_faces_at_once_are_two_tracks() -> None:
    seen = [pair for i in range(6) for pair in ((sighting(i / 2), 0), (sighting(i / 2, box=THERE), 1))]
    assert [len(part.sightings) for part in parts_of(seen)] == [6, 6]


@given(st.integers(min_value=5, max_value=15))
def test_a_swap_in_one_place_parts_the_track_where_it_happens(place: int) -> None:
    parts = parts_of([(sighting(i / 2), 0 if i < place else 1) for i in range(20)])
    assert [part.sightings[0].time_s for part in parts] == [0.0, place / 2]


def test_who_comes_after_a_while_is_somebody_else_though_the_other_was_seen_once_in_that_place() -> None:
    parts = parts_of([(sighting(9.5), 0), *((sighting(11.0 + i / 2), 1) for i in range(8))])
    assert [part.sightings[0].time_s for part in parts] == [9.5, 11.0]


def test_somebody_who_stays_is_described_now_and_then() -> None:
    embed = Describer()
    parts_of([(sighting(i / 2), 0) for i in range(121)], embed)
    assert embed.described == 25


def test_every_sighting_between_two_that_differ_is_described() -> None:
    embed = Describer()
    (one, other) = parts_of([(sighting(i / 2), 0 if i < 12 else 1) for i in range(24)], embed)
    assert (len(one.embeddings), len(other.embeddings)) == (4, 6)


def test_tracks_of_one_person_get_one_number_in_order_of_appearance() -> None:
    distances = np.array([[0.0, 0.9, 0.2], [0.9, 0.0, 0.8], [0.2, 0.8, 0.0]])
    assert persons(distances, different_from=0.6) == [0, 1, 0]
    assert persons(np.zeros((0, 0)), different_from=0.6) == []


def test_the_distance_of_tracks_is_the_median_of_their_pairs() -> None:
    embed = Describer()
    one = [embed(chip_of(0, look)) for look in (0, 1)]
    assert 1.3 < track_distance(one, [embed(chip_of(1))]) < 1.5
    assert track_distance(one, one) < 0.2
