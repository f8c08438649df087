"""What is found of what was planted, and what is claimed of clean recordings, on unseen seeds.

Seeds below 1,000 are for tuning; the benchmark renders from FIRST_SEED on, which is raised once
recordings of it have been looked at. Each is rendered
into a temporary folder, inspected and removed, one on each core at a time.
"""

import json
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.intervals import as_share
from benchmarks.processes import each_on_a_core
from benchmarks.studio.events import PLANTED, Event
from benchmarks.studio.render import render
from benchmarks.studio.scenario import plan
from workers.brief import load_brief
from workers.inspect import inspect_recording
from workers.report import Report, Severity, StepOutcome

FIRST_SEED = 600_000
#: Both ends of a finding must lie this near to what was planted.
NEAR_S = 1.0
#: A process is given up after so many, as the site gives each recording its own.
RECORDINGS_A_PROCESS = 15


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


def try_seed(seed: int, event: Event) -> Tried:
    with tempfile.TemporaryDirectory(prefix="candor-bench-") as folder:
        rendered = Path(folder)
        render(plan(seed, event), rendered)
        truth = json.loads((rendered / "truth.json").read_text(encoding="utf-8"))
        report = inspect_recording(
            rendered / "recording.mp4", load_brief(rendered / "brief.toml"), out=None, cache=None
        )
        return Tried(seed=seed, event=event, truth=truth, report=report)


def try_all(seeds: Iterable[tuple[int, Event]]) -> Iterator[Tried]:
    """Every recording, in order. Reports do not depend on how many processes there are."""
    return each_on_a_core(_try_pair, seeds, items_a_process=RECORDINGS_A_PROCESS)


def _try_pair(pair: tuple[int, Event]) -> Tried:
    return try_seed(*pair)


def measure_planted(count: int, first: int) -> list[str]:
    """`count` recordings with one planted event each, every kind as often as the others."""
    tried = []
    for one in try_all((first + index, PLANTED[index % len(PLANTED)]) for index in range(count)):
        tried.append(one)
        print(("ok   " if one.is_right else "WRONG") + one.line(), flush=True)
    right, untrue = sum(one.is_right for one in tried), sum(bool(one.untrue) for one in tried)
    rows = [
        f"right code, both ends within 1 s: {as_share(right, len(tried))}",
        f"with another minor or major finding that is not true: {as_share(untrue, len(tried))}",
    ]
    for event in PLANTED:
        of_kind = [one for one in tried if one.event is event]
        rows.append(f"  {event}: {as_share(sum(one.is_right for one in of_kind), len(of_kind))}")
    return rows


def measure_clean(count: int, first: int) -> list[str]:
    tried = []
    for one in try_all((first + index, Event.NONE) for index in range(count)):
        tried.append(one)
        as_expected = one.report.outcome == one.truth["expected_outcome"]
        print(("FALSE" if one.claims else "ok   " if as_expected else "open ") + one.line(), flush=True)
    flagged = sum(bool(one.claims) for one in tried)
    as_expected = sum(one.report.outcome == one.truth["expected_outcome"] for one in tried)
    return [
        f"clean recordings with any minor or major finding: {as_share(flagged, len(tried))}",
        f"clean recordings with the outcome expected: {as_share(as_expected, len(tried))}",
    ]


def measure_task_page(count: int, first: int) -> list[str]:
    followed = 0
    for one in try_all((first + index, Event.TASK_PAGE_ONLY) for index in range(count)):
        wrong = [step.id for step in one.report.steps if step.outcome is StepOutcome.FOLLOWED]
        followed += bool(wrong)
        print(
            f"{'FALSE' if wrong else 'ok   '} seed {one.seed}: followed {', '.join(wrong) or 'none'}",
            flush=True,
        )
    return [f"recordings of the task page alone with a step followed: {as_share(followed, count)}"]
