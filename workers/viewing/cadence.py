"""Which pictures a copy shows, and when: never later than the original by more than a thirtieth of a second."""

from collections.abc import Iterator
from dataclasses import dataclass

from av.video.frame import VideoFrame

#: At most 30 pictures a second.
LEAST_S = 1 / 30
#: A player that looks for a time decodes from the key picture before it.
KEY_EVERY_S = 1.0
#: A picture that stood this long is shown, however soon it comes after another.
_SEEN_S = 0.035
#: Clocks of containers are rounded; a picture this early is on time.
_EARLY_S = 0.002
#: No key picture of its own for what is nearly there.
_SOON_S = 0.1


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    frame: VideoFrame
    time_s: float
    is_key: bool


class Cadence:
    """Takes pictures in order of time. One that stands is shown again every second, as a key picture."""

    def __init__(self) -> None:
        self._standing: VideoFrame | None = None
        self._held: tuple[VideoFrame, float] | None = None
        self._last_s = float("-inf")
        self._key_s = float("-inf")

    def offer(self, frame: VideoFrame, time_s: float) -> Iterator[Placed]:
        if time_s < self._last_s + LEAST_S - _EARLY_S:
            self._held = (frame, time_s if self._held is None else self._held[1])
            return
        yield from self._stand_until(time_s, seen_s=_SEEN_S)
        yield self._place(frame, time_s)

    def finish(self, end_s: float) -> Iterator[Placed]:
        """What is still owed until the last picture ends."""
        yield from self._stand_until(end_s, seen_s=0.0)

    def _stand_until(self, time_s: float, *, seen_s: float) -> Iterator[Placed]:
        if self._held is not None:
            frame, since_s = self._held
            self._held = None
            if time_s - since_s > seen_s and self._last_s + LEAST_S < time_s:
                yield self._place(frame, self._last_s + LEAST_S)
        while self._standing is not None and time_s - self._key_s > KEY_EVERY_S + _SOON_S:
            yield self._place(self._standing, self._key_s + KEY_EVERY_S)

    def _place(self, frame: VideoFrame, time_s: float) -> Placed:
        is_key = time_s - self._key_s >= KEY_EVERY_S - _EARLY_S
        self._standing, self._last_s = frame, time_s
        if is_key:
            self._key_s = time_s
        return Placed(frame=frame, time_s=time_s, is_key=is_key)
