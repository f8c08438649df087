"""Weights learn at the pace of a course, matrices and all else."""

import pytest
import torch

from workers.train.learner import FALLS_FROM, WARM_UP, Learner, pace


@pytest.mark.parametrize(
    ("part", "expected"), [(0.0, 0.01), (WARM_UP / 2, 0.5), (WARM_UP, 1.0), (FALLS_FROM, 1.0), (1.0, 0.01)]
)
def test_the_pace_goes_up_stays_and_goes_down(part, expected) -> None:
    assert pace(part) == pytest.approx(expected)


def test_the_last_fall_is_even() -> None:
    assert pace((1 + FALLS_FROM) / 2) == pytest.approx(0.505)


def test_every_weight_moves_and_the_loss_before_the_step_is_said() -> None:
    torch.manual_seed(1)
    layer = torch.nn.Sequential(torch.nn.Linear(4, 4), torch.nn.Linear(4, 2))
    before = [value.clone() for value in layer.parameters()]
    learner = Learner(dict(layer.named_parameters()), matrices=0.02, rest=2e-3)
    given, wanted = torch.randn(8, 4), torch.randn(8, 2)
    first = torch.nn.functional.mse_loss(layer(given), wanted).item()

    losses = [learner.step(torch.nn.functional.mse_loss(layer(given), wanted), 0.2) for _ in range(30)]
    assert losses[0] == first
    assert losses[-1] < first * 0.8
    assert all(not torch.equal(one, other) for one, other in zip(before, layer.parameters(), strict=True))
