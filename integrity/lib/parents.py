"""Ending with the process that started this one, so that a killed demo leaves nothing running."""

import os
import signal
import sys
import threading

TIED = "CANDOR_TIED_TO_PARENT"


def end_with_parent() -> None:
    """Where CANDOR_TIED_TO_PARENT is set, ends this process when its standard input closes."""
    if os.environ.get(TIED) == "1":
        threading.Thread(target=_wait_for_the_end, name="tied", daemon=True).start()


def _wait_for_the_end() -> None:
    while os.read(sys.stdin.fileno(), 1):
        pass
    os.kill(os.getpid(), signal.SIGTERM)
