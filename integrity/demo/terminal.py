"""What the demo says: plain lines, and bars that are redrawn where somebody looks at a terminal."""

import shutil
import sys
from dataclasses import dataclass
from typing import TextIO

_BAR_CHARS = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    name: str
    fraction: float
    state: str


class Terminal:
    def __init__(self, stream: TextIO | None = None) -> None:
        self._stream = stream or sys.stdout
        self._drawn_lines = 0
        self._said: dict[str, str] = {}

    def say(self, line: str = "") -> None:
        self._drawn_lines = 0
        self._write(f"{line}\n")

    def show(self, bars: list[Bar]) -> None:
        """All bars at once on a terminal; elsewhere a line whenever one changes its state."""
        if self._stream.isatty():
            self._redraw(bars)
            return
        for bar in bars:
            if self._said.get(bar.name) != bar.state:
                self._said[bar.name] = bar.state
                self._write(f"  {bar.name}: {bar.state}\n")

    def _redraw(self, bars: list[Bar]) -> None:
        width = max(len(bar.name) for bar in bars)
        columns = shutil.get_terminal_size().columns
        lines = [_line(bar, width)[: columns - 1] for bar in bars]
        up = f"\x1b[{self._drawn_lines}A" if self._drawn_lines else ""
        self._write(up + "".join(f"\x1b[2K{line}\n" for line in lines))
        self._drawn_lines = len(lines)

    def _write(self, text: str) -> None:
        self._stream.write(text)
        self._stream.flush()


def _line(bar: Bar, width: int) -> str:
    filled = round(_BAR_CHARS * bar.fraction)
    drawn = "━" * filled + "─" * (_BAR_CHARS - filled)
    return f"  {bar.name:<{width}}  {drawn}  {100 * bar.fraction:3.0f} %  {bar.state}"
