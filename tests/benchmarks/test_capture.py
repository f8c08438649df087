from dataclasses import replace

import pytest

from benchmarks.capture import Captured, capture_rows
from benchmarks.desktop.marks import Mark
from benchmarks.desktop.plans import plan
from tests.factories.reports import a_finding, a_report, a_step
from workers.report import Outcome, StepOutcome
from workers.spans import Span

PLANNED = replace(plan(100_000), runs=True)
STOOD = Span(start_s=42.0, end_s=45.0)
TRUTH = {
    Mark.FORBIDDEN: (STOOD,),
    Mark.TYPED: (Span(start_s=20.0, end_s=42.0), Span(start_s=45.0, end_s=60.0)),
    Mark.RAN: (Span(start_s=38.0, end_s=42.0), Span(start_s=45.0, end_s=60.0)),
}
STEPS = (a_step("write", start_s=20.1, end_s=60.0), a_step("run", start_s=38.0, end_s=60.0))


def _captured(*, start_s: float = 42.0, end_s: float = 45.0, others=(), steps=STEPS, plan=PLANNED):
    found = a_finding(start_s=start_s, end_s=end_s)
    report = a_report(findings=(found, *others), steps=steps, outcome=Outcome.NEEDS_REVIEW)
    return Captured(plan=plan, truth=TRUTH, report=report)


def test_a_finding_where_the_window_stood_is_right():
    one = _captured(start_s=42.2, end_s=44.9)
    assert one.errors_s == pytest.approx((0.2, -0.1))
    assert one.is_right
    assert one.others == []
    assert one.wrong_steps == []


@pytest.mark.parametrize(("start_s", "end_s"), [(42.6, 45.0), (41.4, 45.0), (42.0, 45.6), (42.0, 44.4)])
def test_an_end_too_far_off_is_wrong(start_s, end_s):
    assert not _captured(start_s=start_s, end_s=end_s).is_right


def test_a_second_claim_of_the_same_window_is_wrong():
    one = _captured(others=(a_finding(start_s=10.0),))
    assert not one.is_right
    assert one.others


def test_other_claims_count_unless_they_are_true():
    missing = (a_finding("instructions.step_missing", start_s=0.0),)
    assert _captured(others=missing).others == ["instructions.step_missing"]
    assert _captured(others=missing, plan=replace(PLANNED, runs=False)).others == []
    assert _captured(others=(a_finding("recording.no_audio", start_s=0.0),)).others == []


def test_a_step_is_wrong_by_its_outcome_or_its_start():
    late = (STEPS[0], a_step("run", start_s=39.0, end_s=60.0))
    unclear = (a_step("write", outcome=StepOutcome.UNCLEAR, start_s=None, end_s=None), STEPS[1])
    assert _captured(steps=late).wrong_steps == ["run followed"]
    assert _captured(steps=unclear).wrong_steps == ["write unclear"]


def test_rows_state_shares_and_errors():
    rows = capture_rows([_captured(start_s=42.2), _captured(end_s=47.0)])
    assert "1/2 = 50.0 %" in rows[0]
    assert "off by 0.10 s in the median, 0.20 s at most" in rows[1]
    assert "4/4 = 100.0 %" in rows[5]
