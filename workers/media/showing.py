"""The picture side of the pass, in the child: decoded pictures become samples on the wire."""

from collections import deque
from fractions import Fraction
from typing import BinaryIO

import av
import numpy as np
from numpy.typing import NDArray

from workers.media.damage import Damage
from workers.media.gate import StillGate
from workers.media.limits import Limits
from workers.media.messages import SampleHeader, write_message
from workers.media.pictures import Wants
from workers.media.sampling import Sampler, Shown, Thinner
from workers.media.stretches import Stretches
from workers.media.upright import Easel

#: A picture whose length nobody states is taken to stand for this long.
_UNSTATED_S = 1 / 30
#: Clocks of containers are rounded; a picture this early is on time.
_EARLY_S = 0.002


class Showing:
    """Takes decoded pictures in the order in which they come and sends the samples that are wanted."""

    def __init__(
        self, pipe: BinaryIO, wants: Wants, limits: Limits, *, pixel_shape: Fraction | None, damage: Damage
    ) -> None:
        self._pipe = pipe
        self._wants = wants
        self._limits = limits
        self._pixel_shape = pixel_shape
        self._damage = damage
        self._gate = StillGate() if wants.stills else None
        every_s = min(wants.sample_every_s, wants.picture_every_s or wants.sample_every_s)
        self._sampler = Sampler(every_s)
        self._thinner = Thinner(every_s)
        self._easel: Easel | None = None
        self._last_s = float("-inf")
        self._next_picture_s = float("-inf")
        self._luma: tuple[av.VideoFrame, NDArray[np.uint8]] | None = None
        self._standing: deque[tuple[float, float]] = deque()
        self.stretches = Stretches()

    @property
    def size(self) -> tuple[int, int] | None:
        """Upright width and height; null until there was a picture."""
        return self._easel.size if self._easel else None

    @property
    def rotation(self) -> int:
        return self._easel.turn.degrees if self._easel else 0

    def add(self, frame: av.VideoFrame, time_s: float | None, duration_s: float) -> None:
        """One decoded picture; a null time means right after the last."""
        end_of_last_s = self.stretches.end_s
        start_s = end_of_last_s if time_s is None else time_s
        end_s = start_s + (duration_s or _UNSTATED_S)
        if frame.is_corrupt:
            self._damage.note("A picture is damaged", max(0.0, start_s))
        if end_s <= 0:
            return
        start_s, end_s = max(0.0, start_s), min(end_s, self._limits.longest_s)
        if self._is_in_order(start_s):
            self._count_standing(start_s)
            self._last_s = start_s
            self.stretches.add(start_s, end_s)
            self._easel = self._easel or Easel(frame, self._pixel_shape, self._limits)
            for shown in self._sampler.offer(Shown(frame=frame, time_s=start_s)):
                self._send(shown)

    def stand(self, start_s: float, end_s: float) -> None:
        """Whatever picture stood at the start stands until the end; later pictures may be given later."""
        self._standing.append((start_s, min(end_s, self._limits.longest_s)))

    def _count_standing(self, until_s: float) -> None:
        while self._standing and self._standing[0][0] < until_s:
            start_s, end_s = self._standing.popleft()
            if end_s > max(0.0, start_s):
                self.stretches.add(max(0.0, start_s), end_s)

    def finish(self) -> None:
        """Sends what the last picture still owes, until its own end."""
        self._count_standing(self._limits.longest_s)
        for shown in self._sampler.stand_until(self.stretches.end_s):
            self._send(shown)

    def _is_in_order(self, time_s: float) -> bool:
        if time_s >= self._limits.longest_s:
            self._damage.note("The picture goes on after the longest time that is read", time_s)
            return False
        if time_s < self._last_s:
            self._damage.note("Picture times run backwards and those pictures are left out", time_s)
            return False
        return time_s > self._last_s

    def _send(self, shown: Shown) -> None:
        luma = self._luma_of(shown.frame)
        if not self._thinner.keeps(shown.time_s, luma):
            return
        new_tiles = self._gate.offer(shown.time_s, luma) if self._gate else None
        periodic = self._is_due(shown.time_s)
        assert self._easel is not None
        picture = self._easel.picture(shown.frame) if periodic or new_tiles is not None else None
        header = SampleHeader(
            time_s=shown.time_s,
            luma=(luma.shape[0], luma.shape[1]),
            picture=None if picture is None else (picture.shape[0], picture.shape[1]),
            settled=new_tiles is not None,
            periodic=periodic,
        )
        tiles = None if new_tiles is None else new_tiles.astype(np.uint8)
        write_message(self._pipe, header, *(part for part in (luma, tiles, picture) if part is not None))

    def _luma_of(self, frame: av.VideoFrame) -> NDArray[np.uint8]:
        """The luma, made once for a picture that is sampled again while it stands."""
        if self._luma is None or self._luma[0] is not frame:
            assert self._easel is not None
            self._luma = (frame, self._easel.luma(frame))
        return self._luma[1]

    def _is_due(self, time_s: float) -> bool:
        every_s = self._wants.picture_every_s
        if every_s is None or time_s < self._next_picture_s - _EARLY_S:
            return False
        # The clock keeps its beat where it can, and does not make up for beats without a picture.
        on_beat = time_s - self._next_picture_s < every_s
        self._next_picture_s = (self._next_picture_s if on_beat else time_s) + every_s
        return True
