"""Packets in which nothing changes, told by their size: an index of activity that costs no decoding.

An H.264 or HEVC encoder that has nothing to say about a picture says so in a few bytes, always about as
many, and such a picture looks like the one before it. (In VP9 and AV1 the same few bytes may bring back an
older picture.) Packets are judged in groups: one that is shown after all earlier ones, with those that
follow it and are shown before it, for these take their content from it.
"""

from dataclasses import dataclass
from typing import TypeAlias

from av.packet import Packet
from av.video.stream import VideoStream

_TELLING_CODECS = frozenset({"h264", "hevc"})
#: What skipping a whole picture costs at most: a header, and this much for each block of 16 x 16 px.
_HEADER_BYTES = 64
_BYTES_A_BLOCK = 0.0075
_BLOCK_PX = 16 * 16
#: No codec holds back more pictures than this; a longer group is one of broken times.
_LONGEST_GROUP = 16

#: In quotes: the class takes its parameter only while types are checked.
VideoPacket: TypeAlias = "Packet[VideoStream]"


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """`packets` in order of decoding, all decodable once everything before them is."""

    packets: tuple[VideoPacket, ...]

    @property
    def is_fresh_start(self) -> bool:
        """Whether neither it nor anything after it needs what came before."""
        first = self.packets[0]
        return first.is_keyframe and all(_pts(packet) >= _pts(first) for packet in self.packets)

    @property
    def times_pts(self) -> frozenset[int]:
        return frozenset(packet.pts for packet in self.packets if packet.pts is not None)

    @property
    def start_pts(self) -> int:
        return min(_pts(packet) for packet in self.packets)

    @property
    def end_pts(self) -> int:
        """Where its last picture ends."""
        return max(_pts(packet) + (packet.duration or 0) for packet in self.packets)


class Groups:
    """Takes the picture's packets in order of decoding, and gives them back a group at a time."""

    def __init__(self) -> None:
        self._open: list[VideoPacket] = []
        self._shown_pts = -(2**63)

    def offer(self, packet: VideoPacket) -> Group | None:
        """The group before, where this packet begins another."""
        is_later = packet.pts is None or packet.pts > self._shown_pts
        done = self.rest() if is_later or len(self._open) >= _LONGEST_GROUP else None
        self._open.append(packet)
        self._shown_pts = max(self._shown_pts, _pts(packet))
        return done

    def rest(self) -> Group | None:
        """What is still held back."""
        if not self._open:
            return None
        group, self._open = Group(packets=tuple(self._open)), []
        return group


class IdleSizes:
    """What a group weighs that changes nothing, learnt from groups that were decoded and did not.

    By place in the group: encoders spend more on pictures on which others build. `codec`: its canonical
    name; of another codec than those that tell, no group is idle.
    """

    def __init__(self, codec: str, width_px: int, height_px: int) -> None:
        blocks = width_px * height_px / _BLOCK_PX
        self._most_bytes = _HEADER_BYTES + _BYTES_A_BLOCK * blocks if codec in _TELLING_CODECS else 0
        self._known = [0] * _LONGEST_GROUP

    def may_hold(self, group: Group) -> bool:
        """Whether the group is so small that nothing may have changed."""
        return all(
            packet.size <= self._most_bytes
            and not packet.is_keyframe
            and not packet.is_discard
            and packet.pts is not None
            for packet in group.packets
        )

    def hold(self, group: Group) -> bool:
        """Whether the group is known to change nothing."""
        return self.may_hold(group) and all(
            packet.size <= known for packet, known in zip(group.packets, self._known, strict=False)
        )

    def learn(self, group: Group) -> None:
        """The group was decoded, and all its pictures were as the one before it."""
        for place, packet in enumerate(group.packets):
            self._known[place] = max(self._known[place], packet.size)

    def distrust(self) -> None:
        """Sizes do not tell in this recording: a group that was taken to be idle was not."""
        self._most_bytes = 0


def _pts(packet: VideoPacket) -> int:
    return -(2**63) if packet.pts is None else packet.pts
