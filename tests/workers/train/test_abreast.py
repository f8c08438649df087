"""Processes that learn side by side find what one would find of all their lessons."""

import threading

import pytest
import torch

from workers.train.abreast import ALONE, Abreast, side_by_side


def a_weight(*grad: float) -> torch.nn.Parameter:
    weight = torch.nn.Parameter(torch.zeros(len(grad)))
    weight.grad = torch.tensor(grad)
    return weight


def test_who_learns_alone_keeps_what_was_found() -> None:
    weight = a_weight(1.0, 2.0)
    ALONE.average([weight])
    assert weight.grad is not None
    assert weight.grad.tolist() == [1.0, 2.0]


def test_two_go_by_the_mean_of_both_and_what_has_no_gradient_is_left() -> None:
    found, met = torch.zeros(2, 8), threading.Barrier(2)
    given = [[a_weight(1.0, 2.0), torch.nn.Parameter(torch.zeros(3)), a_weight(5.0)] for _ in range(2)]
    given[1][0].grad = torch.tensor([3.0, 6.0])
    pair = [Abreast(number=number, learners=2, found=found, met=met) for number in range(2)]
    for _ in range(2):
        others = threading.Thread(target=pair[1].average, args=(given[1],))
        others.start()
        pair[0].average(given[0])
        others.join()
    for weights in given:
        assert [None if one.grad is None else one.grad.tolist() for one in weights] == [
            [2.0, 4.0],
            None,
            [5.0],
        ]


def _learn(abreast: Abreast, number: float) -> None:
    abreast.average([a_weight(number)])


def test_the_others_learn_in_processes_of_their_own() -> None:
    weight = a_weight(2.0)
    with side_by_side(2, 1, _learn, 6.0) as abreast:
        abreast.average([weight])
    assert (abreast.number, abreast.learners) == (0, 2)
    assert weight.grad is not None
    assert weight.grad.tolist() == [4.0]


def test_one_alone_starts_nothing() -> None:
    with side_by_side(1, 1, _learn, 6.0) as abreast:
        assert abreast == ALONE


def _fail(abreast: Abreast) -> None:
    raise SystemExit(3)


def test_nobody_waits_for_ever_for_one_that_is_gone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("workers.train.abreast._LONGEST_S", 1.0)
    with pytest.raises(threading.BrokenBarrierError), side_by_side(2, 1, _fail) as abreast:
        abreast.average([a_weight(1.0)])


def test_when_the_first_fails_the_others_end() -> None:
    with pytest.raises(ValueError, match="out of chalk"), side_by_side(2, 1, _learn, 6.0):
        raise ValueError("out of chalk")
