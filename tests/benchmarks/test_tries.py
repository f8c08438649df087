"""When a recording of the benchmark counts as found, and when as wrongly accused."""

from dataclasses import replace

import pytest

from benchmarks.studio.events import Event
from benchmarks.tries import Tried
from tests.factories.reports import a_finding, a_report


def tried(*findings, code="continuity.cut", also=()):
    truth = {"code": code, "start_s": 10.0, "end_s": 12.0, "also": list(also), "twist": None}
    report = replace(a_report(), findings=tuple(findings))
    return Tried(seed=1, event=Event.CUT, truth=truth, report=report)


@pytest.mark.parametrize(
    ("start_s", "end_s", "is_right"), [(9.0, 13.0, True), (8.9, 12.0, False), (10.0, 13.1, False)]
)
def test_both_ends_must_lie_within_a_second(start_s, end_s, is_right):
    found = a_finding(code="continuity.cut", start_s=start_s, end_s=end_s)
    assert tried(found).is_right is is_right


def test_a_finding_of_another_code_does_not_count():
    assert not tried(a_finding(code="continuity.freeze", start_s=10.0, end_s=12.0)).is_right


def test_what_was_neither_planted_nor_true_besides_is_untrue():
    found = [
        a_finding(code=code, start_s=1.0, end_s=2.0)
        for code in ("continuity.cut", "identity.mismatch", "text.forbidden_shown")
    ]
    assert tried(*found, also=("identity.mismatch",)).untrue == ["text.forbidden_shown"]
