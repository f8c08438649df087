"""The site's web process, on a port that the system chose."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from integrity.demo.home import ROOT

_LIMIT_S = 180


@contextmanager
def served() -> Iterator[str]:
    """Its address. The environment is that of the home this process entered."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    # It ends with its standard input, which must therefore be ours.
    command = [sys.executable, "-m", "integrity.web", "--port", str(port)]
    web = subprocess.Popen(command, cwd=ROOT, env=dict(os.environ), stdin=subprocess.PIPE)
    try:
        _wait_for(port, web)
        yield f"http://127.0.0.1:{port}"
    finally:
        web.terminate()
        web.wait()


def _wait_for(port: int, web: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + _LIMIT_S
    while time.monotonic() < deadline and web.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise RuntimeError("The web process did not start.")
