"""`candor doctor`: whether this machine can inspect, and what to do where it cannot."""

import argparse

from workers.commands.means import add_cache, cache_of
from workers.errors import EngineUnavailable
from workers.terminal import print_out

_MARKS = {"works": "ok  ", "less": "less", "fails": "FAIL"}


def add(parser: argparse.ArgumentParser) -> None:
    add_cache(parser)
    parser.set_defaults(run=_doctor)


def _doctor(given: argparse.Namespace) -> int:
    from workers.doctor import State, examine  # noqa: PLC0415 - takes long to import

    failed = False
    for one in examine(cache_of(given)):
        print_out(f"{_MARKS[one.state]}  {one.name}: {one.says}")
        failed |= one.state is State.FAILS
    if failed:
        print_out("This machine cannot inspect everything; the lines marked FAIL say what to do.")
        return EngineUnavailable.exit_status
    print_out("This machine can inspect recordings.")
    return 0
