"""Programs and processes that benchmarks start, and what they use."""

import multiprocessing
import os
import resource
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TypeVar

ROOT = Path(__file__).parent.parent
Item = TypeVar("Item")
Result = TypeVar("Result")


def inspect_command(recording: Path, brief: Path, *more: str) -> list[str]:
    return [sys.executable, "-m", "workers", "inspect", str(recording), "--brief", str(brief), *more]


def judge_command(out: Path, brief: Path) -> list[str]:
    return [sys.executable, "-m", "workers", "judge", str(out), "--brief", str(brief)]


def children_cpu_s() -> float:
    """Of all children that have ended, and of theirs."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def each_on_a_core(
    function: Callable[[Item], Result], items: Iterable[Item], *, items_a_process: int
) -> Iterator[Result]:
    """Every item, one process of one thread on each core; in order. A process is given up after so many."""
    os.environ |= {"CANDOR_THREADS": "1", "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    # Not concurrent.futures: in Python 3.11 its pool stands still when processes are replaced.
    spawn = multiprocessing.get_context("spawn")
    with spawn.Pool(os.cpu_count(), maxtasksperchild=items_a_process) as pool:
        yield from pool.imap(function, items)
