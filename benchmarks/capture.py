"""What is found of a forbidden window in true captures of a real browser.

Each is recorded from a virtual screen as its plan goes on (a minute each), inspected and removed.
Here and in the studio seeds below FIRST_SEED are for tuning.
"""

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from benchmarks.desktop.marks import Mark, mark_spans, pictures_of
from benchmarks.desktop.plans import Plan, plan
from benchmarks.desktop.record import BRIEF, RECORDING, RUN, WRITE, record
from benchmarks.intervals import as_share
from workers.brief import load_brief
from workers.inspect import inspect_recording
from workers.report import Finding, Outcome, Report, Severity, StepOutcome
from workers.spans import Span

#: Both ends of the finding, and the start of a step, must lie this near to the truth.
NEAR_S = 0.5
_FORBIDDEN, _STEP_MISSING = "text.forbidden_shown", "instructions.step_missing"
_STEP_MARKS: Mapping[str, Mark] = {WRITE: Mark.TYPED, RUN: Mark.RAN}
_DECIMALS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Captured:
    """One capture, its truth as its own pictures show it, and what was reported."""

    plan: Plan
    truth: Mapping[Mark, tuple[Span, ...]]
    report: Report

    @property
    def found(self) -> Finding | None:
        """The claim of the forbidden window, where it is the only one of its kind."""
        of_kind = [item for item in self.report.findings if item.code == _FORBIDDEN]
        return of_kind[0] if len(of_kind) == 1 else None

    @property
    def errors_s(self) -> tuple[float, float] | None:
        """Claimed less true start, and claimed less true end."""
        (stood,) = self.truth[Mark.FORBIDDEN]
        if self.found is None or self.found.start_s is None or self.found.end_s is None:
            return None
        return self.found.start_s - stood.start_s, self.found.end_s - stood.end_s

    @property
    def is_right(self) -> bool:
        return self.errors_s is not None and all(abs(error_s) <= NEAR_S for error_s in self.errors_s)

    @property
    def others(self) -> list[str]:
        """Findings that ask for a person, beside those that are true."""
        true = {_FORBIDDEN} if self.plan.runs else {_FORBIDDEN, _STEP_MISSING}
        asking = [item.code for item in self.report.findings if item.severity is not Severity.INFO]
        return [code for code in asking if code not in true or asking.count(code) > 1]

    @property
    def step_errors_s(self) -> Mapping[str, float]:
        """Claimed less true start of each step that was done and is called followed."""
        return {
            step.id: step.start_s - self.truth[_STEP_MARKS[step.id]][0].start_s
            for step in self.report.steps
            if step.start_s is not None and self.truth[_STEP_MARKS[step.id]]
        }

    @property
    def wrong_steps(self) -> list[str]:
        """Steps with another outcome than was done, or with a start that is too far off."""
        late = {step_id for step_id, error_s in self.step_errors_s.items() if abs(error_s) > NEAR_S}
        return [
            f"{step.id} {step.outcome}"
            for step in self.report.steps
            if step.outcome is not _true_outcome(self.truth, step.id) or step.id in late
        ]

    def line(self) -> str:
        look = self.plan.look
        shade = "dark" if look.dark else "light"
        errors = "not found" if self.errors_s is None else "{:+.2f} s, {:+.2f} s".format(*self.errors_s)
        steps = ", ".join(f"{step_id} {error_s:+.2f} s" for step_id, error_s in self.step_errors_s.items())
        wrong = ", ".join((*self.others, *self.wrong_steps)) or "none"
        (stood,) = self.truth[Mark.FORBIDDEN]
        return (
            f"seed {self.plan.seed} {shade} {look.text_px} px {look.cover}, true {stood.start_s:.2f} to {stood.end_s:.2f} s: {errors};"
            f" steps {steps}; wrong besides: {wrong}; {self.report.outcome}"
        )


def _true_outcome(truth: Mapping[Mark, tuple[Span, ...]], step_id: str) -> StepOutcome:
    return StepOutcome.FOLLOWED if truth[_STEP_MARKS[step_id]] else StepOutcome.NOT_FOLLOWED


def capture(seed: int) -> Captured:
    with tempfile.TemporaryDirectory(prefix="candor-bench-") as folder:
        planned = plan(seed)
        record(planned, Path(folder))
        return judge_capture(planned, Path(folder))


def judge_capture(planned: Plan, folder: Path) -> Captured:
    """Inspects what `record` left in the folder, and looks for its marks."""
    recording = folder / RECORDING
    report = inspect_recording(recording, load_brief(folder / BRIEF), out=None, cache=None)
    return Captured(plan=planned, truth=mark_spans(pictures_of(recording)), report=report)


def captures(count: int, first: int) -> Iterator[Captured]:
    for seed in range(first, first + count):
        one = capture(seed)
        print(("ok   " if one.is_right else "WRONG"), one.line(), flush=True)
        yield one


def measure_captures(count: int, first: int) -> list[str]:
    return capture_rows(list(captures(count, first)))


def capture_rows(tried: Sequence[Captured]) -> list[str]:
    """The table of a benchmark's captures."""
    count = len(tried)
    steps = [step.id for one in tried for step in one.report.steps]
    wrong_steps = [wrong for one in tried for wrong in one.wrong_steps]
    undone = [one for one in tried if one.report.outcome is Outcome.INCOMPLETE]
    errors = [one.errors_s for one in tried if one.errors_s is not None]
    return [
        f"true captures, forbidden window found, both ends within {NEAR_S} s: "
        + as_share(sum(one.is_right for one in tried), count),
        f"  its start: {_spread([start_s for start_s, _ in errors])}",
        f"  its end: {_spread([end_s for _, end_s in errors])}",
        "  captures with any other minor or major finding: "
        + as_share(sum(bool(one.others) for one in tried), count),
        f"  captures with the outcome incomplete: {as_share(len(undone), count)}",
        "  steps as they were done, starts within the same: "
        + as_share(len(steps) - len(wrong_steps), len(steps)),
        f"  their starts: {_spread([e for one in tried for e in one.step_errors_s.values()])}",
    ]


def _spread(errors_s: Sequence[float]) -> str:
    if not errors_s:
        return "none to measure"
    sizes = [abs(error_s) for error_s in errors_s]
    return f"off by {median(sizes):.{_DECIMALS}f} s in the median, {max(sizes):.{_DECIMALS}f} s at most"
