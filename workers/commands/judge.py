"""`candor judge`: what was perceived is judged by another brief."""

import argparse
from pathlib import Path

from workers.brief import load_brief
from workers.commands.means import add_brief, add_pdf
from workers.commands.told import print_report
from workers.errors import UsageInvalid
from workers.paths import shown_path
from workers.reporting import judge_again, write_pdf


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("out", type=Path, metavar="DIR", help="the --out folder of an inspection")
    add_brief(parser)
    parser.add_argument("--json", action="store_true", help="print the report as JSON, and nothing else")
    add_pdf(parser)
    parser.set_defaults(run=_judge)


def _judge(given: argparse.Namespace) -> int:
    loaded = load_brief(given.brief)
    if not given.out.is_dir():
        raise UsageInvalid(f"There is no folder {given.out}; name the --out folder of an inspection.")
    report = judge_again(given.out, loaded)
    if given.pdf:
        write_pdf(report, loaded, given.out, recording_name=shown_path(Path(given.out.name)))
    print_report(report, given)
    return 0
