"""What an eye is told about each place of a picture is what is drawn there."""

from random import Random

import pytest
import torch

from workers.train.asking import frames_of
from workers.train.clips import LETTERS, Clip, Shape, Sign, Thing, Veil
from workers.train.ruler import new_ruler
from workers.train.sight import NAMES, Looks, Sight, hand_on, make_look, normalised, places_seen

SIDE = 4


def a_thing(**overrides) -> Thing:
    values = {"shape": Shape.SQUARE, "colour": "red", "first": 0, "until": 1, "x": 0.3, "y": 0.6}
    return Thing(**(values | overrides))


def looks(*things: Thing, **more) -> Looks:
    return Looks.of([Clip(times_s=(0.0,), things=things, **more)], SIDE)


def test_a_thing_is_told_at_the_place_of_its_middle() -> None:
    told = looks(a_thing(), a_thing(shape=Shape.CROSS, colour="blue", x=0.9, y=0.1)).things[0]
    assert told.nonzero().tolist() == [[3, NAMES.index("blue cross")], [9, NAMES.index("red square")]]


def test_a_thing_at_the_edge_of_a_place_is_told_where_it_is_drawn() -> None:
    assert looks(a_thing(x=0.249, y=0.1)).things[0].nonzero()[:, 0].tolist() == [1]


def test_what_a_veil_hides_is_not_told_and_the_veil_is() -> None:
    told = looks(a_thing(x=0.5, y=0.5), veil=Veil(x=0.35, y=0.35))
    assert told.things.sum() == 0
    covered = told.veils[0].reshape(SIDE, SIDE)
    assert covered[1, 1] == pytest.approx(0.36)
    assert covered.sum() == pytest.approx(0.3 * 0.3 * SIDE * SIDE, abs=1e-5)


def test_letters_are_told_from_the_left_at_the_place_of_their_middle() -> None:
    told = looks(sign=Sign(letters="HEX", first=0, x=0.03, y=0.3)).letters[0]
    places = told.nonzero().tolist()
    assert places == [[4, 0], [5, 0], [6, 0]]
    assert [LETTERS[told[place, slot] - 1] for place, slot in places] == list("HEX")


def test_two_letters_in_one_place_are_told_both() -> None:
    told = looks(sign=Sign(letters="HE", first=0, x=0.156, y=0.3)).letters[0]
    assert told[5].tolist() == [LETTERS.index("H") + 1, LETTERS.index("E") + 1]


def test_no_more_letters_are_in_one_place_than_are_told() -> None:
    rng = Random(2)
    clips = [make_look(rng) for _ in range(300)]
    told = Looks.of(clips, SIDE).letters
    letters = sum(len(clip.sign.letters) for clip in clips if clip.sign)
    assert letters > 100
    assert int((told > 0).sum()) == letters


def test_pixels_are_those_that_the_processor_makes(ruler) -> None:
    _, processor = ruler
    clip = make_look(Random(4))
    frame = frames_of(clip)[0].picture
    made = processor.image_processor([frame], return_tensors="pt")["pixel_values"].flatten(0, 1)[0]
    shown = Looks.of([clip], SIDE).pixels
    assert torch.allclose(normalised(shown)[0], made, atol=1e-5)


def test_the_language_part_gets_what_is_told_each_answer_as_large_as_a_word() -> None:
    torch.manual_seed(3)
    model, _ = new_ruler(1)
    pixels = Looks.of([make_look(Random(seed)) for seed in range(8)], SIDE).pixels
    with torch.no_grad():
        before = places_seen(model, pixels).flatten(0, 1)
        heads = Sight(before.shape[1], SIDE * SIDE)
        hand_on(model, heads, pixels)
        after = places_seen(model, pixels).flatten(0, 1)
        things = heads.things(before)
    answers = len(heads.whole[1])
    assert torch.equal(after[:, answers:], torch.zeros(len(after), after.shape[1] - answers))
    assert float(after.square().mean().sqrt()) == pytest.approx(1.0, abs=0.01)
    for answer in range(things.shape[1]):
        alike = torch.corrcoef(torch.stack([things[:, answer], after[:, answer]]))[0, 1]
        assert float(alike) == pytest.approx(1.0, abs=1e-3)


def test_who_tells_everything_is_right_and_who_tells_nothing_is_not() -> None:
    told = looks(a_thing(), sign=Sign(letters="A", first=0, x=0.5, y=0.1))
    heads = Sight(len(NAMES) + len(LETTERS) + 1, SIDE * SIDE)
    seen = torch.zeros(1, SIDE * SIDE, len(NAMES) + len(LETTERS) + 1)
    seen[..., : len(NAMES)] = told.things
    seen[0].scatter_(1, told.letters[0][:, :1] + len(NAMES), 1.0)
    with torch.no_grad():
        for layer in (heads.things, heads.letters):
            layer.weight.zero_()
            layer.bias.fill_(0)
        heads.things.bias.fill_(-0.5)
        heads.things.weight[:, : len(NAMES)] = torch.eye(len(NAMES))
        heads.letters.weight[: len(LETTERS) + 1, len(NAMES) :] = torch.eye(len(LETTERS) + 1)
        heads.letters.bias[len(LETTERS) + 1] = 1.0
        assert heads.right(seen, told) == (1.0, 1.0)
        assert heads.right(torch.zeros_like(seen), told) == (0.0, 0.0)
