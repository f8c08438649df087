"""What of the picture goes to the decoder: what changes something, and what that builds on."""

from collections.abc import Callable

import av
import numpy as np
from av.video.stream import VideoStream

from workers.media.idle import Group, Groups, IdleSizes, VideoPacket
from workers.media.streams import codec_name

#: Idle packets that wait to be needed, small as they are.
_MOST_WAITING = 2000
#: More pictures than any decoder holds back; those that are awaited beyond it will not come.
_MOST_AWAITED = 4000
#: Forms of pictures that are compared; in others nothing is left out.
_PLAIN = frozenset({"yuv420p", "yuvj420p", "yuv422p", "yuvj422p", "yuv444p", "yuvj444p", "nv12"})


class Feed:
    """Takes the picture's packets in order of decoding, and the pictures that come of them.

    Idle groups wait. Where something changes they are decoded first, for it builds on them; where the
    picture starts afresh they never are. `decode` takes one packet, or null for what the decoder holds
    back, and asks `is_new` of each picture; `stand` is told when a picture goes on standing, in the
    stream's own time.
    """

    def __init__(
        self,
        stream: VideoStream,
        *,
        decode: "Callable[[VideoPacket | None], None]",
        stand: Callable[[int, int], None],
    ) -> None:
        self._context = stream.codec_context
        self._groups = Groups()
        self._sizes = IdleSizes(codec_name(stream) or "", self._context.width, self._context.height)
        self._decode = decode
        self._stand = stand
        self._waiting: list[Group] = []
        self._count = 0
        self._standing: set[int] = set()
        self._tried: dict[int, _Trial] = {}
        self._last: av.VideoFrame | None = None

    def offer(self, packet: VideoPacket) -> None:
        group = self._groups.offer(packet)
        if group is not None:
            self._take(group)

    def finish(self) -> None:
        """Everything was offered."""
        group = self._groups.rest()
        if group is not None:
            self._take(group)
        self._leave_out()

    def is_new(self, frame: av.VideoFrame) -> bool:
        """Whether a decoded picture is to be shown; false for those that were said to stand, and do."""
        last, self._last = self._last, frame
        trial = self._tried.pop(frame.pts, None) if frame.pts is not None else None
        if trial is not None and trial.passes(is_alike=_are_alike(frame, last)):
            self._sizes.learn(trial.group)
        if frame.pts not in self._standing or last is None:
            return True
        if _are_alike(frame, last):
            return False
        self._sizes.distrust()
        return True

    def _take(self, group: Group) -> None:
        if group.is_fresh_start:
            self._leave_out()
        if self._sizes.hold(group):
            self._waiting.append(group)
            self._count += len(group.packets)
            if self._count > _MOST_WAITING:
                self._catch_up()
            return
        self._catch_up()
        if self._sizes.may_hold(group):
            self._try(group)
        for packet in group.packets:
            self._decode(packet)

    def _try(self, group: Group) -> None:
        """Whether it changes something will be seen in its pictures."""
        if len(self._tried) > _MOST_AWAITED:
            self._tried.clear()
        self._tried |= dict.fromkeys(group.times_pts, _Trial(group))

    def _leave_out(self) -> None:
        """Nothing that comes needs what waits."""
        if self._waiting:
            self._decode(None)
            self._context.flush_buffers()
            self._standing.clear()
            self._announce()

    def _catch_up(self) -> None:
        if not self._waiting:
            return
        if len(self._standing) > _MOST_AWAITED:
            self._standing.clear()
        waiting = self._waiting
        self._standing.update(*(group.times_pts for group in waiting))
        self._announce()
        # What nothing builds on is left out by the decoder itself.
        self._context.skip_frame = "NONREF"
        for group in waiting:
            for packet in group.packets:
                self._decode(packet)
        self._context.skip_frame = "DEFAULT"

    def _announce(self) -> None:
        for group in self._waiting:
            self._stand(group.start_pts, group.end_pts)
        self._waiting, self._count = [], 0


class _Trial:
    """A small group whose pictures are awaited."""

    def __init__(self, group: Group) -> None:
        self.group = group
        self._awaited = len(group.packets)

    def passes(self, *, is_alike: bool) -> bool:
        """Takes whether the next of its pictures looks like the one before; true once all of them do."""
        self._awaited -= is_alike
        return self._awaited == 0


def _are_alike(one: av.VideoFrame, other: av.VideoFrame | None) -> bool:
    """Whether two pictures are the same to the last bit."""
    if other is None or one.format.name not in _PLAIN or _shape(one) != _shape(other):
        return False
    return all(
        np.array_equal(np.from_dlpack(mine), np.from_dlpack(theirs))
        for mine, theirs in zip(one.planes, other.planes, strict=True)
    )


def _shape(frame: av.VideoFrame) -> tuple[str, int, int]:
    return frame.format.name, frame.width, frame.height
