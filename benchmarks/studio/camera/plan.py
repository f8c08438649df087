"""What the camera sees, as decided from the seed; all times are of what happened."""

from dataclasses import dataclass

from benchmarks.studio.scene import Rect
from workers.spans import Span

SLIDE_S = 0.7


@dataclass(frozen=True, slots=True, kw_only=True)
class Presence:
    """One person in the picture over a span: in from a side, and out to it again.

    `seat`: where the face is, in parts of the picture; `size`: 1 as near as usual; `side`: -1
    comes from the left, 1 from the right. A presence before 0 or past the end does not slide.
    """

    person: str
    start_s: float
    end_s: float
    side: int
    seat: tuple[float, float]
    size: float = 1.0
    glasses: bool = False
    speaks: bool = True
    #: 0 sits stock-still, 1 moves as most people do.
    liveliness: float = 1.0
    motion: int = 0

    def outside_at(self, time_s: float) -> float:
        """How far out of the picture: 0 seated, 1 not to be seen."""
        arriving = 1.0 - (time_s - self.start_s) / SLIDE_S if self.start_s > 0 else 0.0
        leaving = 1.0 - (self.end_s - time_s) / SLIDE_S
        part = min(1.0, max(0.0, arriving, leaving))
        return part * part * (3 - 2 * part)


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """The head turns (radians, right and up are positive), stays, and comes back."""

    at_s: float
    hold_s: float
    yaw: float
    pitch: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """The person moves on the chair: by parts of the picture, within `over_s`.

    `back_s`: when the person is back again; null where they stay.
    """

    at_s: float
    over_s: float
    across: float
    down: float
    zoom: float
    back_s: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperPhoto:
    """A printed portrait before the camera. `shake_px`: how far the hand that holds it moves."""

    person: str
    shake_px: float
    tilt: float


@dataclass(frozen=True, slots=True, kw_only=True)
class CameraPlan:
    rect: Rect
    room: int
    mirrored: bool
    noise: float
    presences: tuple[Presence, ...]
    turns: tuple[Turn, ...] = ()
    shifts: tuple[Shift, ...] = ()
    blinks: tuple[float, ...] = ()
    lights: tuple[tuple[float, float], ...] = ((0.0, 1.0),)
    refocus: tuple[float, ...] = ()
    frozen: Span | None = None
    paper: PaperPhoto | None = None

    def seen_at(self, time_s: float) -> float:
        """The moment that the camera's picture shows: a frozen camera shows its last one."""
        if self.frozen is not None and self.frozen.start_s <= time_s < self.frozen.end_s:
            return self.frozen.start_s
        return time_s
