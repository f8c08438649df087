"""How two ways are compared: in turns A-B-B-A in one run, by their computing and by the clock.

One round is four runs. A ratio is that of the round's sums; what is reported is the median over the
rounds with a bootstrap interval. A is also compared with itself, which says how far to believe it.
"""

import os
import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import numpy as np

from benchmarks.processes import ROOT, children_cpu_s

RESAMPLES = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What one run took, start-up and every child counted."""

    cpu_s: float
    wall_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Ratio:
    """How many times as much B took as A: the median, and its 95 % interval."""

    middle: float
    low: float
    high: float

    def __str__(self) -> str:
        return f"{self.middle:.2f} ({self.low:.2f} to {self.high:.2f})"


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """`same`: of A's second run to its first in each round, 1 where the machine is quiet."""

    cpu: Ratio
    wall: Ratio
    same: Ratio
    a_cpu_s: float
    b_cpu_s: float


def run(command: Sequence[str], *, output: Path | None = None) -> Cost:
    """Runs a program to its end. Raises where it fails."""
    before, started = children_cpu_s(), time.perf_counter()
    with Path(output or os.devnull).open("wb") as file:
        subprocess.run(
            command, cwd=ROOT, env=_as_users_run(), stdout=file, stderr=subprocess.DEVNULL, check=True
        )
    return Cost(cpu_s=children_cpu_s() - before, wall_s=time.perf_counter() - started)


def _as_users_run() -> dict[str, str]:
    """Compiled modules are kept, as Python does unless it is told not to."""
    return {**os.environ, "PYTHONDONTWRITEBYTECODE": ""}


def compare(pairs: Sequence[tuple[Sequence[str], Sequence[str]]]) -> Compared:
    """A round of A-B-B-A for each pair (A, B), after one run of the first to warm up. Each is said as it ends, so
    that a comparison that is interrupted has its rounds.
    """
    for command in pairs[0]:
        run(command)
    turns = [_turn(a, b, number) for number, (a, b) in enumerate(pairs, 1)]
    return Compared(
        cpu=ratio([(b1.cpu_s + b2.cpu_s) / (a1.cpu_s + a2.cpu_s) for a1, b1, b2, a2 in turns]),
        wall=ratio([(b1.wall_s + b2.wall_s) / (a1.wall_s + a2.wall_s) for a1, b1, b2, a2 in turns]),
        same=ratio([a2.cpu_s / a1.cpu_s for a1, _, _, a2 in turns]),
        a_cpu_s=median(one.cpu_s for a1, _, _, a2 in turns for one in (a1, a2)),
        b_cpu_s=median(one.cpu_s for _, b1, b2, _ in turns for one in (b1, b2)),
    )


def _turn(a: Sequence[str], b: Sequence[str], number: int) -> list[Cost]:
    costs = [run(command) for command in (a, b, b, a)]
    told = ", ".join(f"{cost.cpu_s:.1f}" for cost in costs)
    print(f"  round {number}: A, B, B, A took {told} CPU seconds", flush=True)
    return costs


def ratio(values: Sequence[float]) -> Ratio:
    """Of some rounds: the median, and where it may lie."""
    rng = np.random.default_rng(0)
    medians = np.median(rng.choice(np.array(values), size=(RESAMPLES, len(values))), axis=1)
    low, high = np.percentile(medians, [2.5, 97.5])
    return Ratio(middle=median(values), low=float(low), high=float(high))
