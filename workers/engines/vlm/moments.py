"""The pictures of one question as moments: how a model is told their times, and how it names one of them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

#: A time that no picture has belongs to the nearest one, if it is this near.
NEAR_S = 1.0
SEGMENT_S = 10.0
_CLOCK = re.compile(r"(?:(\d+):)?(\d{1,2}):(\d{1,2}(?:\.\d+)?)")


class NotFilled(Exception):
    """The model wrote something else than was asked for; the message says what, in a sentence."""


class TimeStyle(StrEnum):
    """Seconds as text before each picture is the way that models follow best (TimeLens, arXiv 2512.14698).
    The others are for measuring: h:m:s; segments of ten seconds; no times, only the pictures' numbers.
    """

    SECONDS = "seconds"
    CLOCK = "clock"
    SEGMENTS = "segments"
    NUMBERS = "numbers"


@dataclass(frozen=True, slots=True, kw_only=True)
class Moments:
    """`times_s`: of the pictures, in the order in which they are shown."""

    times_s: tuple[float, ...]
    style: TimeStyle = TimeStyle.SECONDS

    @property
    def rule(self) -> str:
        """How the pictures are told apart, in a model's instructions."""
        return {
            TimeStyle.SECONDS: "each behind its time in seconds",
            TimeStyle.CLOCK: "each behind its time in hours, minutes and seconds",
            TimeStyle.SEGMENTS: "each behind the ten seconds in which it lies",
            TimeStyle.NUMBERS: "each behind its number",
        }[self.style]

    @property
    def says(self) -> str:
        """How a model is to name a picture."""
        return {
            TimeStyle.SECONDS: "the time of one of the pictures",
            TimeStyle.CLOCK: "the time of one of the pictures as h:mm:ss",
            TimeStyle.SEGMENTS: "the number of its ten seconds",
            TimeStyle.NUMBERS: "the number of one of the pictures",
        }[self.style]

    @property
    def kind(self) -> str:
        """The JSON type of a named picture."""
        if self.style is TimeStyle.SECONDS:
            return "number"
        return "string" if self.style is TimeStyle.CLOCK else "integer"

    def label(self, place: int) -> str:
        """What stands before a picture."""
        time_s = self.times_s[place]
        match self.style:
            case TimeStyle.SECONDS:
                return f"{time_s:.1f} s:"
            case TimeStyle.CLOCK:
                return f"{_clock(time_s)}:"
            case TimeStyle.SEGMENTS:
                start_s = _segment(time_s) * SEGMENT_S
                return f"segment {_segment(time_s)} ({start_s:.0f} to {start_s + SEGMENT_S:.0f} s):"
            case TimeStyle.NUMBERS:
                return f"picture {place + 1}:"

    def literal(self, place: int) -> str:
        """A picture as a model names it, in JSON."""
        time_s = self.times_s[place]
        match self.style:
            case TimeStyle.SECONDS:
                return f"{time_s:.1f}"
            case TimeStyle.CLOCK:
                return f'"{_clock(time_s)}"'
            case TimeStyle.SEGMENTS:
                return str(_segment(time_s))
            case TimeStyle.NUMBERS:
                return str(place + 1)

    @property
    def named(self) -> dict[str, float]:
        """Each name and the time that it stands for: of pictures that are named alike, that of the first."""
        return {self.literal(place): self.times_s[place] for place in reversed(range(len(self.times_s)))}

    def read(self, said: object) -> float:
        """The time of the picture that is named: of a segment the first in it. Raises NotFilled."""
        match self.style:
            case TimeStyle.SECONDS:
                return self._nearest(_number(said))
            case TimeStyle.CLOCK:
                return self._nearest(_seconds(said))
            case TimeStyle.SEGMENTS:
                return self._first(time_s for time_s in self.times_s if _segment(time_s) == _number(said))
            case TimeStyle.NUMBERS:
                named = _number(said)
                return self._first(time_s for place, time_s in enumerate(self.times_s, 1) if place == named)

    def _nearest(self, said_s: float) -> float:
        return self._first(
            time_s
            for time_s in sorted(self.times_s, key=lambda time_s: abs(time_s - said_s))
            if abs(time_s - said_s) <= NEAR_S
        )

    def _first(self, found: Iterable[float]) -> float:
        first = next(iter(found), None)
        if first is None:
            raise NotFilled("The model speaks of a moment that it was not shown.")
        return first


def _segment(time_s: float) -> int:
    return int(time_s // SEGMENT_S)


def _clock(time_s: float) -> str:
    """h:mm:ss.s"""
    minutes, tenths = divmod(round(time_s * 10), 600)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{tenths / 10:04.1f}"


def _number(said: object) -> float:
    if isinstance(said, bool) or not isinstance(said, int | float):
        raise NotFilled("The model did not name a moment in the form that was asked for.")
    return float(str(said))


def _seconds(said: object) -> float:
    found = _CLOCK.fullmatch(said.strip()) if isinstance(said, str) else None
    if found is None:
        raise NotFilled("The model did not name a moment in the form that was asked for.")
    hours, minutes, seconds = found.groups()
    return 3600 * int(hours or 0) + 60 * int(minutes) + float(seconds)
