"""What an inspection costs as a recording grows longer while no more happens in it.

The same windows, typed lines and sentences, spread over 5, 20 and 60 minutes of 1080p. Each is inspected
in a process of its own; computing, memory and the clock are read as in `limits`.
"""

import tempfile
from dataclasses import replace
from pathlib import Path
from random import Random

from benchmarks.limits import MIB, inspected, judged_again_s
from benchmarks.recall import wording
from benchmarks.recall.clip import Clip, Coding, Line, even_times
from benchmarks.recall.voiced import write_voiced

MINUTES = (5, 20, 60)
FRAMES_PER_S = 15
WINDOWS = 20
SENTENCES = 20
ROWS = 20
_SIZE_PX = 22


def measure_growth(count: int, first: int) -> list[str]:
    """`count`: of the lengths, from the shortest on."""
    rows, shortest = [], 0.0
    for minutes in MINUTES[:count]:
        with tempfile.TemporaryDirectory(prefix="candor-bench-") as name:
            folder = Path(name)
            recording, brief = grown(folder / "recording", first, minutes=minutes)
            taken = inspected(recording, brief, folder / "out")
            again_s = judged_again_s(folder / "out", brief)
        shortest = shortest or taken.cpu_s
        rows.append(
            f"{minutes} min of 1080p, {WINDOWS} windows: {taken.cpu_s:.1f} CPU seconds, "
            f"{taken.cpu_s / shortest:.2f} times the shortest; {taken.peak_bytes / MIB:.0f} MiB at the peak; "
            f"judged again in {again_s:.2f} s, {again_s / taken.wall_s:.2%} of the inspection"
        )
        print(rows[-1], flush=True)
    return rows


def grown(folder: Path, seed: int, *, minutes: int) -> tuple[Path, Path]:
    """Recording and brief of a seed, spread over so many minutes."""
    every_s = minutes * 60.0 / SENTENCES
    spoken_at_s = [1.0 + number * every_s for number in range(SENTENCES)]
    return write_voiced(screen(seed, minutes=minutes), folder, spoken_at_s=spoken_at_s)


def screen(seed: int, *, minutes: int) -> Clip:
    """Windows one after another, each with three typed lines."""
    rng = Random(f"growth/{seed}")
    stands_s = minutes * 60.0 / WINDOWS
    lines: list[Line] = []
    for window in range(WINDOWS):
        from_s = window * stands_s
        start_s = from_s + 1.0
        for row in range(ROWS):
            line = Line(
                text=wording.sentence(rng),
                x_px=60 + 30 * window,
                y_px=80 + 46 * row,
                size_px=_SIZE_PX,
                start_s=from_s,
                end_s=from_s + stands_s,
            )
            if row >= ROWS - 3:
                line = replace(line, start_s=start_s, rate=24.0)
                start_s = line.done_s + 0.4
            lines.append(line)
    return Clip(
        name="growth",
        seed=seed,
        width_px=1920,
        height_px=1080,
        times_s=even_times(minutes * 60.0, FRAMES_PER_S),
        end_s=minutes * 60.0,
        lines=tuple(lines),
        coding=Coding(group_s=250 / FRAMES_PER_S),
    )
