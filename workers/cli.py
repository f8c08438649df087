"""The command line: `candor COMMAND`, each of which is a file of `workers/commands`."""

import argparse
import importlib
import os
import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from io import TextIOWrapper
from types import FrameType

from variants.errors import VariantError
from workers import VERSION
from workers.errors import CandorError, UsageInvalid
from workers.terminal import say

#: Each with what it does.
_COMMANDS = {
    "inspect": "inspect a recording and write its report",
    "judge": "judge an inspected recording again, with another brief; decodes nothing",
    "ask": "one task about a recording: a caption, a question, what was read (docs/asking.md)",
    "variants": "individual variants of a task (docs/templates.md)",
    "verify": "check offline that a bundle or a receipt is as it was signed",
    "train": "train the ruler, a small model that measures the paths of the large ones",
    "engines": "show which engines can run here, or fetch one",
    "doctor": "try out everything that an inspection stands on, and say what is missing",
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


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command; returns the exit status of the contract, and never a traceback for bad input."""
    _write_utf8()
    given = _parser(sys.argv[1:] if arguments is None else arguments).parse_args(arguments)
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


def _parser(arguments: Sequence[str]) -> argparse.ArgumentParser:
    """Only the command that is asked for is laid out: what the others import takes longer than many a command."""
    asked = next((one for one in arguments if not one.startswith("-")), None)
    parser = argparse.ArgumentParser(
        prog="candor",
        description=_DOES,
        epilog=_ENDS,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"candor {VERSION}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND", title="commands")
    for name, does in _COMMANDS.items():
        command = commands.add_parser(name, help=does, description=f"{does[0].upper()}{does[1:]}.")
        if name == asked:
            importlib.import_module(f"workers.commands.{name}").add(command)
    return parser
