"""The activity track: what moved, jumped, stood still or came again; and the stills."""

from dataclasses import dataclass
from typing import ClassVar

from workers.spans import Box, Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Jump:
    """A sudden change of the whole picture between two neighbouring pictures.

    Each measure is 0 to 1: `screen` the part of the screen's tiles that changed, `camera` how
    unlike the camera's pictures before and after are (null where there is no camera), `sound`
    how unlike the background sound before and after is (null where there is none).
    """

    time_s: float
    screen: float
    camera: float | None
    sound: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Freeze:
    """The camera region, live before, repeats one picture over `span`.

    `thaw`: how many times its first movement afterwards exceeds those of the second that follows: a
    camera that was held goes on with a jump, an empty room does not. Null where the recording ends.
    """

    span: Span
    box: Box
    thaw: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Repeat:
    """`span` shows again, with motion, what `original` showed before. `distance`: mean
    difference of the region's tiles in luma levels.
    """

    span: Span
    original: Span
    distance: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Still:
    """One distinct state of the screen. `image`: file name inside the tracks folder."""

    span: Span
    image: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivityTrack:
    """`motion`: part of the picture that changed, 0 to 1, one value each `motion_step_s`.

    `camera_motion`: mean change of the camera's picture in luma levels, at the same steps; empty
    without a camera.
    """

    SCHEMA: ClassVar[str] = "candor.track.activity/1"

    camera: Box | None
    jumps: tuple[Jump, ...]
    freezes: tuple[Freeze, ...]
    black: tuple[Span, ...]
    repeats: tuple[Repeat, ...]
    gaps: tuple[Span, ...]
    stills: tuple[Still, ...]
    motion_step_s: float
    motion: tuple[float, ...]
    camera_motion: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FingerprintTrack:
    """One 256-bit perceptual fingerprint (hex) per time, for comparing recordings."""

    SCHEMA: ClassVar[str] = "candor.track.fingerprint/2"

    times_s: tuple[float, ...]
    prints: tuple[str, ...]
