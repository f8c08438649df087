"""`make bench-peers`, or `python -m benchmarks.peers [KIND …] [--rounds N] [--first SEED]`.

Compares a whole inspection with the whole assembly, start-up and every child counted, and says what
either saw: a comparison in which Candor read fewer lines does not count.
"""

import argparse
import datetime as dt
import json
import os
import platform
import sys
import tempfile
from pathlib import Path

from benchmarks.intervals import as_share
from benchmarks.peers.protocol import Compared, compare, run
from benchmarks.peers.recordings import KINDS, Prepared
from benchmarks.processes import inspect_command
from benchmarks.recall.clip import Clip
from benchmarks.recall.measure import compare as compare_lines
from workers.spans import Box, Span
from workers.tracks.files import read_tracks
from workers.tracks.text import TextLine

FIRST_SEED = 300_000
ROUNDS = 7
#: The assembly sees one picture a second; each stands for the second after it.
_EVERY_S = 1.0
_NOWHERE = Box(x=0.0, y=0.0, width=0.0, height=0.0)


def assembly(prepared: Prepared) -> list[str]:
    command = [sys.executable, "-m", "benchmarks.peers.assembly", str(prepared.recording)]
    return [*command, "--faces"] if prepared.faces else command


def recall_of(clip: Clip, lines: list[TextLine]) -> tuple[int, int]:
    """Lines read and lines that could be."""
    asked = compare_lines(clip, lines).asked
    return sum(item.alike for item in asked), len(asked)


def assembly_lines(answer: Path) -> list[TextLine]:
    return [
        TextLine(
            text=line["text"],
            confidence=1.0,
            box=_NOWHERE,
            spans=(Span(start_s=line["time_s"], end_s=line["time_s"] + _EVERY_S),),
        )
        for line in json.loads(answer.read_bytes())["lines"]
    ]


def measure(kind: str, seed: int, rounds: int) -> list[str]:
    with tempfile.TemporaryDirectory(prefix="candor-peers-") as name:
        folder = Path(name)
        prepared = KINDS[kind](seed, folder / "recording")
        a, b = (
            inspect_command(prepared.recording, prepared.brief, "--out", str(folder / "out")),
            assembly(prepared),
        )
        found = compare(a, b, rounds=rounds)
        return [*_rows(kind, found, rounds), *_seen(prepared, folder, a, b)]


def _rows(kind: str, found: Compared, rounds: int) -> list[str]:
    return [
        f"{kind}: the assembly takes {found.cpu} times the computing and {found.wall} times the time",
        f"  {found.a_cpu_s:.1f} and {found.b_cpu_s:.1f} CPU seconds; {rounds} rounds; A to A {found.same}",
    ]


def _seen(prepared: Prepared, folder: Path, a: list[str], b: list[str]) -> list[str]:
    """How many lines either read."""
    run(a)
    run(b, output=folder / "answer.json")
    if prepared.clip is None:
        return []
    text = read_tracks(folder / "out" / "tracks").text
    assert text is not None, "Candor read nothing"
    ours = recall_of(prepared.clip, list(text.lines))
    theirs = recall_of(prepared.clip, assembly_lines(folder / "answer.json"))
    return [f"  lines read: {as_share(*ours)} by Candor, {as_share(*theirs)} by the assembly"]


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.peers", description=__doc__)
    parser.add_argument("kind", nargs="*", choices=[*KINDS, []], help="all of them without a name")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--first", type=int, default=FIRST_SEED, help="the seed")
    given = parser.parse_args()
    rows: list[str] = []
    for kind in given.kind or KINDS:
        rows += measure(kind, given.first, given.rounds)
        print("\n".join(rows[-3:]), flush=True)
    print(f"\n{dt.datetime.now(tz=dt.UTC):%Y-%m-%d}, {platform.machine()}, {os.cpu_count()} cores")
    print("\n".join(rows))


if __name__ == "__main__":
    main()
