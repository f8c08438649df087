"""The parent believes nothing that the child says without checking it."""

import json
from dataclasses import replace
from io import BytesIO

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some

from workers.media.answers import MessageBroken, body_bytes, parse_header, sample_from
from workers.media.limits import SOUND_BYTES_PER_S, Limits
from workers.media.messages import LENGTHS, Alive, Ending, SampleHeader, write_message
from workers.media.origin import source_from
from workers.media.pictures import SOUND_RATE_HZ

HEADER = SampleHeader(time_s=1.5, luma=(2, 3), picture=(4, 5), settled=True, periodic=False)
ENDING = Ending(
    container="mp4",
    width_px=64,
    height_px=48,
    rotation=0,
    video_codec="h264",
    audio_codec=None,
    video=True,
    audio=False,
    stated_s=None,
    read_s=2.0,
    truncated=False,
    damage=(),
    picture_spans=((0.0, 2.0),),
    sound_spans=(),
    sound_samples=0,
    layers=(),
)


def test_a_sample_comes_back_as_it_was_sent():
    luma = np.arange(6, dtype=np.uint8).reshape(2, 3)
    picture = np.arange(60, dtype=np.uint8).reshape(4, 5, 3)
    pipe = BytesIO()

    write_message(pipe, HEADER, luma, np.ones((1, 1), dtype=np.uint8), picture)

    wire = pipe.getvalue()
    head_bytes, sent = LENGTHS.unpack(wire[: LENGTHS.size])
    header = parse_header(wire[LENGTHS.size : LENGTHS.size + head_bytes])
    assert header == HEADER
    assert body_bytes(header, Limits()) == sent == 67
    sample = sample_from(HEADER, wire[LENGTHS.size + head_bytes :])
    assert (sample.time_s, sample.settled, sample.periodic) == (1.5, True, False)
    assert np.array_equal(sample.luma, luma)
    assert sample.new_tiles is not None
    assert sample.new_tiles.tolist() == [[True]]
    assert sample.picture is not None
    assert np.array_equal(sample.picture, picture)


@pytest.mark.parametrize(
    "header",
    [
        {"kind": "sample"},
        {"kind": "alive", "time_s": "1"},
        {"kind": "alive", "time_s": 1.0, "more": 1},
        {"kind": "alive", "time_s": float("nan")},
        {"kind": "unknown"},
        [],
    ],
)
def test_a_header_that_breaks_its_schema_is_refused(header):
    with pytest.raises(MessageBroken):
        parse_header(json.dumps(header).encode())


@given(some.binary(max_size=200))
def test_random_bytes_are_no_header(head):
    with pytest.raises(MessageBroken):
        parse_header(head)


@pytest.mark.parametrize(
    ("luma", "picture"),
    [
        ((0, 10), None),
        ((641, 10), None),
        ((10, -1), None),
        ((10, 10), (8193, 1)),
        ((10, 10), (8192, 8192)),
        ((10, 10), (0, 5)),
    ],
)
def test_impossible_sizes_are_refused_before_anything_is_allocated(luma, picture):
    with pytest.raises(MessageBroken):
        body_bytes(replace(HEADER, luma=luma, picture=picture), Limits())


def test_only_samples_have_bytes():
    assert body_bytes(Alive(time_s=0.0), Limits()) == 0


@pytest.mark.parametrize(
    "change",
    [
        {"container": "hls"},
        {"video_codec": "ffv1"},
        {"rotation": 45},
        {"width_px": 9000},
        {"width_px": None},
        {"read_s": -1.0},
        {"read_s": 1e9},
        {"picture_spans": ((2.0, 1.0),)},
        {"sound_spans": ((0.0, 1e9),)},
        {"damage": ("said",) * 17},
    ],
)
def test_an_ending_that_cannot_be_right_is_refused(change):
    assert source_from(ENDING, sha256="", limits=Limits()).facts.width == 64
    with pytest.raises(MessageBroken):
        source_from(replace(ENDING, **change), sha256="", limits=Limits())


def test_sentences_of_the_child_are_made_printable():
    source = source_from(replace(ENDING, damage=("a\x1b[31m\nb" + "c" * 999,)), sha256="", limits=Limits())

    assert source.damage[0].startswith("a[31mbccc")
    assert source.damage[0].isprintable()
    assert len(source.damage[0]) <= 300


def test_the_limits_know_the_sound_s_size():
    assert SOUND_BYTES_PER_S == SOUND_RATE_HZ * 2
