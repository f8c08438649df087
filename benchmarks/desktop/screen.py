"""A virtual screen, and ffmpeg as its recorder."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

WIDTH_PX, HEIGHT_PX = 1280, 720
FPS = 15
_PATIENCE_S = 30.0


@contextmanager
def screen() -> Iterator[str]:
    """Yields the name of a display that nobody else uses (":3")."""
    reading, writing = os.pipe()
    size = f"{WIDTH_PX}x{HEIGHT_PX}x24"
    command = [
        "Xvfb",
        "-displayfd",
        str(writing),
        "-screen",
        "0",
        size,
        "-nolisten",
        "tcp",
        "-nolisten",
        "unix",
    ]
    with subprocess.Popen(command, pass_fds=[writing], stderr=subprocess.DEVNULL) as server:
        os.close(writing)
        try:
            with os.fdopen(reading) as answer:
                yield f":{int(answer.readline())}"
        finally:
            server.terminate()


@contextmanager
def recorder(display: str, sound: Path, recording: Path, *, duration_s: float) -> Iterator[None]:
    """Records while the body runs, and until the duration is over. Raises where ffmpeg fails."""
    command = [
        *("ffmpeg", "-nostdin", "-loglevel", "error", "-thread_queue_size", "256"),
        *("-f", "x11grab", "-framerate", str(FPS), "-video_size", f"{WIDTH_PX}x{HEIGHT_PX}", "-i", display),
        *("-i", str(sound), "-t", str(duration_s), "-c:v", "libx264", "-preset", "veryfast", "-crf", "26"),
        *("-pix_fmt", "yuv420p", "-c:a", "aac", "-b:a", "64k", str(recording)),
    ]
    with subprocess.Popen(command) as process:
        try:
            yield
            status = process.wait(timeout=duration_s + _PATIENCE_S)
        finally:
            process.terminate()
    if status != 0:
        raise subprocess.CalledProcessError(status, command)
