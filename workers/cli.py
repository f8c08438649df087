"""The command line: `candor inspect`, `candor judge`, `candor engines`."""

import argparse
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from workers import VERSION
from workers.brief import load_brief
from workers.engines.listing import fetch, list_engines
from workers.errors import CandorError, RecordingUnreadable, UsageInvalid
from workers.inspect import Choice, inspect_recording, judge_again
from workers.progress import Progress
from workers.report import Outcome, Report, report_to_json

BAR_CHARS = 28
_OUTCOMES = {
    Outcome.CLEAR: "○ clear",
    Outcome.NEEDS_REVIEW: "● needs review",
    Outcome.INCOMPLETE: "◐ incomplete",
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command; returns the exit status of the contract, and never a traceback for bad input."""
    given = _parser().parse_args(arguments)
    try:
        status: int = given.run(given)
    except CandorError as error:
        _say(f"candor: {error}")
        return error.exit_status
    except BrokenPipeError:
        # Whoever read our output has gone; Python would complain again at shutdown.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    return status


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="candor", description="Checks recorded work against a brief; a person decides."
    )
    parser.add_argument("--version", action="version", version=f"candor {VERSION}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    _add_inspect(commands.add_parser("inspect", help="inspect a recording and write its report"))
    _add_judge(commands.add_parser("judge", help="judge stored tracks again, with another brief"))
    _add_engines(commands.add_parser("engines", help="show every engine, or fetch one"))
    return parser


def _add_inspect(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("recording", type=Path, metavar="RECORDING")
    parser.add_argument("--brief", type=Path, required=True, metavar="B.toml")
    parser.add_argument("--out", type=Path, metavar="DIR", help="where report, page, evidence and tracks go")
    parser.add_argument("--json", action="store_true", help="print the report alone")
    parser.add_argument("--cache", type=Path, metavar="DIR", help="keep tracks here (or CANDOR_CACHE)")
    parser.add_argument("--no-cache", action="store_true", help="neither use nor keep tracks")
    for kind in ("ocr", "asr", "face", "vad"):
        parser.add_argument(f"--{kind}", metavar="NAME", help=f"the {kind} engine (see 'candor engines')")
    parser.set_defaults(run=_inspect)


def _add_judge(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("out", type=Path, metavar="DIR", help="the --out folder of an inspection")
    parser.add_argument("--brief", type=Path, required=True, metavar="B.toml")
    parser.add_argument("--json", action="store_true", help="print the report alone")
    parser.set_defaults(run=_judge)


def _add_engines(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true")
    parser.set_defaults(run=_engines)
    inner = parser.add_subparsers(metavar="get")
    get = inner.add_parser("get", help="fetch an engine's model (the only command that downloads)")
    get.add_argument("engine", metavar="KIND/NAME")
    get.set_defaults(run=_get_engine)


def _inspect(given: argparse.Namespace) -> int:
    if given.out is None and not given.json:
        raise UsageInvalid("Say where the report goes with --out DIR, or print it with --json.")
    if not given.recording.is_file():
        raise RecordingUnreadable(f"There is no recording at {given.recording}.")
    loaded = load_brief(given.brief)
    if given.out is not None:
        _make_folder(given.out)
    report = inspect_recording(
        given.recording,
        loaded,
        out=given.out,
        cache=_cache(given),
        progress=_Bar().show,
        choice=Choice(ocr=given.ocr, asr=given.asr, face=given.face, vad=given.vad),
    )
    _print_report(report, given)
    return _status(report)


def _judge(given: argparse.Namespace) -> int:
    report = judge_again(given.out, load_brief(given.brief))
    _print_report(report, given)
    return 0


def _engines(given: argparse.Namespace) -> int:
    facts = list_engines()
    if given.json:
        _print(json.dumps([fact.to_data() for fact in facts], ensure_ascii=False, indent=1))
        return 0
    for fact in facts:
        _print(fact.to_line())
    return 0


def _get_engine(given: argparse.Namespace) -> int:
    _print(f"Fetched into {fetch(given.engine)}")
    return 0


def _status(report: Report) -> int:
    """3 where nothing of the recording could be read; the report says so too."""
    unreadable = [finding for finding in report.findings if finding.code == "recording.unreadable"]
    if unreadable:
        _say(f"candor: {unreadable[0].message}")
    return RecordingUnreadable.exit_status if unreadable else 0


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageInvalid(f"The folder {folder} cannot be made: {error.strerror}.") from error


def _cache(given: argparse.Namespace) -> Path | None:
    if given.no_cache:
        return None
    stated = os.environ.get("CANDOR_CACHE")
    return given.cache or (Path(stated) if stated else None)


def _print_report(report: Report, given: argparse.Namespace) -> None:
    if given.json:
        _print(report_to_json(report).rstrip("\n"))
        return
    _print(f"{_OUTCOMES[report.outcome]} — a person decides")
    for finding in report.findings:
        span = (
            "" if finding.start_s is None else f"{_clock(finding.start_s)}–{_clock(finding.end_s or 0.0)}  "
        )
        _print(f"  {span}{finding.message}  [{finding.code}]")
    for check in report.checks:
        if check.message:
            _print(f"  {check.check}: {check.status} — {check.message}")
    _print(f"  {given.out / 'report.html'}")


def _clock(time_s: float) -> str:
    minutes, seconds = divmod(time_s, 60)
    return f"{int(minutes)}:{seconds:04.1f}"


class _Bar:
    """A progress bar on standard error: redrawn on a terminal, a line a stage elsewhere."""

    def __init__(self) -> None:
        self._stage = ""

    def show(self, progress: Progress) -> None:
        filled = round(progress.fraction * BAR_CHARS)
        bar = "█" * filled + "░" * (BAR_CHARS - filled)
        line = f"{bar} {progress.fraction:4.0%} {progress.stage}"
        if sys.stderr.isatty():
            end = "\n" if progress.stage == "done" else ""
            sys.stderr.write(f"\r\x1b[K{line}{end}")
            sys.stderr.flush()
        elif progress.stage != self._stage:
            _say(line)
        self._stage = progress.stage


def _say(sentence: str) -> None:
    sys.stderr.write(sentence + "\n")


def _print(text: str) -> None:
    sys.stdout.write(text + "\n")
