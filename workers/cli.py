"""The command line: `candor inspect`, `judge`, `ask`, `variants`, `verify`, `train`, `engines`."""

import argparse
import json
import os
import signal
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from difflib import get_close_matches
from io import TextIOWrapper
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

from variants.errors import VariantError
from workers import VERSION
from workers.ask.tasks import TaskName
from workers.brief import Profile, load_brief
from workers.commands.variants import add_variants
from workers.commands.verify import add_verify
from workers.engines.waiting import let_threads_sleep
from workers.errors import CandorError, EngineUnavailable, RecordingUnreadable, UsageInvalid
from workers.report import Outcome, Report, report_to_json
from workers.reporting import judge_again
from workers.terminal import Bar, print_out, say

if TYPE_CHECKING:
    from workers.inspect import Choice

_OUTCOMES = {
    Outcome.CLEAR: "○ clear",
    Outcome.NEEDS_REVIEW: "● needs review",
    Outcome.INCOMPLETE: "◐ incomplete",
}


_DOES = """Inspects a recording of somebody doing a task, and reports what of its brief was found in it:
every claim is a moment of the recording. A person decides."""
_ENDS = """example:
  candor inspect recording.mp4 --brief brief.toml --out report

exit status:
  0  done, whatever the outcome
  2  wrong usage or a wrong brief
  3  the recording cannot be read; its report is made all the same
  4  an engine is not ready"""
_ENGINE_DOES = {
    "ocr": "reads the screen",
    "asr": "listens to speech",
    "face": "finds faces, where the brief asks for identity",
    "vad": "tells speech from other sound",
    "vlm": "is asked about pictures, where no text or wording decides",
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command; returns the exit status of the contract, and never a traceback for bad input."""
    _write_utf8()
    given = _parser().parse_args(arguments)
    try:
        with _cleaning_up_when_told_to_end():
            status: int = given.run(given)
    except CandorError as error:
        say(f"candor: {error}")
        return error.exit_status
    except VariantError as error:
        say(f"candor: {error}")
        return UsageInvalid.exit_status
    except BrokenPipeError:
        # Whoever read our output has gone; Python would complain again at shutdown.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        say(f"candor: {error.filename or 'A file'} cannot be read or written: {error.strerror}.")
        return UsageInvalid.exit_status
    except KeyboardInterrupt:
        say("candor: Stopped; no report was written.")
        return 128 + signal.SIGINT
    return status


def _write_utf8() -> None:
    """Reports and sentences hold letters that the terminal's own encoding may not have."""
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")


@contextmanager
def _cleaning_up_when_told_to_end() -> Iterator[None]:
    """Being told to end (SIGTERM) ends what is under way and removes temporary files, as an error would."""
    before = signal.signal(signal.SIGTERM, _leave)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _leave(number: int, _frame: FrameType | None) -> None:
    raise SystemExit(128 + number)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="candor",
        description=_DOES,
        epilog=_ENDS,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"candor {VERSION}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND", title="commands")
    for name, add, does in (
        ("inspect", _add_inspect, "inspect a recording and write its report"),
        ("judge", _add_judge, "judge an inspected recording again, with another brief; decodes nothing"),
        (
            "ask",
            _add_ask,
            "one task about a recording: a caption, a question, what was read (docs/asking.md)",
        ),
        ("variants", add_variants, "individual variants of a task (docs/templates.md)"),
        ("verify", add_verify, "check offline that a bundle is as it was signed"),
        ("train", _add_train, "train the ruler, a small model that measures the paths of the large ones"),
        ("engines", _add_engines, "show which engines can run here, or fetch one"),
    ):
        add(commands.add_parser(name, help=does, description=f"{does[0].upper()}{does[1:]}."))
    return parser


_LESSONS = 240_000
_RECORDING = "an MP4, MOV, WebM, Matroska, AVI or MPEG-TS file"


