"""Processes that learn side by side: each from lessons of its own, all by the mean of what they found.

Two processes of one thread take in twice what two threads of one do: the matrices are small.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.context import SpawnProcess
from multiprocessing.synchronize import Barrier
from typing import Any

import torch

#: No step takes that long; who waits longer waits for a process that is gone.
_LONGEST_S = 300.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Abreast:
    """One of `learners`, the `number`th of them. `found` [learners, weights] is common to all."""

    number: int = 0
    learners: int = 1
    found: torch.Tensor | None = None
    met: Barrier | None = None

    def average(self, weights: Sequence[torch.nn.Parameter]) -> None:
        """Makes the gradients of these the mean of all learners'; all have to call it."""
        if self.found is None or self.met is None:
            return
        given = [value for value in weights if value.grad is not None]
        sizes = [value.numel() for value in given]
        assert sum(sizes) <= self.found.shape[1], "more weights learn than were said"
        mine = self.found[self.number, : sum(sizes)]
        torch.cat([value.grad.flatten() for value in given if value.grad is not None], out=mine)
        self.met.wait(_LONGEST_S)
        mean = self.found[:, : sum(sizes)].mean(dim=0)
        # Nobody writes again before all have read.
        self.met.wait(_LONGEST_S)
        for value, part in zip(given, mean.split(sizes), strict=True):  # type: ignore[no-untyped-call]  # torch's
            value.grad = part.view_as(value)


#: Who learns alone.
ALONE = Abreast()


@contextmanager
def side_by_side(learners: int, weights: int, learn: Callable[..., None], *given: Any) -> Iterator[Abreast]:
    """The first of so many learners is the caller; the others do `learn(abreast, *given)` in processes of their
    own, which end with it. `weights`: how many have a gradient at most.
    """
    if learners == 1:
        yield ALONE
        return
    context = torch.multiprocessing.get_context("spawn")
    found, met = torch.zeros(learners, weights), context.Barrier(learners)
    found.share_memory_()  # type: ignore[no-untyped-call]  # torch's
    all_of_them = [
        Abreast(number=number, learners=learners, found=found, met=met) for number in range(learners)
    ]
    others: list[SpawnProcess] = [
        context.Process(target=learn, args=(one, *given), daemon=True) for one in all_of_them[1:]
    ]
    for process in others:
        process.start()
    try:
        yield all_of_them[0]
    except BaseException:
        # Whatever ends the first, nobody is left waiting for it.
        met.abort()
        raise
    finally:
        for process in others:
            process.join()
