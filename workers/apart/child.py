"""The process that inspects: `python -m workers.apart.child INSPECTOR RECORDING BRIEF PEOPLE NAME OUT [CACHE]`.

PEOPLE is a file of names, one a line, that are hidden from the student where they stand in the recording; NAME is one
with the name under which the recording was handed in.
It speaks to its parent in lines of JSON on standard output, and ends itself, with every process
it started, when standard input closes: a killed parent leaves nothing running.
"""

import importlib
import os
import signal
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import cast

from workers.apart.messages import Failure, Message, claim_standard_output, write_message
from workers.brief import load_brief
from workers.errors import CandorError
from workers.leaving import leave_for_pages
from workers.report import Report

Inspector = Callable[..., Report]


def main(arguments: list[str]) -> int:
    inspector, recording, brief, people, file_name, out, *cache = arguments
    _die_with_parent()
    voice = claim_standard_output()

    def say(message: Message) -> None:
        voice.write(write_message(message))
        voice.flush()

    try:
        report = _find(inspector)(
            Path(recording),
            load_brief(Path(brief)),
            out=Path(out),
            cache=Path(cache[0]) if cache else None,
            progress=say,
            file_name=Path(file_name).read_text(encoding="utf-8"),
        )
        leave_for_pages(report, Path(out), people=Path(people).read_text(encoding="utf-8").splitlines())
    except CandorError as error:
        say(Failure(sentence=str(error), permanent=error.permanent))
        return error.exit_status
    return 0


def _find(name: str) -> Inspector:
    module, _, function = name.partition(":")
    return cast("Inspector", getattr(importlib.import_module(module), function))


def _die_with_parent() -> None:
    def wait_for_the_end() -> None:
        while os.read(sys.stdin.fileno(), 1):
            pass
        # The parent made this process the leader of a group: the whole group goes.
        os.killpg(os.getpgrp(), signal.SIGKILL)

    threading.Thread(target=wait_for_the_end, daemon=True).start()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
