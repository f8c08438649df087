"""Headers read by hand: whatever the bytes, an answer comes, and never an error."""

import struct
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from workers.media import boxes, elements, riff
from workers.media.containers import Container, container_of
from workers.media.statement import FileBytes, Statement, plausible_s

_WORDS = [
    b"\0\0\0\x10moov",
    b"\0\0\0\1mdat",
    b"\0\0\0\0trak",
    b"\x1aE\xdf\xa3",
    b"\x18S\x80g",
    b"\x01\xff\xff\xff\xff\xff\xff\xff",
    b"\x15I\xa9f",
    b"RIFF",
    b"LIST",
    b"AVI hdrl",
    b"strlstrh",
    b"\xff" * 8,
]


def read(tmp_path: Path, content: bytes, reader) -> Statement:
    path = tmp_path / "bytes"
    path.write_bytes(content)
    with path.open("rb") as file:
        return reader.read_statement(FileBytes(file.fileno()))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    some.lists(some.one_of(some.sampled_from(_WORDS), some.binary(max_size=12)), max_size=20),
    some.sampled_from([boxes, elements, riff]),
)
def test_any_bytes_have_an_answer(tmp_path, pieces, reader):
    assert isinstance(read(tmp_path, b"".join(pieces), reader), Statement)


def box(kind: bytes, *content: bytes) -> bytes:
    body = b"".join(content)
    return struct.pack(">I4s", 8 + len(body), kind) + body


def header(per_second: int, ticks: int) -> bytes:
    return box(b"mvhd", bytes(12), struct.pack(">II", per_second, ticks))


def track(ticks: int, kind: bytes) -> bytes:
    return box(
        b"trak", box(b"tkhd", bytes(20), struct.pack(">I", ticks)), box(b"mdia", box(b"hdlr", bytes(8), kind))
    )


def test_the_longest_of_picture_and_sound_counts_and_other_tracks_do_not(tmp_path):
    moov = box(b"moov", header(1000, 9000), track(4000, b"vide"), track(5000, b"soun"), track(9000, b"text"))

    assert read(tmp_path, box(b"ftyp") + moov, boxes) == Statement(length_s=5.0)


def test_a_box_past_the_end_of_the_file_breaks_off(tmp_path):
    moov = box(b"moov", header(1000, 4000), track(4000, b"vide"))
    content = moov + struct.pack(">I4s", 500, b"mdat") + bytes(100)

    assert read(tmp_path, content, boxes) == Statement(length_s=4.0, breaks_off=True)


def test_fragments_without_a_stated_length_state_none(tmp_path):
    moov = box(b"moov", header(1000, 0), track(0, b"vide"), box(b"mvex", box(b"trex")))
    torn = moov + struct.pack(">I4s", 500, b"mdat")

    assert read(tmp_path, moov, boxes) == Statement(fragmented=True)
    assert read(tmp_path, torn, boxes) == Statement(fragmented=True, loose_end=True)


def test_fragments_may_state_their_whole_length(tmp_path):
    extends = box(b"mvex", box(b"mehd", bytes(4), struct.pack(">I", 7000)))
    moov = box(b"moov", header(1000, 0), track(0, b"vide"), extends)

    assert read(tmp_path, moov, boxes) == Statement(length_s=7.0, fragmented=True)


@pytest.mark.parametrize(
    ("head", "container"),
    [
        (b"\0\0\0\x18ftypisom", Container.MP4),
        (b"\0\0\0\x08wide\0\0\0\0mdat", Container.MP4),
        (b"\x1aE\xdf\xa3\x9f", Container.MATROSKA),
        (b"RIFF\0\0\0\0AVI LIST", Container.AVI),
        ((b"\x47" + bytes(187)) * 3, Container.MPEG_TS),
    ],
)
def test_containers_are_known_by_their_first_bytes(head, container):
    assert container_of(head) is container


@pytest.mark.parametrize(("ticks", "per_second"), [(0, 1000), (10, 0), (1 << 63, 1), (-5, 1)])
def test_nonsense_is_no_length(ticks, per_second):
    assert plausible_s(ticks, per_second) is None
