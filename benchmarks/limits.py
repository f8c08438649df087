"""What an inspection takes, and whether it says the same twice.

`memory`: a long 1080p recording, joined from rendered scenarios, is inspected in a process of its own,
whose memory is counted together with that of every process it starts. `repeat`: the committed samples
are inspected with different numbers of threads, and the reports compared byte for byte. `judge-again`: a
minute that was inspected is judged again, start-up counted.
"""

import os
import re
import subprocess
import tempfile
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import psutil

from benchmarks.peers.recordings import sparse
from benchmarks.processes import ROOT, children_cpu_s, inspect_command, judge_command
from benchmarks.studio.events import Event
from benchmarks.studio.render import BRIEF, RECORDING, render
from benchmarks.studio.scenario import plan

#: Scenarios that are joined, and played again until the length is reached.
PARTS = 12
WIDTH_PX, HEIGHT_PX = 1920, 1080
FRAMES_PER_S = 12
LOOK_EVERY_S = 0.2
MOST_BYTES = 3 * 1024**3 // 2
MIB = 1024**2
THREADS = (1, 4)
JUDGED_TIMES = 7
_SECONDS = re.compile(rb'"seconds": [0-9.e+-]+')


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What one inspection took. `peak_bytes`: of all its processes at once, shared pages counted once."""

    peak_bytes: int
    most_processes: int
    wall_s: float
    cpu_s: float


def measure_memory(count: int, first: int) -> list[str]:
    """`count`: minutes of recording."""
    with tempfile.TemporaryDirectory(prefix="candor-bench-") as name:
        folder = Path(name)
        recording = long_recording(folder, minutes=count, first=first)
        taken = inspected(recording, folder / "part-0" / BRIEF, folder / "out")
        size_mib = recording.stat().st_size / MIB
    kept = "kept" if taken.peak_bytes <= MOST_BYTES else "NOT KEPT"
    return [
        f"{count} min of {WIDTH_PX} x {HEIGHT_PX} at {FRAMES_PER_S}/s ({size_mib:.0f} MiB), every check:",
        f"  peak memory of all processes, {taken.most_processes} at most: {taken.peak_bytes / MIB:.0f} MiB",
        f"  at most {MOST_BYTES / MIB:.0f} MiB is wanted: {kept}",
        f"  {taken.wall_s:.0f} s by the clock, {taken.cpu_s:.0f} s of computing",
    ]


def long_recording(folder: Path, *, minutes: int, first: int) -> Path:
    """Rendered scenarios at 1080p, one after another, until so many minutes are full."""
    parts = [_part(folder / f"part-{index}", first + index) for index in range(PARTS)]
    script = folder / "parts.txt"
    script.write_text("".join(f"file '{part}'\n" for part in parts), encoding="utf-8")
    path = folder / RECORDING
    joined = ["-stream_loop", "-1", "-f", "concat", "-safe", "0", "-i", str(script)]
    _ffmpeg(*joined, "-t", str(minutes * 60), "-c", "copy", "-movflags", "+faststart", str(path))
    return path


def _part(folder: Path, seed: int) -> Path:
    render(plan(seed, Event.NONE), folder)
    path = folder / "large.mp4"
    scaled = ["-vf", f"scale={WIDTH_PX}:{HEIGHT_PX}:flags=bicubic,setsar=1", "-r", str(FRAMES_PER_S)]
    coded = ["-c:v", "libx264", "-preset", "veryfast", "-pix_fmt", "yuv420p"]
    heard = ["-c:a", "aac", "-ar", "48000", "-ac", "1"]
    _ffmpeg("-i", str(folder / RECORDING), *scaled, *coded, *heard, str(path))
    print(f"rendered seed {seed}", flush=True)
    return path


def _ffmpeg(*arguments: str) -> None:
    subprocess.run(["ffmpeg", "-v", "error", "-y", *arguments], check=True)


def inspected(recording: Path, brief: Path, out: Path) -> Taken:
    """Inspects with everything at its default, and watches."""
    command = inspect_command(recording, brief, "--out", str(out))
    before, started = children_cpu_s(), time.perf_counter()
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL) as process:
        meter = _Meter(process.pid)
        meter.start()
        status = process.wait()
        wall_s = time.perf_counter() - started
        meter.stop()
    assert status == 0, f"the inspection ended with status {status}"
    return Taken(
        peak_bytes=meter.peak_bytes,
        most_processes=meter.most_processes,
        wall_s=wall_s,
        cpu_s=children_cpu_s() - before,
    )


def judged_again_s(out: Path, brief: Path) -> float:
    """How long judging an inspected recording again takes by the clock, in the median."""
    taken_s = []
    for _ in range(JUDGED_TIMES):
        started = time.perf_counter()
        subprocess.run(judge_command(out, brief), cwd=ROOT, stdout=subprocess.DEVNULL, check=True)
        taken_s.append(time.perf_counter() - started)
    return median(taken_s)


def measure_judged_again(count: int, first: int) -> list[str]:
    """`count`: of recordings of a minute."""
    rows = []
    for seed in range(first, first + count):
        with tempfile.TemporaryDirectory(prefix="candor-bench-") as name:
            folder = Path(name)
            prepared = sparse(seed, folder / "recording", height_px=720)
            first_s = inspected(prepared.recording, prepared.brief, folder / "out").wall_s
            again_s = judged_again_s(folder / "out", prepared.brief)
        rows.append(
            f"seed {seed}: a minute judged again in {again_s:.2f} s; inspected first in {first_s:.1f} s"
        )
    return rows


class _Meter(threading.Thread):
    """Looks at a process and all that it started, until told to stop."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.peak_bytes = 0
        self.most_processes = 0
        self._process = psutil.Process(pid)
        self._stopped = threading.Event()

    def run(self) -> None:
        while not self._stopped.wait(LOOK_EVERY_S):
            sizes = _sizes(self._process)
            self.peak_bytes = max(self.peak_bytes, sum(sizes))
            self.most_processes = max(self.most_processes, len(sizes))

    def stop(self) -> None:
        self._stopped.set()
        self.join()


