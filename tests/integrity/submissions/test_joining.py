"""Joined stretches: every packet is there, at its time; what was interrupted is a gap."""

from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import av
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from integrity.lib.webm import WebmInvalid, block_of, read_stretch
from integrity.submissions.domain.joining import Placed, join
from integrity.submissions.refusals import UploadRefused
from tests.integrity.submissions.webm_bytes import PICTURE, SOUND, Block, Group, Track, a_webm
from tests.integrity.take_rows import PICTURE_FIRST, SOUND_FIRST

Packet = tuple[int, int, bytes]

BLOCKS = st.builds(
    Block,
    track=st.sampled_from([1, 2]),
    at=st.integers(0, 5000),
    content=st.binary(min_size=1, max_size=40),
    duration=st.none() | st.integers(1, 60),
)
GROUPS = st.builds(
    Group,
    timestamp=st.integers(0, 100_000),
    blocks=st.lists(BLOCKS, min_size=1, max_size=4).map(tuple),
)
STRETCHES = st.tuples(st.lists(GROUPS, min_size=1, max_size=4), st.booleans(), st.booleans())


def joined(folder: Path, stretches: Sequence[bytes], starts_s: Sequence[float]) -> tuple[Path, list[Placed]]:
    paths = [folder / f"{number}.webm" for number in range(len(stretches))]
    for path, content in zip(paths, stretches, strict=True):
        path.write_bytes(content)
    target = folder / "joined.webm"
    return target, join(paths, starts_s, target)


def packets(content: bytes) -> list[Packet]:
    """Kind of track, ticks, bytes; in the order of the file."""
    stretch = read_stretch(content)
    kinds = {track.number: track.kind for track in stretch.tracks}
    found = []
    for cluster in stretch.clusters:
        for part in cluster.parts:
            block = block_of(content, part)
            at = int.from_bytes(content[block.start + 1 : block.start + 3], "big", signed=True)
            kind = kinds[content[block.start] & 0x7F]
            found.append((kind, cluster.timestamp + at, content[block.start + 4 : block.end]))
    return found


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(made=st.lists(STRETCHES, min_size=1, max_size=4), gaps_s=st.lists(st.floats(0, 500), min_size=4))
def test_every_packet_is_there_once_moved_by_where_its_stretch_lies(
    made: list[tuple[list[Group], bool, bool]], gaps_s: list[float], tmp_path: Path
) -> None:
    swapped = [Track(number=2, kind=1, codec=b"V_VP8"), Track(number=1, kind=2, codec=b"A_OPUS")]
    stretches = [
        a_webm(groups, is_open=is_open, tracks=swapped if is_swapped else [PICTURE, SOUND])
        for groups, is_open, is_swapped in made
    ]
    target, placed = joined(tmp_path, stretches, sorted(gaps_s)[: len(stretches)])
    expected = [
        (kind, ticks + round(place.start_s * 1000), content)
        for stretch, place in zip(stretches, placed, strict=True)
        for kind, ticks, content in packets(stretch)
    ]
    assert packets(target.read_bytes()) == expected
    for before, after in pairwise(placed):
        assert before.start_s <= before.end_s < after.start_s


@settings(max_examples=60, deadline=None)
@given(groups=st.lists(GROUPS, min_size=1, max_size=4), kept=st.floats(0, 1))
def test_what_breaks_off_ends_before_the_packet_that_breaks_off(groups: list[Group], kept: float) -> None:
    whole = a_webm(groups)
    broken = whole[: int(len(whole) * kept)]
    try:
        found = packets(broken)
    except WebmInvalid:
        return
    assert found == packets(whole)[: len(found)]


@settings(max_examples=200, deadline=None)
@given(noise=st.binary(max_size=300), at=st.integers(0, 400))
def test_whatever_the_bytes_are_reading_ends(noise: bytes, at: int) -> None:
    whole = a_webm([Group(timestamp=5, blocks=(Block(track=1, at=0, content=b"x" * 50),))] * 4)
    try:
        read_stretch(whole[:at] + noise + whole[at + len(noise) :])
    except WebmInvalid:
        return


def test_real_recordings_are_decoded_to_the_end_whatever_the_order_of_their_tracks(tmp_path: Path) -> None:
    target, placed = joined(tmp_path, [PICTURE_FIRST, SOUND_FIRST, PICTURE_FIRST[:-700]], [0.0, 5.0, 9.5])
    assert [place.start_s for place in placed] == [0.0, 5.0, 9.5]
    with av.open(str(target)) as container:
        assert [stream.type for stream in container.streams] == ["video", "audio"]
        assert container.duration == round(placed[-1].end_s * 1e6)
        pictures = [frame.time for frame in container.decode(container.streams.video[0])]
    with av.open(str(target)) as container:
        sounds = [frame.time for frame in container.decode(container.streams.audio[0])]
    for times in (pictures, sounds):
        assert times == sorted(times)
        assert [sum(place.start_s <= at <= place.end_s + 0.1 for at in times) > 5 for place in placed] == [
            True
        ] * 3
        assert not any(placed[0].end_s + 0.1 < at < 5.0 or placed[1].end_s + 0.1 < at < 9.5 for at in times)


def test_a_stretch_does_not_start_before_the_one_before_it_ends(tmp_path: Path) -> None:
    """A clock was set back."""
    _, placed = joined(tmp_path, [PICTURE_FIRST, SOUND_FIRST], [0.0, 0.0])
    assert placed[1].start_s == pytest.approx(placed[0].end_s, abs=0.002)


def test_sound_that_comes_later_gets_a_track(tmp_path: Path) -> None:
    silent = a_webm([Group(timestamp=0, blocks=(Block(track=1, at=0, content=b"p"),))], tracks=[PICTURE])
    both = a_webm([Group(timestamp=0, blocks=(Block(track=2, at=0, content=b"s"),))])
    target, _ = joined(tmp_path, [silent, both], [0.0, 1.0])
    assert packets(target.read_bytes()) == [(1, 0, b"p"), (2, 1000, b"s")]


@pytest.mark.parametrize(
    ("later", "scale_ns"),
    [
        (Track(number=1, kind=1, codec=b"V_VP9"), 1_000_000),
        (Track(number=1, kind=1, codec=b"V_MPEG4/ISO/AVC", private=b"2"), 1_000_000),
        (PICTURE, 500_000),
    ],
)
def test_what_no_player_could_show_as_one_is_not_joined(later: Track, scale_ns: int, tmp_path: Path) -> None:
    group = Group(timestamp=0, blocks=(Block(track=1, at=0, content=b"p"),))
    first = Track(number=1, kind=1, codec=b"V_MPEG4/ISO/AVC", private=b"1") if later.private else PICTURE
    stretches = [a_webm([group], tracks=[first]), a_webm([group], tracks=[later], scale_ns=scale_ns)]
    with pytest.raises(UploadRefused, match="cannot_be_joined"):
        joined(tmp_path, stretches, [0.0, 1.0])


def test_what_is_no_webm_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UploadRefused, match="not_a_video"):
        joined(tmp_path, [PICTURE_FIRST, b"\0\0\0\x18ftypisom" + bytes(500)], [0.0, 1.0])
