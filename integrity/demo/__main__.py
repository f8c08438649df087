"""`python -m integrity.demo [--check]`: recordings handed in, inspected and shown, on this machine alone."""

import argparse
import shutil
import signal
import sys
import threading
from pathlib import Path
from types import FrameType

import django

from integrity.demo.home import ROOT, SAMPLES, enter_home
from integrity.demo.terminal import Terminal


def main(arguments: list[str]) -> int:
    options = _options(arguments)
    home: Path = options.home or ROOT / "var" / ("demo-check" if options.check else "demo")
    if options.check:
        # A check begins with nothing, and leaves nothing unless something is wrong.
        shutil.rmtree(home, ignore_errors=True)
    stop = threading.Event()
    _stop_on_signals(stop)
    enter_home(home)
    django.setup()
    status = _run(options, stop)
    if options.check and status == 0:
        shutil.rmtree(home, ignore_errors=True)
    return status


def _run(options: argparse.Namespace, stop: threading.Event) -> int:
    from integrity.demo.program import DemoFailed, run_demo  # noqa: PLC0415 -- needs Django's set-up

    try:
        return run_demo(samples_folder=options.samples, check=options.check, terminal=Terminal(), stop=stop)
    except DemoFailed as error:
        Terminal(sys.stderr).say(str(error))
        return 1


def _options(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m integrity.demo", description=__doc__)
    parser.add_argument("--check", action="store_true", help="compare the reports with the truth, then end")
    parser.add_argument("--samples", type=Path, default=SAMPLES, help="the folder of recordings")
    parser.add_argument("--home", type=Path, help="where the demo lives (default: var/demo)")
    return parser.parse_args(arguments)


def _stop_on_signals(stop: threading.Event) -> None:
    def ask_to_stop(_number: int, _frame: FrameType | None) -> None:
        stop.set()

    signal.signal(signal.SIGINT, ask_to_stop)
    signal.signal(signal.SIGTERM, ask_to_stop)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
