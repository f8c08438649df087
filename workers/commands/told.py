"""What is told of a report in a terminal."""

import argparse

from workers.report import Outcome, Report, report_to_json
from workers.terminal import print_out

_OUTCOMES = {
    Outcome.CLEAR: "○ clear",
    Outcome.NEEDS_REVIEW: "● needs review",
    Outcome.INCOMPLETE: "◐ incomplete",
}


def print_report(report: Report, given: argparse.Namespace) -> None:
    if given.json:
        print_out(report_to_json(report).rstrip("\n"))
        return
    print_out(f"{_OUTCOMES[report.outcome]} — a person decides")
    for finding in report.findings:
        span = (
            "" if finding.start_s is None else f"{_clock(finding.start_s)}–{_clock(finding.end_s or 0.0)}  "
        )
        print_out(f"  {span}{finding.message}  [{finding.code}]")
    for check in report.checks:
        if check.message:
            print_out(f"  {check.check}: {check.status} — {check.message}")
    print_out(f"  {given.out / 'report.html'}")


def _clock(time_s: float) -> str:
    """0:07.5, or 1:00:07.5 from an hour on."""
    minutes, tenths = divmod(round(time_s * 10), 600)
    hours, minutes = divmod(minutes, 60)
    seconds = f"{tenths / 10:04.1f}"
    return f"{hours}:{minutes:02}:{seconds}" if hours else f"{minutes}:{seconds}"
