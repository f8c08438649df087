"""A recording as planned: lines of text, where they stand and when they can be read."""

from dataclasses import dataclass, field
from enum import StrEnum

from workers.spans import Span

Colour = tuple[int, int, int]
BLACK: Colour = (24, 24, 26)
WHITE: Colour = (250, 250, 250)
#: Lines that are whole for less are not asked for.
LEGIBLE_S = 0.4


class Backdrop(StrEnum):
    PLAIN = "plain"
    #: Slow waves of colour with grain, as a film under captions.
    FILM = "film"
    #: People's tiles of a video call.
    CALL = "call"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """`rate`: characters a second while it is typed; 0 where it appears at once."""

    text: str
    x_px: int
    y_px: int
    size_px: int
    start_s: float = 0.0
    end_s: float = float("inf")
    rate: float = 0.0
    family: str = "DejaVu Sans"
    ink: Colour | None = None
    outlined: bool = False

    @property
    def done_s(self) -> float:
        """When its last character stands there."""
        return self.start_s + (len(self.text) / self.rate if self.rate else 0.0)

    def shown_at(self, time_s: float) -> str:
        if not self.start_s <= time_s < self.end_s:
            return ""
        return self.text[: int((time_s - self.start_s) * self.rate)] if self.rate else self.text


@dataclass(frozen=True, slots=True, kw_only=True)
class Coding:
    """`bits`: per second, null for constant quality (`crf`)."""

    codec: str = "libx264"
    crf: int = 23
    bits: int | None = None
    preset: str = "veryfast"
    group_s: float = 4.0
    degrees: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Clip:
    """`times_s`: when each picture appears. `scroll`: (time, pixels), straight lines in between;
    scrolled text is seen between the two heights of `window_px`.
    """

    name: str
    seed: int
    width_px: int
    height_px: int
    times_s: tuple[float, ...]
    end_s: float
    lines: tuple[Line, ...]
    paper: Colour = WHITE
    ink: Colour = BLACK
    window_px: tuple[int, int] = (0, 10_000)
    scroll: tuple[tuple[float, float], ...] = ((0.0, 0.0),)
    backdrop: Backdrop = Backdrop.PLAIN
    coding: Coding = field(default_factory=Coding)

    def scrolled_at(self, time_s: float) -> float:
        """How far the text has moved up, in pixels."""
        for (from_s, from_px), (to_s, to_px) in zip(self.scroll, self.scroll[1:], strict=False):
            if from_s <= time_s < to_s:
                return from_px + (to_px - from_px) * (time_s - from_s) / (to_s - from_s)
        return self.scroll[-1][1] if time_s >= self.scroll[-1][0] else self.scroll[0][1]

    def legible(self, line: Line) -> tuple[Span, ...]:
        """The stretches in which the line stands whole."""
        spans: list[Span] = []
        since_s: float | None = None
        for time_s in (*self.times_s, self.end_s):
            whole = time_s < self.end_s and self._is_whole(line, time_s)
            if whole and since_s is None:
                since_s = time_s
            elif not whole and since_s is not None:
                spans.append(Span(start_s=since_s, end_s=time_s))
                since_s = None
        return tuple(span for span in spans if span.duration_s >= LEGIBLE_S)

    def _is_whole(self, line: Line, time_s: float) -> bool:
        top_px = line.y_px - self.scrolled_at(time_s)
        inside = self.window_px[0] <= top_px and top_px + 1.4 * line.size_px <= self.window_px[1]
        return inside and line.shown_at(time_s) == line.text


def even_times(duration_s: float, fps: float) -> tuple[float, ...]:
    return tuple(number / fps for number in range(round(duration_s * fps)))
