"""What decoding costs where hardly anything changes: `python -m benchmarks decoding`.

The pictures of a sparse screen recording are decoded whole, as any player does, and as an inspection does, which
leaves out packets that say that nothing changed (docs/decisions/0007-idle-packets.md). Decoding alone, on one
thread, in turns A-B-B-A in one process.
"""

import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import av
from av.video.frame import VideoFrame

from benchmarks.peers.protocol import ratio
from benchmarks.peers.recordings import KINDS
from workers.media.feed import Feed
from workers.media.idle import VideoPacket

_KINDS = ("sparse 720p", "sparse 1080p")


def measure_decoding(rounds: int, first: int) -> list[str]:
    """`rounds`: of each kind, all on the recording of one seed."""
    rows = []
    for kind in _KINDS:
        with tempfile.TemporaryDirectory(prefix="candor-bench-") as name:
            recording = KINDS[kind](first, Path(name) / "recording").recording
            rows.append(f"{kind}: {_compared(recording, rounds)}")
        print(rows[-1], flush=True)
    return rows


def _compared(recording: Path, rounds: int) -> str:
    whole, fed, costs = decoded_whole(recording), decoded_fed(recording), []
    for _ in range(rounds):
        turns = [_cpu_s(way, recording) for way in (decoded_fed, decoded_whole, decoded_whole, decoded_fed)]
        costs.append((turns[0] + turns[3], turns[1] + turns[2]))
    saved = ratio([all_s / part_s for part_s, all_s in costs])
    part_s, all_s = (sum(side) / (2 * rounds) for side in zip(*costs, strict=True))
    return (
        f"{fed} of {whole} pictures decoded; {part_s:.2f} and {all_s:.2f} CPU seconds, {saved} times as much"
    )


def _cpu_s(way: Callable[[Path], int], recording: Path) -> float:
    begun = time.process_time()
    way(recording)
    return time.process_time() - begun


def decoded_whole(recording: Path) -> int:
    """How many pictures come of it."""
    with av.open(str(recording)) as opened:
        opened.streams.video[0].codec_context.thread_type = "NONE"
        return sum(1 for _ in opened.decode(video=0))


def decoded_fed(recording: Path) -> int:
    """The same, of what an inspection decodes."""
    count = 0
    with av.open(str(recording)) as opened:
        stream = opened.streams.video[0]
        stream.codec_context.thread_type = "NONE"

        def decode(packet: "VideoPacket | None") -> None:
            nonlocal count
            frames: list[VideoFrame] = stream.codec_context.decode(packet)
            for frame in frames:
                count += 1
                feed.is_new(frame)

        feed = Feed(stream, decode=decode, stand=lambda _start, _end: None)
        for packet in opened.demux(stream):
            if packet.size:
                feed.offer(packet)
        feed.finish()
        decode(None)
    return count
