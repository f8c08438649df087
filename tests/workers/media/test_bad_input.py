"""Files that are not what they seem: one clear sentence each, and nothing else happens."""

import contextlib
import os
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest

from tests.factories.media import moving_bar, plain, tone, write_clip
from tests.workers.media.readings import LUMA_ONLY, read_here, times, watch
from workers.errors import RecordingUnreadable
from workers.media.decoding import decode
from workers.media.limits import Limits
from workers.media.origin import unreadable_source

KINDS = "not an MP4, MOV, WebM, Matroska, AVI or MPEG-TS recording."


def refusal(path: Path, work: Path) -> str:
    with pytest.raises(RecordingUnreadable) as caught:
        watch(path, work)
    assert caught.value.exit_status == 3
    return str(caught.value)


def picture_file(path: Path, codec: str, pixels: str) -> Path:
    context = av.CodecContext.create(codec, "w")
    context.width, context.height, context.pix_fmt = 64, 48, pixels
    context.time_base = Fraction(1)
    frame = av.VideoFrame.from_ndarray(plain(64, 48, 90), format="rgb24").reformat(format=pixels)
    path.write_bytes(b"".join(bytes(packet) for packet in [*context.encode(frame), *context.encode(None)]))
    return path


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "The file is empty."),
        (b"Dear teacher, here is my homework.\n", f"The file is a text, {KINDS}"),
        (b"\x00\x01\x02\x03" * 64, f"The file is of an unknown kind, {KINDS}"),
        (b"ID3\x04" + bytes(100), f"The file is an MP3 sound file, {KINDS}"),
        (b"RIFF\x10\x00\x00\x00WAVEfmt ", f"The file is a RIFF file of another kind, {KINDS}"),
        (b"\x1aE\xdf\xa3", "The Matroska file holds no segment: it breaks off in its first bytes."),
        (
            b"\x00\x00\x00\x10ftypisom\x00\x00\x02\x00",
            "The MP4 has no index (moov): the recording was not finished.",
        ),
    ],
)
def test_what_is_no_recording_is_named(content, sentence, tmp_path, work):
    path = tmp_path / "homework.mp4"
    path.write_bytes(content)

    assert refusal(path, work) == sentence


@pytest.mark.parametrize(
    ("codec", "pixels", "name"), [("png", "rgb24", "a PNG picture"), ("mjpeg", "yuvj420p", "a JPEG picture")]
)
def test_a_picture_under_a_media_name(codec, pixels, name, tmp_path, work):
    path = picture_file(tmp_path / "photo.mp4", codec, pixels)

    assert refusal(path, work) == f"The file is {name}, {KINDS}"


def test_a_bare_mp3_is_no_container_that_is_read(tmp_path, work):
    path = write_clip(tmp_path / "song.mp3", sound=tone(1), container="mp3", codec="mpeg4")

    assert refusal(path, work) == f"The file is an MP3 sound file, {KINDS}"


def test_a_playlist_and_a_concat_script_reach_no_neighbour(tmp_path, work):
    neighbour = write_clip(tmp_path / "neighbour.mp4", pictures=moving_bar(64, 48, seconds=1))
    playlist, script = tmp_path / "a.mp4", tmp_path / "b.mkv"
    playlist.write_text(f"#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\n{neighbour}\n#EXT-X-ENDLIST\n")
    script.write_text(f"ffconcat version 1.0\nfile {neighbour}\n")

    assert refusal(playlist, work) == f"The file is a playlist, {KINDS}"
    assert refusal(script, work) == f"The file is a concat script, {KINDS}"


def test_a_playlist_behind_a_container_s_first_bytes_reaches_no_neighbour(tmp_path, work):
    neighbour = write_clip(tmp_path / "neighbour.mp4", pictures=moving_bar(64, 48, seconds=1))
    path = tmp_path / "mixed.mp4"
    path.write_bytes(b"\x00\x00\x00\x10ftypisom\x00\x00\x02\x00" + f"\n#EXTM3U\n{neighbour}\n".encode())

    assert (
        refusal(path, work) == "The MP4 breaks off before its index (moov): the end of the file is missing."
    )


def test_what_is_no_file_is_refused_without_waiting(tmp_path, work):
    pipe = tmp_path / "pipe.mp4"
    os.mkfifo(pipe)

    assert refusal(pipe, work) == f"The recording {pipe} is not a file."
    assert refusal(tmp_path, work) == f"The recording {tmp_path} is not a file."
    missing = tmp_path / "missing.mp4"
    assert refusal(missing, work) == f"The recording {missing} cannot be opened: No such file or directory."