def _add_inspect(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("recording", type=Path, metavar="RECORDING", help=_RECORDING)
    _add_brief(parser)
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
    _add_means(parser)
    parser.set_defaults(run=_inspect)


def _add_means(parser: argparse.ArgumentParser) -> None:
    """The cache, and which engine of each kind."""
    parser.add_argument(
        "--cache",
        type=Path,
        metavar="DIR",
        help="keep here what was perceived, so that the same recording is not read twice (or set CANDOR_CACHE)",
    )
    parser.add_argument("--no-cache", action="store_true", help="neither use nor keep such tracks")
    for kind, does in _ENGINE_DOES.items():
        parser.add_argument(
            f"--{kind}", metavar="NAME", help=f"the engine that {does} (see 'candor engines')"
        )


def _add_brief(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--brief", type=Path, required=True, metavar="B.toml", help="what the recording was asked to show"
    )


def _add_judge(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("out", type=Path, metavar="DIR", help="the --out folder of an inspection")
    _add_brief(parser)
    parser.add_argument("--json", action="store_true", help="print the report as JSON, and nothing else")
    parser.set_defaults(run=_judge)


def _add_ask(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("recordings", type=Path, nargs="+", metavar="RECORDING", help=_RECORDING)
    parser.add_argument("--task", required=True, metavar="NAME", help=", ".join(TaskName))
    parser.add_argument(
        "--question",
        action="append",
        default=[],
        metavar="Q",
        help="your own words, for the tasks that take some; a dialogue takes several",
    )
    parser.add_argument(
        "--profile", default=Profile.EDUCATION, metavar="P", help="education (the default) or moderation"
    )
    parser.add_argument(
        "--language",
        default="en",
        metavar="L",
        help="what is spoken, such as ru; heard where a model is told it",
    )
    parser.add_argument("--json", action="store_true", help="print the reply as JSON, and nothing else")
    _add_means(parser)
    parser.set_defaults(run=_ask)


def _add_train(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("what", choices=["ruler"], help="the model to train")
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="where the model is laid out")
    parser.add_argument("--lessons", type=int, default=_LESSONS, help=f"how many lessons ({_LESSONS})")
    parser.add_argument("--seed", type=int, default=1, help="from which lessons are drawn (1)")
    parser.add_argument(
        "--from",
        dest="start",
        type=Path,
        metavar="DIR",
        help="go on with a model trained before; name another seed",
    )
    parser.add_argument("--each", type=int, default=200, help="questions of each kind in the exam (200)")
    parser.set_defaults(run=_train)


def _add_engines(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="print them as JSON")
    parser.set_defaults(run=_engines)
    parser.usage = "candor engines [-h] [--json]\n       candor engines get [-h] KIND/NAME"
    inner = parser.add_subparsers(metavar="get KIND/NAME", prog="candor engines")
    get = inner.add_parser("get", help="fetch an engine's model (the only command that downloads)")
    get.add_argument("engine", metavar="KIND/NAME", help="for example ocr/cyrillic or asr/small")
    get.set_defaults(run=_get_engine)


def _inspect(given: argparse.Namespace) -> int:
    from workers.inspect import inspect_recording  # noqa: PLC0415 - judging again starts without the engines

    if given.out is None and not given.json:
        raise UsageInvalid("Say where the report goes with --out DIR, or print it with --json.")
    loaded, cache = load_brief(given.brief), _cache(given)
    for folder in filter(None, (given.out, cache)):
        _make_folder(folder)
    if given.out is not None:
        _spare_other_tracks(given.out / "tracks")
    report = inspect_recording(
        given.recording,
        loaded,
        out=given.out,
        cache=cache,
        progress=Bar().show,
        choice=_choice(given),
    )
    _print_report(report, given)
    return _status(report)


def _judge(given: argparse.Namespace) -> int:
    loaded = load_brief(given.brief)
    if not given.out.is_dir():
        raise UsageInvalid(f"There is no folder {given.out}; name the --out folder of an inspection.")
    report = judge_again(given.out, loaded)
    _print_report(report, given)
    return 0


def _ask(given: argparse.Namespace) -> int:
    from workers.ask.asking import Means, ask  # noqa: PLC0415 - likewise
    from workers.ask.reply import to_json, to_lines  # noqa: PLC0415 - likewise
    from workers.ask.wish import Wish  # noqa: PLC0415 - likewise

    wish = Wish(
        task=TaskName(_one_of(given.task, list(TaskName), "task")),
        recordings=given.recordings,
        questions=given.question,
        profile=Profile(_one_of(given.profile, list(Profile), "profile")),
        language=given.language,
    )
    cache, choice = _cache(given), _choice(given)
    if cache is not None:
        _make_folder(cache)
    reply = ask(wish, Means(choice=choice, cache=cache, progress=Bar().show))
    print_out(to_json(reply) if given.json else "\n".join(to_lines(reply)))
    return 0


def _train(given: argparse.Namespace) -> int:
    if given.lessons < 1 or given.each < 1:
        raise UsageInvalid("There must be at least one lesson, and one question of each kind.")
    if given.start is not None and not (given.start / "config.json").is_file():
        raise UsageInvalid(f"There is no model in {given.start}.")
    _make_folder(given.out)
    try:
        let_threads_sleep()
        from workers.train.school import course_of, school  # noqa: PLC0415 - torch comes with requirements/vlm.txt
    except ImportError as error:
        raise EngineUnavailable(f"Training needs the packages of requirements/vlm.txt: {error}.") from error

    course = course_of(lessons=given.lessons, seed=given.seed, goes_on=given.start is not None)
    school(given.out, course=course, each=given.each, said=say, start=given.start)
    return 0


def _one_of(named: str, known: Sequence[str], what: str) -> str:
    if named in known:
        return named
    nearest = get_close_matches(named, known, n=1)
    meant = f"; did you mean '{nearest[0]}'?" if nearest else f"; there are {', '.join(known)}."
    raise UsageInvalid(f"There is no {what} {named!r}{meant}")


def _engines(given: argparse.Namespace) -> int:
    from workers.engines.listing import list_engines  # noqa: PLC0415 - likewise

    facts = list_engines()
    if given.json:
        print_out(json.dumps([fact.to_data() for fact in facts], ensure_ascii=False, indent=1))
        return 0
    for fact in facts:
        print_out(fact.to_line())
    print_out("* is used where no other is named")
    return 0


def _get_engine(given: argparse.Namespace) -> int:
    from workers.engines.listing import fetch  # noqa: PLC0415 - likewise

    print_out(f"Fetched into {fetch(given.engine)}")
    return 0


def _status(report: Report) -> int:
    """3 where nothing of the recording could be read; the report says so too."""
    unreadable = [finding for finding in report.findings if finding.code == "recording.unreadable"]
    if unreadable:
        say(f"candor: {unreadable[0].params['why']}")
    return RecordingUnreadable.exit_status if unreadable else 0


def _make_folder(folder: Path) -> None:
    """Finds out before the work, not after it, whether a file can be written there."""
    if folder.exists() and not folder.is_dir():
        raise UsageInvalid(f"{folder} is a file, not a folder.")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            return
    except OSError as error:
        raise UsageInvalid(f"Nothing can be written into the folder {folder}: {error.strerror}.") from error


def _spare_other_tracks(folder: Path) -> None:
    """An inspection replaces the whole folder, so it may hold nothing but an inspection's tracks."""
    if folder.is_dir() and any(folder.iterdir()) and not (folder / "source.json").is_file():
        raise UsageInvalid(f"{folder} holds other files, which would be lost; name another folder.")


def _choice(given: argparse.Namespace) -> "Choice":
    from workers.inspect import Choice  # noqa: PLC0415 - likewise

    return Choice(**{kind: getattr(given, kind) for kind in _ENGINE_DOES})


def _cache(given: argparse.Namespace) -> Path | None:
    if given.no_cache:
        return None
    stated = os.environ.get("CANDOR_CACHE")
    return given.cache or (Path(stated) if stated else None)


def _print_report(report: Report, given: argparse.Namespace) -> None:
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
