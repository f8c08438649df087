"""What is drawn is what a clip says: where, when and in which colour."""

from dataclasses import replace
from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workers.train.clips import (
    COLOURS,
    SIDE_PX,
    Clip,
    Shape,
    Sign,
    Thing,
    Veil,
    make_clip,
    with_sign,
    with_veil,
)


def a_thing(**overrides) -> Thing:
    values = {"shape": Shape.SQUARE, "colour": "red", "first": 1, "until": 3, "x": 0.5, "y": 0.5}
    return Thing(**(values | overrides))


def a_clip(*things: Thing, **more) -> Clip:
    return Clip(times_s=(0.0, 1.0, 2.0, 3.0), things=things, **more)


def at(picture, x: float, y: float) -> list[int]:
    return picture[round(y * SIDE_PX), round(x * SIDE_PX)].tolist()


@pytest.mark.parametrize("shape", Shape)
def test_a_thing_is_seen_in_its_colour_from_its_first_picture_on_and_no_longer(shape) -> None:
    pictures = a_clip(a_thing(shape=shape)).pictures()
    seen = [at(picture, 0.5, 0.5) == list(COLOURS["red"]) for picture in pictures]
    assert seen == [False, True, True, False]


def test_a_thing_moves_from_its_place_by_its_way() -> None:
    moving = a_thing(first=0, until=4, x=0.2, across=0.6)
    pictures = a_clip(moving).pictures()
    places = [np.flatnonzero(picture[SIDE_PX // 2, :, 0] > 150).mean() / SIDE_PX for picture in pictures]
    assert places == pytest.approx([0.2, 0.4, 0.6, 0.8], abs=0.01)


def test_a_veil_hides_what_is_behind_it_and_touches_nothing_else() -> None:
    veil = Veil(x=0.35, y=0.35)
    behind, beside, half = a_thing(), a_thing(x=0.1, y=0.1), a_thing(x=0.35)
    picture = a_clip(behind, beside, veil=veil).pictures()[1]
    assert at(picture, 0.5, 0.5) != list(COLOURS["red"])
    assert at(picture, 0.1, 0.1) == list(COLOURS["red"])
    assert [veil.hides(thing) for thing in (behind, beside, half)] == [True, False, False]
    assert [veil.clear_of(thing) for thing in (behind, beside, half)] == [False, True, False]


@given(seed=st.integers(0, 10_000))
def test_a_veil_hides_all_of_a_thing_or_nothing(seed) -> None:
    rng = Random(seed)
    clip = with_veil(rng, make_clip(rng, pictures=4, things=4))
    assert clip.veil is not None
    assert all(clip.veil.hides(thing) != clip.veil.clear_of(thing) for thing in clip.things)


@given(seed=st.integers(0, 10_000))
def test_behind_a_sign_is_nothing(seed) -> None:
    rng = Random(seed)
    clip = replace(with_sign(rng, make_clip(rng, pictures=4, things=4)), soft_px=0.0)
    assert clip.sign is not None
    bare = replace(clip, sign=None).pictures()[3]
    changed = np.any(clip.pictures()[3] != bare, axis=2)
    plain = a_clip(ground=clip.ground, noise_seed=clip.noise_seed).pictures()[3]
    assert not np.any((bare != plain)[changed])


def test_a_thing_is_where_it_has_moved_to_in_a_picture_that_is_taken_out() -> None:
    clip = a_clip(a_thing(first=0, until=4, x=0.2, across=0.6), soft_px=0.6)
    assert clip.at(2).plain[0].x == pytest.approx(0.6)
    assert np.array_equal(clip.at(2).pictures()[0], clip.pictures()[2])


def test_a_sign_is_dark_on_light_from_its_picture_on() -> None:
    pictures = a_clip(sign=Sign(letters="HEX", first=2, x=0.1, y=0.4)).pictures()
    light = [float((picture > 200).mean()) for picture in pictures]
    assert light[:2] == [0.0, 0.0]
    assert min(light[2:]) > 0.05


def test_the_same_clip_is_drawn_alike_and_another_seed_otherwise() -> None:
    clip = make_clip(Random(3), pictures=5, things=3)
    assert all(np.array_equal(*pair) for pair in zip(clip.pictures(), clip.pictures(), strict=True))
    noisy = replace(clip, noise_seed=clip.noise_seed + 1000)
    assert not np.array_equal(clip.pictures()[0], noisy.pictures()[0])


@given(seed=st.integers(0, 10_000), pictures=st.integers(2, 12), things=st.integers(1, 4))
def test_times_go_up_and_everything_is_seen_under_a_name_of_its_own(seed, pictures, things) -> None:
    clip = make_clip(Random(seed), pictures=pictures, things=things, moving=seed % 2 == 0)
    assert list(clip.times_s) == sorted(set(clip.times_s))
    assert len({thing.name for thing in clip.things}) == things
    assert all(0 <= thing.first < thing.until <= pictures for thing in clip.things)
    for thing in clip.things:
        for part in (thing.x, thing.x + thing.across, thing.y, thing.y + thing.down):
            assert 0.1 < part < 0.9
