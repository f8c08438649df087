"""What commands say: lines, and a bar where something takes its time."""

import sys

from workers.progress import Progress

BAR_CHARS = 28
_STAGES = {
    "pictures": "looking at the pictures",
    "sound": "listening to the sound",
    "checks": "answering the checks",
    "asking": "asking the model",
    "variants": "making variants",
}


class Bar:
    """A progress bar on standard error: redrawn on a terminal; elsewhere a line a stage and a tenth."""

    def __init__(self) -> None:
        self._said: tuple[str, int] | None = None

    def show(self, progress: Progress) -> None:
        filled = round(progress.fraction * BAR_CHARS)
        bar = "█" * filled + "░" * (BAR_CHARS - filled)
        line = f"{bar} {progress.fraction:4.0%} {_STAGES.get(progress.stage, progress.stage)}"
        if sys.stderr.isatty():
            end = "\n" if progress.stage == "done" else ""
            sys.stderr.write(f"\r\x1b[K{line}{end}")
            sys.stderr.flush()
            return
        place = (progress.stage, int(progress.fraction * 10))
        if place != self._said:
            say(line)
        self._said = place


def say(sentence: str) -> None:
    """A line on standard error, in the place of a bar that is not full."""
    start = "\r\x1b[K" if sys.stderr.isatty() else ""
    sys.stderr.write(f"{start}{sentence}\n")


def print_out(text: str) -> None:
    sys.stdout.write(text + "\n")
