"""What is known of each picture is what its clip says."""

from random import Random

import pytest
import torch

from workers.train.asking import Kind, Subject
from workers.train.clips import LETTERS, NAMES, Clip, Shape, Sign, Thing, Veil
from workers.train.gist import TIME_SLOTS, Gist, Reader, joined, known_entropy

WIDTH, WORDS = 8, 40


def a_thing(**overrides) -> Thing:
    values = {"shape": Shape.SQUARE, "colour": "red", "first": 0, "until": 3, "x": 0.2, "y": 0.2}
    return Thing(**(values | overrides))


def gist_of(*things: Thing, times=((1,), (2, 3), (1, 2, 3, 4, 5)), **more) -> Gist:
    clip = Clip(times_s=(0.0, 1.0, 2.0), things=things, **more)
    return Gist.of(Subject.of(clip).ask(Random(1), Kind.TOLD), times)


def named(seen: torch.Tensor) -> list[list[str]]:
    return [[NAMES[place] for place in row.nonzero()[:, 0]] for row in seen]


def test_what_is_there_and_what_is_new() -> None:
    gist = gist_of(a_thing(until=2), a_thing(colour="blue", first=1, x=0.8))
    assert named(gist.there) == [["red square"], ["red square", "blue square"], ["blue square"]]
    assert named(gist.new) == [["red square"], ["blue square"], []]


def test_where_something_stands_in_each_picture() -> None:
    gist = gist_of(a_thing(until=2), a_thing(colour="blue", first=1, x=0.8, y=0.55))
    assert [row.nonzero()[:, 0].tolist() for row in gist.where] == [[0], [0, 11], [11]]


def test_a_moving_thing_stands_elsewhere_in_each_picture() -> None:
    gist = gist_of(a_thing(across=0.6))
    assert [row.nonzero()[:, 0].tolist() for row in gist.where] == [[0], [2], [3]]


def test_what_a_veil_hides_is_not_known_and_the_veil_is() -> None:
    gist = gist_of(a_thing(x=0.5, y=0.5), veil=Veil(x=0.35, y=0.35))
    assert (gist.there.sum(), gist.veiled.tolist()) == (0, [1.0, 1.0, 1.0])
    assert gist_of(a_thing()).veiled.tolist() == [0.0, 0.0, 0.0]


def test_which_way_something_has_gone_that_is_far_enough_to_be_seen() -> None:
    assert gist_of(a_thing(first=1, across=0.5)).went.tolist() == [0, 0, 1]
    assert gist_of(a_thing(down=-0.5)).went.tolist() == [0, 4, 4]
    assert gist_of(a_thing(down=0.3)).went.tolist() == [0, 0, 3]
    assert gist_of(a_thing()).went.tolist() == [0, 0, 0]


def test_letters_from_the_picture_on_that_shows_them() -> None:
    letters = gist_of(sign=Sign(letters="HE", first=1, x=0.1, y=0.5)).letters
    shown = [LETTERS.index("H") + 1, LETTERS.index("E") + 1, 0]
    assert letters.tolist() == [[0, 0, 0], shown, shown]


def test_times_as_they_are_named_and_longer_names_not_at_all() -> None:
    assert gist_of().times.tolist() == [[1, -100, -100, -100], [2, 3, -100, -100], [-100] * TIME_SLOTS]


def test_several_are_joined_in_their_order() -> None:
    one, other = gist_of(a_thing()), gist_of(a_thing(colour="blue"))
    both = joined([one, other])
    assert torch.equal(both.there, torch.cat([one.there, other.there]))
    told = (both.where, both.new, both.times, both.went, both.letters, both.veiled)
    assert {len(value) for value in told} == {6}


def test_what_is_ignored_is_no_loss_and_the_rest_counts_whole() -> None:
    told, right = torch.tensor([[9.0, 0.0], [0.0, 0.0]]), torch.tensor([1, -100])
    assert float(known_entropy(told, right)) == pytest.approx(9.0, abs=1e-3)
    assert float(known_entropy(told, torch.tensor([-100, -100]))) == 0


def test_a_reader_learns_it_and_times_that_nobody_names_are_no_loss() -> None:
    torch.manual_seed(1)
    gist = gist_of(a_thing(until=2), a_thing(colour="blue", first=1, x=0.8), times=((1,) * 5,) * 3)
    reader, placed, known = Reader(WIDTH, WORDS), torch.randn(3, WIDTH), torch.randn(3, WIDTH)
    optimizer = torch.optim.Adam(reader.parameters(), lr=0.1)
    losses = []
    for _ in range(60):
        loss = reader.loss(placed, known, gist)
        losses.append(loss.item())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    assert losses[-1] < losses[0] / 10
    assert reader.times.weight.grad is not None
    assert reader.times.weight.grad.abs().sum() == 0
