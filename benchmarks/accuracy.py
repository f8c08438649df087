"""What is found of what was planted, and what is claimed of clean recordings, on unseen seeds.

Seeds below 1,000 are for tuning; the benchmark renders from FIRST_SEED on. Recordings are rendered
into a temporary folder, inspected one after another, and removed.
"""

import json
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.intervals import as_share
from benchmarks.studio.events import PLANTED, Event
from benchmarks.studio.render import render
from benchmarks.studio.scenario import plan
from workers.brief import load_brief
from workers.inspect import inspect_recording
from workers.report import Report, Severity, StepOutcome

FIRST_SEED = 100_000
#: Both ends of a finding must lie this near to what was planted.
NEAR_S = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """One rendered recording, its truth as written beside it, and what was reported."""

    seed: int
    event: Event
    truth: dict[str, object]
    report: Report
    seconds: float

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

    def line(self) -> str:
        said = ", ".join(
            f"{item.code} {item.start_s}-{item.end_s}"
            for item in self.report.findings
            if item.severity is not Severity.INFO
        )
        wanted = f"{self.truth['code']} {self.truth['start_s']}-{self.truth['end_s']}"
        twist = self.truth.get("twist") or ""
        return f"  seed {self.seed} {self.event} {twist}: wanted {wanted}; found {said or 'nothing'}; {self.report.outcome}"


def try_seed(seed: int, event: Event) -> Tried:
    with tempfile.TemporaryDirectory(prefix="candor-bench-") as folder:
        rendered = Path(folder)
        render(plan(seed, event), rendered)
        truth = json.loads((rendered / "truth.json").read_text(encoding="utf-8"))
        started = time.perf_counter()
        report = inspect_recording(
            rendered / "recording.mp4", load_brief(rendered / "brief.toml"), out=None, cache=None
        )
        return Tried(
            seed=seed, event=event, truth=truth, report=report, seconds=time.perf_counter() - started
        )


def planted(count: int, first: int = FIRST_SEED) -> Iterator[Tried]:
    """`count` recordings with one planted event each, every kind as often as the others."""
    for index in range(count):
        yield try_seed(first + index, PLANTED[index % len(PLANTED)])


def measure_planted(count: int, first: int) -> list[str]:
    tried = []
    for one in planted(count, first):
        tried.append(one)
        print(("ok   " if one.is_right else "WRONG") + one.line(), flush=True)
    rows = [f"right code, both ends within 1 s: {as_share(sum(one.is_right for one in tried), len(tried))}"]
    for event in PLANTED:
        of_kind = [one for one in tried if one.event is event]
        rows.append(f"  {event}: {as_share(sum(one.is_right for one in of_kind), len(of_kind))}")
    return rows


def measure_clean(count: int, first: int) -> list[str]:
    flagged, cleared, tried = 0, 0, 0
    for index in range(count):
        one = try_seed(first + index, Event.NONE)
        tried += 1
        flagged += bool(one.claims)
        cleared += one.report.outcome == one.truth["expected_outcome"]
        if one.claims:
            print("FALSE" + one.line(), flush=True)
    return [
        f"clean recordings with any minor or major finding: {as_share(flagged, tried)}",
        f"clean recordings with the outcome expected: {as_share(cleared, tried)}",
    ]


def measure_task_page(count: int, first: int) -> list[str]:
    followed = 0
    for index in range(count):
        one = try_seed(first + index, Event.TASK_PAGE_ONLY)
        wrong = [step.id for step in one.report.steps if step.outcome is StepOutcome.FOLLOWED]
        followed += bool(wrong)
        if wrong:
            print(f"FALSE seed {one.seed}: {', '.join(wrong)} followed", flush=True)
    return [f"recordings of the task page alone with a step followed: {as_share(followed, count)}"]
