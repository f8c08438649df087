"""`make bench-peers`, or `python -m benchmarks.peers [KIND …] [--rounds N] [--first SEED]`.

Compares a whole inspection with the whole assembly, start-up and every child counted, each round on a
recording of its own, and says what either saw: a comparison in which Candor read fewer lines does not count.
"""

import argparse
import datetime as dt
import os
import platform
import tempfile
from pathlib import Path

from benchmarks.peers.protocol import Compared, compare
from benchmarks.peers.recordings import KINDS
from benchmarks.peers.seen import Task, seen

FIRST_SEED = 300_000
ROUNDS = 7


def measure(kind: str, first: int, rounds: int) -> list[str]:
    with tempfile.TemporaryDirectory(prefix="candor-peers-") as name:
        tasks = [
            Task.of(KINDS[kind](seed, Path(name) / str(seed)), Path(name) / f"{seed}-out")
            for seed in range(first, first + rounds)
        ]
        found = compare([(task.ours, task.theirs) for task in tasks])
        return [*_rows(kind, found, rounds), *seen(tasks)]


def _rows(kind: str, found: Compared, rounds: int) -> list[str]:
    return [
        f"{kind}: the assembly takes {found.cpu} times the computing and {found.wall} times the time",
        f"  {found.a_cpu_s:.1f} and {found.b_cpu_s:.1f} CPU seconds; {rounds} rounds; A to A {found.same}",
    ]


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.peers", description=__doc__)
    parser.add_argument("kind", nargs="*", choices=[*KINDS, []], help="all of them without a name")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--first", type=int, default=FIRST_SEED, help="the first seed")
    given = parser.parse_args()
    rows: list[str] = []
    for kind in given.kind or KINDS:
        rows += measure(kind, given.first, given.rounds)
        print("\n".join(rows[-3:]), flush=True)
    print(f"\n{dt.datetime.now(tz=dt.UTC):%Y-%m-%d}, {platform.machine()}, {os.cpu_count()} cores")
    print("\n".join(rows))


if __name__ == "__main__":
    main()
