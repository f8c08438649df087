"""What stands on the drawn screen and when: lines, windows, and the times they are shown."""

from dataclasses import dataclass, field

from benchmarks.studio.tasks import App
from workers.spans import Span

#: (x, y, width, height) in pixels of the recording.
Rect = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class TimedLine:
    """A line of a window. It starts to appear at `start_s` and is gone from `until_s` on.

    `rate`: characters a second as it is typed; 0 where it appears at once.
    """

    text: str
    start_s: float = -1.0
    rate: float = 0.0
    until_s: float = float("inf")

    @property
    def done_s(self) -> float:
        """When its last character stands there."""
        return self.start_s + (len(self.text) / self.rate if self.rate else 0.0)

    def characters_at(self, time_s: float) -> int | None:
        """How many characters can be seen; null where the line is not there at all."""
        if not self.start_s <= time_s < self.until_s:
            return None
        if not self.rate:
            return len(self.text)
        return min(len(self.text), int((time_s - self.start_s) * self.rate))


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """A window and all that it will ever hold. `scroll`: (time, pixels) with lines in between."""

    id: str
    app: App
    title: str
    lines: tuple[TimedLine, ...]
    address: str = ""
    tabs: tuple[str, ...] = ()
    scroll: tuple[tuple[float, float], ...] = ()
    #: Key texts that stand in it (as the truth names them), besides its lines.
    key_texts: tuple[str, ...] = ()

    def characters_at(self, time_s: float) -> tuple[int | None, ...]:
        return tuple(line.characters_at(time_s) for line in self.lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class Show:
    """A window on the screen over a span; what starts later lies on top."""

    window: Window
    rect: Rect
    start_s: float
    end_s: float

    def visible_at(self, time_s: float) -> bool:
        return self.start_s <= time_s < self.end_s


@dataclass(frozen=True, slots=True, kw_only=True)
class Pointer:
    """The mouse pointer: (time, x, y) where it rests; it moves smoothly in between."""

    stops: tuple[tuple[float, float, float], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How the desktop looks. `dark_from_s`: when the person turns to the dark colours."""

    light_palette: str
    dark_palette: str
    dark: bool
    dark_from_s: float | None
    ui_font: str
    mono_font: str
    serif_font: str
    size_px: int
    wallpaper: int
    bar_on_top: bool
    clock_start_s: int

    def dark_at(self, time_s: float) -> bool:
        if self.dark_from_s is not None and time_s >= self.dark_from_s:
            return not self.dark
        return self.dark


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """Which stretches of what happened are in the recording, in order: a cut leaves one out."""

    pieces: tuple[Span, ...]

    @property
    def duration_s(self) -> float:
        return sum(piece.duration_s for piece in self.pieces)

    @property
    def happened_s(self) -> float:
        """How long what happened was, shown or not."""
        return max(piece.end_s for piece in self.pieces)

    def happened_at(self, time_s: float) -> float:
        """The moment of what happened that the recording shows at `time_s`."""
        left = time_s
        for piece in self.pieces:
            if left < piece.duration_s - 1e-9:
                return piece.start_s + left
            left -= piece.duration_s
        return self.pieces[-1].end_s


@dataclass(frozen=True, slots=True, kw_only=True)
class Screen:
    """The whole desktop of a recording. `key_texts`: what the truth lists with its times."""

    shows: tuple[Show, ...]
    look: Look
    pointer: Pointer
    right_margin_px: int = 0
    key_texts: tuple[str, ...] = field(default=())


def shows_at(shows: tuple[Show, ...], time_s: float) -> list[Show]:
    """What is on the screen, from the lowest to the topmost."""
    there = [show for show in shows if show.visible_at(time_s)]
    return sorted(there, key=lambda show: show.start_s)


def holds(window: Window, text: str, time_s: float) -> bool:
    """Whether a key text stands complete in a window."""
    if text in window.key_texts:
        return True
    return any(text in line.text and _shows_whole(line, text, time_s) for line in window.lines)


def _shows_whole(line: TimedLine, text: str, time_s: float) -> bool:
    characters = line.characters_at(time_s)
    return characters is not None and characters >= line.text.index(text) + len(text)
