"""The text track: lines of text that stood on the screen, each with its visible spans."""

from dataclasses import dataclass
from typing import ClassVar

from workers.report import EngineUsed, Gap
from workers.spans import Box, Span

#: Stands in a line's text for a word that was there and could not be read.
UNREAD = "�"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """From this time on a line stood there."""

    time_s: float
    box: Box


@dataclass(frozen=True, slots=True, kw_only=True)
class TextLine:
    """One line of text, once, however long it stood.

    `spans`: when it was seen, in order, at least one. `box`: where it stood when first seen. `path`:
    of a line that moved (a page that is scrolled), where it was seen at which time, in order.
    `confidence`: the engine's own, 0 to 1. `contrast`: difference between ink and paper as a
    part of the full luma range, 0 (invisible) to 1 (black on white).
    """

    text: str
    confidence: float
    box: Box
    spans: tuple[Span, ...]
    contrast: float = 1.0
    path: tuple[Place, ...] = ()

    @property
    def boxes(self) -> tuple[Box, ...]:
        """Everywhere it was seen, in order."""
        return (self.box, *(place.box for place in self.path))

    @property
    def placed_s(self) -> float:
        """When it was first seen where `box` says: a page may have brought it in before."""
        return self.path[0].time_s if self.path else self.start_s

    def box_at(self, time_s: float) -> Box:
        """Where it stood at a time, as far as it was seen."""
        return next((place.box for place in reversed(self.path) if place.time_s <= time_s), self.box)

    @property
    def start_s(self) -> float:
        return self.spans[0].start_s

    @property
    def end_s(self) -> float:
        return self.spans[-1].end_s


@dataclass(frozen=True, slots=True, kw_only=True)
class TextTrack:
    """`gaps`: stretches in which the screen could not be read, and why. `scripts`: those that the
    engine's model reads; a text in another script cannot be called missing.
    """

    SCHEMA: ClassVar[str] = "candor.track.text/2"

    engine: EngineUsed
    lines: tuple[TextLine, ...]
    gaps: tuple[Gap, ...] = ()
    scripts: tuple[str, ...] = ("latin", "cyrillic")
