"""What of the picture is decoded: never less than it takes to show every change."""

from bisect import bisect_right
from dataclasses import dataclass
from pathlib import Path

import av
import numpy as np
import pytest
from numpy.typing import NDArray

from tests.factories.media import plain, write_clip
from workers.media.feed import Feed
from workers.media.idle import Groups

RATE = 25
SECONDS = 16
CHANGES_S = (3.04, 6.2, 6.24, 9.0, 9.12, 12.6)
TELLING = {"h264", "hevc"}


def screen():
    """A page that stands, but for squares that come one after the other and stay."""
    page = plain(320, 180, 235)
    page[20:140:12, 20:250] = 30
    for number in range(SECONDS * RATE):
        picture = page.copy()
        for place, change_s in enumerate(CHANGES_S):
            if number >= round(change_s * RATE):
                picture[150:166, 20 + 18 * place : 32 + 18 * place] = 90
        yield number / RATE, picture


@dataclass(frozen=True)
class Fed:
    """`whole`: every picture; `shown`: those that show something new, both luma by time of the stream."""

    path: Path
    codec: str
    whole: dict[int, NDArray[np.uint8]]
    shown: dict[int, NDArray[np.uint8]]
    standing: list[tuple[int, int]]
    decoded: int
    most_decoded: float


def feed_all(path, most_decoded) -> Fed:
    shown, standing, decoded = {}, [], []
    with av.open(str(path)) as opened:
        whole = {frame.pts: frame.to_ndarray(format="gray") for frame in opened.decode(video=0)}
    with av.open(str(path)) as opened:
        stream = opened.streams.video[0]

        def decode(packet) -> None:
            for frame in stream.codec_context.decode(packet):
                decoded.append(frame.pts)
                if feed.is_new(frame):
                    shown[frame.pts] = frame.to_ndarray(format="gray")

        feed = Feed(stream, decode=decode, stand=lambda start, end: standing.append((start, end)))
        for packet in opened.demux(stream):
            if packet.size:
                feed.offer(packet)
        feed.finish()
        decode(None)
        codec = stream.codec_context.codec.canonical_name
    return Fed(
        path=path,
        codec=codec,
        whole=whole,
        shown=shown,
        standing=standing,
        decoded=len(decoded),
        most_decoded=most_decoded,
    )


X264 = {"crf": "23", "g": "75", "threads": "1"}


@pytest.fixture(
    scope="module",
    params=[
        ("libx264", X264 | {"preset": "veryfast"}, 0.7),
        ("libx264", X264 | {"preset": "medium"}, 0.7),
        ("libx264", X264 | {"preset": "veryfast", "tune": "zerolatency"}, 0.7),
        ("libx264", X264 | {"preset": "medium", "x264-params": "open-gop=1"}, 0.8),
        ("libx264", X264 | {"preset": "veryfast", "g": "100000"}, 0.8),
        ("libx265", {"preset": "ultrafast", "x265-params": "log-level=none:pools=1:keyint=75"}, 1.0),
        ("libvpx-vp9", {"deadline": "realtime", "cpu-used": "8", "b": "1M"}, 1.0),
    ],
    ids=["x264", "x264-medium", "x264-forward", "x264-open", "x264-one-group", "x265", "vp9"],
)
def fed(request, tmp_path_factory):
    codec, options, most_decoded = request.param
    path = tmp_path_factory.mktemp("feed") / "clip"
    write_clip(path, pictures=list(screen()), container="matroska", codec=codec, codec_options=options)
    return feed_all(path, most_decoded)


def test_every_picture_looks_like_the_last_one_shown(fed):
    at = sorted(fed.shown)
    for pts, picture in sorted(fed.whole.items()):
        stands = fed.shown[at[bisect_right(at, pts) - 1]]
        assert np.abs(stands.astype(int) - picture).max() <= 40, f"at {pts}"


def test_what_is_shown_is_decoded_as_if_nothing_were_left_out(fed):
    assert all(np.array_equal(picture, fed.whole[pts]) for pts, picture in fed.shown.items())


def test_time_has_no_holes(fed):
    for pts in fed.whole:
        assert pts in fed.shown or any(start <= pts < end for start, end in fed.standing)


def test_a_recording_that_mostly_stands_is_mostly_not_shown_again(fed):
    new = len(fed.shown) / len(fed.whole)

    assert new < 0.45 if fed.codec in TELLING else new == 1.0


def test_what_nothing_builds_on_is_not_decoded(fed):
    assert fed.decoded <= fed.most_decoded * len(fed.whole)


def test_groups_keep_the_order_of_decoding(fed):
    with av.open(str(fed.path)) as opened:
        packets = [packet for packet in opened.demux(video=0) if packet.size]
    groups = Groups()

    given = [groups.offer(packet) for packet in packets] + [groups.rest()]

    assert [packet for group in given if group for packet in group.packets] == packets
    assert groups.rest() is None