def _sizes(process: psutil.Process) -> list[int]:
    """The memory of a process and of all below it, in bytes."""
    try:
        family = [process, *process.children(recursive=True)]
    except psutil.NoSuchProcess:
        return []
    return [_size(member) for member in family]


def _size(process: psutil.Process) -> int:
    """Each shared page divided among those who share it; where that is not told, all of them."""
    try:
        return int(process.memory_full_info().pss)
    except (psutil.AccessDenied, AttributeError):
        # The decoder's memory map is closed to its own user, on purpose.
        return _resident(process)
    except psutil.NoSuchProcess:
        return 0


def _resident(process: psutil.Process) -> int:
    try:
        return int(process.memory_info().rss)
    except psutil.Error:
        return 0


def measure_repeat(count: int, first: int) -> list[str]:  # noqa: ARG001  # samples have no seeds
    """`count`: how many of the committed samples."""
    samples = sorted((ROOT / "samples").iterdir())[:count]
    same = 0
    for sample in samples:
        reports = [_report(sample, threads) for threads in THREADS]
        is_same = len(set(reports)) == 1
        same += is_same
        print(f"{'same  ' if is_same else 'OTHER '}{sample.name}{_first_difference(reports)}", flush=True)
    counts = " and ".join(map(str, THREADS))
    return [f"samples with the same report, byte for byte, with {counts} threads: {same}/{len(samples)}"]


def _report(sample: Path, threads: int) -> bytes:
    """The report as it is printed, less what differs by nature."""
    command = inspect_command(sample / RECORDING, sample / BRIEF, "--json", "--no-cache")
    done = subprocess.run(
        command,
        cwd=ROOT,
        env=_with_threads(threads),
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()
    return _SECONDS.sub(b'"seconds": -', done.stdout)


def _with_threads(threads: int) -> Mapping[str, str]:
    return os.environ | dict.fromkeys(("CANDOR_THREADS", "OMP_NUM_THREADS"), str(threads))


def _first_difference(reports: Sequence[bytes]) -> str:
    lines = zip(*(report.splitlines() for report in reports), strict=False)
    pair = next((pair for pair in lines if len(set(pair)) > 1), ())
    return "".join(f"\n    {line.decode().strip()}" for line in pair)
