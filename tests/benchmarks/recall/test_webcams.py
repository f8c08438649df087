"""People before a webcam that fills the picture, followed as an inspection follows them."""

from dataclasses import replace

import pytest

from benchmarks.recall.webcams import DURATION_S, WEBCAMS, compare, follow, two_people
from tests.factories.faces import a_faces_track, seen


@pytest.mark.parametrize("name", ["night", "two-people"])
def test_everybody_is_followed_all_the_time(name):
    found = follow(name, 1)

    assert found.people == found.truly
    assert found.seen_s >= 0.98 * found.there_s


def test_every_set_is_the_same_each_time_and_another_with_another_seed():
    for make in WEBCAMS.values():
        assert make(1) == make(1)
        assert make(1) != make(2)


def test_who_is_not_followed_is_missed_for_as_long():
    plan = two_people(1)

    found = compare("two-people", 1, plan, a_faces_track(seen(0, (0.0, DURATION_S))))

    assert (found.people, found.truly) == (1, 2)
    assert found.seen_s == pytest.approx(DURATION_S)
    assert found.there_s > DURATION_S + 3.0


def test_a_third_person_does_not_make_up_for_anybody():
    plan = replace(two_people(1), presences=two_people(1).presences[:1])
    three = a_faces_track(*(seen(number, (0.0, DURATION_S)) for number in range(3)))

    found = compare("night", 1, plan, three)

    assert (found.people, found.truly) == (3, 1)
    assert found.seen_s == pytest.approx(DURATION_S)