def test_eight_hours_in_a_small_file_cost_neither_time_nor_memory_nor_disk(tmp_path, work):
    eight_hours_s = 8 * 3600.0
    shown = [(0.0, plain(64, 48, 40)), (1.0, plain(64, 48, 120)), (eight_hours_s, plain(64, 48, 200))]
    path = write_clip(
        tmp_path / "long.webm",
        pictures=shown,
        sound=tone(1),
        sound_from_s=eight_hours_s,
        end_s=eight_hours_s + 1,
        container="webm",
        codec="libvpx",
    )
    assert path.stat().st_size < 1_000_000

    with decode(path, LUMA_ONLY, work=work) as decoding:
        samples = list(decoding.samples())
        sound_file = decoding._sound_file
        assert sound_file is not None
        assert os.fstat(sound_file.fileno()).st_blocks * 512 < 1_000_000
        sound, source = decoding.sound, decoding.source

    assert len(samples) < 4000
    assert samples[-1].time_s >= eight_hours_s
    assert source.read_s == pytest.approx(eight_hours_s + 1, abs=0.1)
    assert sound is not None
    assert sound.spans[0].start_s == pytest.approx(eight_hours_s, abs=0.05)
    assert np.abs(sound.cut(sound.spans[0])).max() > 6000


def test_times_after_the_longest_that_is_read_are_left_out_and_said(tmp_path, work):
    shown = [(0.0, plain(64, 48, 40)), (1.0, plain(64, 48, 120)), (90.0, plain(64, 48, 200))]
    path = write_clip(tmp_path / "long.mp4", pictures=shown)

    samples, source, _ = watch(path, work, limits=Limits(longest_s=60.0))

    assert samples[-1].time_s < 60.0
    assert source.read_s == 60.0
    assert source.damage == ("The picture goes on after the longest time that is read, first at 90.00 s.",)


def test_a_picture_larger_than_the_limit_is_refused_before_it_is_decoded(tmp_path, work):
    path = write_clip(tmp_path / "huge.mp4", pictures=[(0.0, plain(8208, 64, 90))])

    sentence = "The picture is 8208 x 64 px; more than 8192 px a side or 36 megapixels is not decoded."
    assert refusal(path, work) == sentence


def test_a_picture_that_is_larger_than_stated_is_not_decoded_either(tmp_path, work):
    path = write_clip(tmp_path / "liar.mp4", pictures=[(0.0, plain(640, 480, 90))])

    with pytest.raises(RecordingUnreadable):
        watch(path, work, limits=Limits(pixels=640 * 480 - 1))


def test_beside_a_picture_that_is_too_large_the_sound_is_still_read(tmp_path, work):
    path = write_clip(tmp_path / "both.mp4", pictures=moving_bar(640, 480, seconds=1), sound=tone(1))

    samples, source, sound = watch(path, work, limits=Limits(side_px=600))

    assert samples == []
    assert (source.video, source.audio, source.truncated) == (False, True, False)
    assert source.damage == (
        "The picture is 640 x 480 px; more than 600 px a side or 36 megapixels is not decoded.",
    )
    assert sound is not None


def test_a_codec_that_is_not_on_the_list_is_not_decoded(tmp_path, work):
    path = write_clip(
        tmp_path / "odd.mkv",
        pictures=moving_bar(64, 48, seconds=1),
        container="matroska",
        codec="ffv1",
        codec_options={},
    )

    assert refusal(path, work) == "The picture is coded as ffv1, which is not read."


def test_broken_bytes_in_the_middle_are_skipped_and_said(tmp_path, work):
    path = write_clip(
        tmp_path / "clip.mp4",
        pictures=moving_bar(128, 96, seconds=4),
        codec_options={"g": "10", "preset": "ultrafast"},
    )
    content = bytearray(path.read_bytes())
    start = content.index(b"mdat") + len(content) // 3
    content[start : start + 300] = bytes(300)
    path.write_bytes(content)

    samples, source, _ = watch(path, work)

    assert times(samples)[-1] > 3.0
    assert source.damage != ()


@pytest.mark.parametrize("seed", range(12))
def test_random_damage_never_raises_anything_else(seed, tmp_path):
    container, codec = [("mp4", "libx264"), ("matroska", "libx264"), ("avi", "mpeg4"), ("mpegts", "libx264")][
        seed % 4
    ]
    path = write_clip(
        tmp_path / "clip",
        pictures=moving_bar(64, 48, seconds=1),
        sound=tone(1),
        container=container,
        codec=codec,
    )
    numbers = np.random.default_rng(seed)
    content = np.frombuffer(path.read_bytes(), dtype=np.uint8).copy()
    content[numbers.integers(16, len(content), 40)] = numbers.integers(0, 256, 40)
    path.write_bytes(content.tobytes())

    with contextlib.suppress(RecordingUnreadable):
        ending = read_here(path)
        assert ending.video or ending.audio


def test_an_unreadable_recording_has_a_source_track_with_its_hash(tmp_path):
    path = tmp_path / "text.mp4"
    path.write_bytes(b"abc")

    source = unreadable_source(path, "Why.")

    assert source.facts.sha256 == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert (source.unreadable, source.video, source.audio, source.truncated) == ("Why.", False, False, False)
    assert unreadable_source(tmp_path / "missing.mp4", "Why.").facts.sha256 == ""
