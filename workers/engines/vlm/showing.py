"""How a model is shown a recording: which pictures, how many at once, and how their times are told."""

from dataclasses import dataclass
from enum import StrEnum

from workers.engines.vlm.moments import TimeStyle


class Pick(StrEnum):
    """Which pictures: those in which the screen changed (the default); 10 or 64 spread over the recording; one
    a second; all that were kept. The others are for measuring.
    """

    CHANGES = "changes"
    TEN = "10"
    SIXTY_FOUR = "64"
    SECOND = "second"
    ALL = "all"


@dataclass(frozen=True, slots=True, kw_only=True)
class Showing:
    """`at_once`: how many pictures one question may show, 2 or more. 12 fit into 16,000 tokens."""

    at_once: int = 12
    times: TimeStyle = TimeStyle.SECONDS
    pick: Pick = Pick.CHANGES
