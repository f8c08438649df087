"""Recordings of the studio that are rendered, inspected and removed, and what was reported of each."""

import json
import subprocess
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.intervals import as_share
from benchmarks.processes import each_on_a_core
from benchmarks.studio.events import Event
from benchmarks.studio.render import BRIEF, RECORDING, TRUTH, render
from benchmarks.studio.scenario import plan
from workers.brief import load_brief
from workers.inspect import inspect_recording
from workers.report import Report, Severity

#: Both ends of a finding must lie this near to what was planted.
NEAR_S = 1.0
#: A process is given up after so many, as the site gives each recording its own.
RECORDINGS_A_PROCESS = 15


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """`bits`: what a second of the picture is encoded again to; null for the recording as it came."""

    seed: int
    event: Event = Event.NONE
    bits: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """One rendered recording, its truth as written beside it, and what was reported."""

    seed: int
    event: Event
    truth: dict[str, object]
    report: Report

    @property
    def claims(self) -> list[str]:
        """The codes of all findings that ask for a person."""
        return [item.code for item in self.report.findings if item.severity is not Severity.INFO]

    @property
    def is_right(self) -> bool:
        """Whether the planted finding was made, with both ends where they are."""
        start_s, end_s = float(str(self.truth["start_s"])), float(str(self.truth["end_s"]))
        return any(
            finding.code == self.truth["code"]
            and finding.start_s is not None
            and finding.end_s is not None
            and abs(finding.start_s - start_s) <= NEAR_S
            and abs(finding.end_s - end_s) <= NEAR_S
            for finding in self.report.findings
        )

    @property
    def is_as_expected(self) -> bool:
        return self.report.outcome == self.truth["expected_outcome"]

    @property
    def untrue(self) -> list[str]:
        """The claims that are neither what was planted nor true besides."""
        also = self.truth["also"]
        assert isinstance(also, list)
        return [code for code in self.claims if code != self.truth["code"] and code not in also]

    def line(self) -> str:
        said = ", ".join(
            f"{item.code} {item.start_s}-{item.end_s}"
            for item in self.report.findings
            if item.severity is not Severity.INFO
        )
        wanted = f"{self.truth['code']} {self.truth['start_s']}-{self.truth['end_s']}"
        twist = self.truth.get("twist") or ""
        return f"  seed {self.seed} {self.event} {twist}: wanted {wanted}; found {said or 'nothing'}; {self.report.outcome}"


def try_one(asked: Asked) -> Tried:
    with tempfile.TemporaryDirectory(prefix="candor-bench-") as name:
        folder = Path(name)
        render(plan(asked.seed, asked.event), folder)
        recording = folder / RECORDING
        if asked.bits is not None:
            recording = encoded_again(recording, folder / f"again-{RECORDING}", asked.bits)
        truth = json.loads((folder / TRUTH).read_text(encoding="utf-8"))
        report = inspect_recording(recording, load_brief(folder / BRIEF), out=None, cache=None)
        return Tried(seed=asked.seed, event=asked.event, truth=truth, report=report)


def encoded_again(recording: Path, target: Path, bits: int) -> Path:
    """As a site that takes recordings does: H.264 at a bitrate, the sound as it was."""
    coding = ["-c:v", "libx264", "-preset", "veryfast", "-threads", "1", "-b:v", str(bits)]
    ceiling = ["-maxrate", str(bits), "-bufsize", str(2 * bits), "-c:a", "copy"]
    command = ["ffmpeg", "-v", "error", "-y", "-i", recording, *coding, *ceiling, target]
    subprocess.run(command, check=True)
    return target


def try_all(asked: Iterable[Asked]) -> Iterator[Tried]:
    """Every recording, in order. Reports do not depend on how many processes there are."""
    return each_on_a_core(try_one, asked, items_a_process=RECORDINGS_A_PROCESS)


def try_planted(asked: Iterable[Asked]) -> list[Tried]:
    """The same, each printed as it comes."""
    tried = []
    for one in try_all(asked):
        tried.append(one)
        print(("ok   " if one.is_right else "WRONG") + one.line(), flush=True)
    return tried


def try_clean(asked: Iterable[Asked]) -> list[Tried]:
    """The same of recordings in which nothing was planted."""
    tried = []
    for one in try_all(asked):
        tried.append(one)
        print(
            ("FALSE" if one.claims else "ok   " if one.is_as_expected else "open ") + one.line(), flush=True
        )
    return tried


def shares_found(tried: Sequence[Tried], events: Iterable[Event]) -> list[str]:
    """A row for each kind: how many of those planted were found with both ends where they are."""
    return [
        f"  {event}: {as_share(sum(one.is_right for one in of_kind), len(of_kind))}"
        for event in events
        for of_kind in [[one for one in tried if one.event is event]]
    ]
