"""What a minute of recording costs, from reports as they are stored."""

from dataclasses import replace

import pytest

from integrity.stewardship.costs import Cost, costs, costs_in
from tests.factories.reports import a_report, some_facts
from tests.integrity.rows import a_reported_submission
from workers.report import CheckName, CheckStatus, Report, report_to_data


def a_report_of(duration_s: float, seconds: float, status: CheckStatus = CheckStatus.COMPLETED) -> Report:
    report = a_report(recording=some_facts(duration_s=duration_s))
    text = next(check for check in report.checks if check.check == CheckName.TEXT)
    return replace(report, checks=(replace(text, seconds=seconds, status=status),))


def costs_of(*reports: Report) -> list[Cost]:
    return costs_in([report_to_data(report) for report in reports])


def test_seconds_are_for_one_minute_in_the_middle_and_at_most() -> None:
    (cost,) = costs_of(a_report_of(60, 3), a_report_of(120, 2), a_report_of(30, 10))
    assert (cost.check, cost.median_s, cost.most_s, cost.reports) == ("text", 3.0, 20.0, 3)
    assert cost.engines == ("ocr/rapidocr",)


def test_what_was_skipped_or_has_no_length_tells_nothing() -> None:
    assert costs_of(a_report_of(60, 3, CheckStatus.SKIPPED), a_report_of(0, 3)) == []


@pytest.mark.django_db
def test_the_newest_reports_are_read() -> None:
    a_reported_submission()
    assert {cost.check for cost in costs()} >= {"text", "speech", "identity"}
    assert {cost.reports for cost in costs()} == {1}
