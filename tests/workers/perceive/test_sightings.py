"""Sightings join into tracks by place and time, and part where the person changes."""

import numpy as np

from workers.perceive.sightings import Sighting, join_sightings, persons, track_distance
from workers.spans import Box

HERE = Box(x=0.8, y=0.7, width=0.1, height=0.15)
THERE = Box(x=0.1, y=0.1, width=0.1, height=0.15)


def sighting(time_s: float, *, person: int = 0, box: Box = HERE) -> Sighting:
    """A face whose embedding is 0.1 from others of its person, about 1.4 from another's."""
    rng = np.random.default_rng(round(time_s * 1000) + person)
    noise = rng.normal(size=128)
    embedding = np.zeros(128)
    embedding[person] = 1.0
    embedding += 0.05 * noise / np.linalg.norm(noise)
    patch = np.zeros((64, 64), dtype=np.uint8)
    return Sighting(time_s=time_s, box=box, confidence=0.9, embedding=embedding, patch=patch)


def test_one_person_in_one_place_is_one_track() -> None:
    parts = join_sightings([sighting(i / 2) for i in range(20)], different_from=0.6)
    assert [len(part) for part in parts] == [20]


def test_a_face_not_found_for_a_second_is_still_the_same_track() -> None:
    times = [0.0, 0.5, 1.0, 2.5, 3.0, 3.5]
    assert len(join_sightings([sighting(t) for t in times], different_from=0.6)) == 1


def test_two_faces_at_once_are_two_tracks() -> None:
    seen = [sighting(i / 2) for i in range(6)] + [sighting(i / 2, person=1, box=THERE) for i in range(6)]
    assert [len(part) for part in join_sightings(seen, different_from=0.6)] == [6, 6]


def test_a_swap_in_one_place_parts_the_track_where_it_happens() -> None:
    seen = [sighting(i / 2, person=0 if i < 9 else 1) for i in range(20)]
    parts = join_sightings(seen, different_from=0.6)
    assert [part[0].time_s for part in parts] == [0.0, 4.5]


def test_tracks_of_one_person_get_one_number_in_order_of_appearance() -> None:
    distances = np.array([[0.0, 0.9, 0.2], [0.9, 0.0, 0.8], [0.2, 0.8, 0.0]])
    assert persons(distances, different_from=0.6) == [0, 1, 0]
    assert persons(np.zeros((0, 0)), different_from=0.6) == []


def test_the_distance_of_tracks_is_the_median_of_their_pairs() -> None:
    one = [sighting(0.0), sighting(1.0)]
    other = [sighting(2.0, person=1), sighting(3.0, person=1)]
    assert 1.3 < track_distance(one, other) < 1.5
    assert track_distance(one, one) < 0.2
