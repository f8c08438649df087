"""Whether the reports say what is true of the samples."""

from dataclasses import dataclass

from integrity.demo.samples import Sample
from integrity.inspections.models import Run


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    name: str
    expected: str
    found: str
    agrees: bool


def compare(sample: Sample, run: Run) -> Comparison:
    """The outcome must be the one expected, and the planted finding must be among those made."""
    expected = sample.expected_outcome
    if sample.expected_code:
        expected += f", {sample.expected_code}"
    if not hasattr(run, "report"):
        return Comparison(name=sample.name, expected=expected, found=run.sentence or run.state, agrees=False)
    report = run.report.read()
    codes = [finding.code for finding in report.findings]
    agrees = report.outcome == sample.expected_outcome
    if sample.expected_code:
        agrees = agrees and sample.expected_code in codes
    found = ", ".join([report.outcome, *dict.fromkeys(codes)])
    return Comparison(name=sample.name, expected=expected, found=found, agrees=agrees)


def as_table(comparisons: list[Comparison]) -> list[str]:
    rows = [("recording", "expected", "found", "")]
    rows += [(one.name, one.expected, one.found, "ok" if one.agrees else "DIFFERS") for one in comparisons]
    widths = [max(len(row[column]) for row in rows) for column in range(3)]
    return [
        "  ".join([*(cell.ljust(width) for cell, width in zip(row, widths, strict=False)), row[3]]).rstrip()
        for row in rows
    ]
