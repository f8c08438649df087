"""`candor inspect`: a recording becomes its report."""

import argparse
from pathlib import Path

from workers.brief import load_brief
from workers.commands.means import RECORDING, add_brief, add_means, add_pdf, cache_of, choice_of, make_folder
from workers.commands.told import print_report
from workers.errors import RecordingUnreadable, UsageInvalid
from workers.paths import shown_path
from workers.report import Report
from workers.reporting import write_pdf
from workers.terminal import Bar, say


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("recording", type=Path, metavar="RECORDING", help=RECORDING)
    add_brief(parser)
    parser.add_argument(
        "--out",
        type=Path,
        metavar="DIR",
        help="the folder for report.html, report.json, evidence and tracks; made where it is not there",
    )
    parser.add_argument(
        "--json",
        action="store_true",
        help="print the report as JSON, and nothing else; --out may then be absent",
    )
    add_pdf(parser)
    add_means(parser)
    parser.set_defaults(run=_inspect)


def _inspect(given: argparse.Namespace) -> int:
    from workers.inspect import inspect_recording  # noqa: PLC0415 - judging again starts without the engines

    if given.out is None and not given.json:
        raise UsageInvalid("Say where the report goes with --out DIR, or print it with --json.")
    if given.out is None and given.pdf:
        raise UsageInvalid("Say where the PDF goes with --out DIR.")
    loaded, cache = load_brief(given.brief), cache_of(given)
    for folder in filter(None, (given.out, cache)):
        make_folder(folder)
    if given.out is not None:
        _spare_other_tracks(given.out / "tracks")
    report = inspect_recording(
        given.recording,
        loaded,
        out=given.out,
        cache=cache,
        progress=Bar().show,
        choice=choice_of(given),
    )
    if given.pdf:
        write_pdf(report, loaded, given.out, recording_name=shown_path(Path(given.recording.name)))
    print_report(report, given)
    return _status(report)


def _status(report: Report) -> int:
    """3 where nothing of the recording could be read; the report says so too."""
    unreadable = [finding for finding in report.findings if finding.code == "recording.unreadable"]
    if unreadable:
        say(f"candor: {unreadable[0].params['why']}")
    return RecordingUnreadable.exit_status if unreadable else 0


def _spare_other_tracks(folder: Path) -> None:
    """An inspection replaces the whole folder, so it may hold nothing but an inspection's tracks."""
    if folder.is_dir() and any(folder.iterdir()) and not (folder / "source.json").is_file():
        raise UsageInvalid(f"{folder} holds other files, which would be lost; name another folder.")
