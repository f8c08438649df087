from pathlib import Path

import pytest

from integrity.demo.comparing import Comparison, as_table, compare
from integrity.demo.samples import Sample
from integrity.inspections.domain import leases
from tests.integrity.rows import a_lease, a_reported_submission, a_run

pytestmark = pytest.mark.django_db


def a_sample(*, outcome: str = "needs_review", code: str | None = "text.forbidden_shown") -> Sample:
    return Sample(
        name="sample",
        recording=Path("recording.mp4"),
        brief_toml="",
        expected_outcome=outcome,
        expected_code=code,
    )


@pytest.mark.parametrize(
    ("sample", "agrees"),
    [
        (a_sample(), True),
        (a_sample(code=None), True),
        (a_sample(code="continuity.cut"), False),
        (a_sample(outcome="clear", code=None), False),
    ],
)
def test_a_report_agrees_where_outcome_and_finding_are_the_true_ones(sample: Sample, agrees: bool) -> None:
    assert compare(sample, a_reported_submission().runs.get()).agrees is agrees


def test_a_run_without_a_report_differs_and_says_why() -> None:
    run = a_run()
    leases.fail(a_lease(run), "It cannot be done.", permanent=True)
    run.refresh_from_db()
    found = compare(a_sample(), run)
    assert (found.agrees, found.found) == (False, "It cannot be done.")


def test_the_table_stands_in_columns() -> None:
    rows = [
        Comparison(name="cut", expected="needs_review, continuity.cut", found="clear", agrees=False),
        Comparison(name="moving-average", expected="clear", found="clear", agrees=True),
    ]
    assert as_table(rows) == [
        "recording       expected                      found",
        "cut             needs_review, continuity.cut  clear  DIFFERS",
        "moving-average  clear                         clear  ok",
    ]
