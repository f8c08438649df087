"""Recordings cut short: read as far as they go, and called truncated only where a length was stated."""

import subprocess

import pytest

from tests.factories.media import moving_bar, plain, tone, write_clip
from tests.workers.media.readings import read_here, times, watch
from workers.errors import RecordingUnreadable

CUTS = range(1, 60)
BREAKS_OFF = "The MP4 breaks off before its index (moov): the end of the file is missing."
CUT_SHORT = "The recording breaks off before its first picture or sound: the end of the file is missing."


def whole_clip(folder, container, **options):
    codec = {"webm": "libvpx", "avi": "mpeg4"}.get(container, "libx264")
    return write_clip(
        folder / "whole",
        pictures=moving_bar(64, 48, seconds=2),
        sound=tone(2),
        container=container,
        codec=codec,
        options=options,
    )


def outcomes(path, folder) -> list[str]:
    """What comes of the recording cut at each of 59 places."""
    content, found = path.read_bytes(), []
    for place in CUTS:
        cut = folder / "cut"
        cut.write_bytes(content[: len(content) * place // 60])
        try:
            found.append("truncated" if read_here(cut).truncated else "whole")
        except RecordingUnreadable:
            found.append("unreadable")
    return found


@pytest.mark.parametrize(
    ("container", "options"),
    [
        ("mp4", {"movflags": "faststart"}),
        ("mp4", {}),
        ("mov", {}),
        ("matroska", {}),
        ("webm", {}),
        ("avi", {}),
    ],
    ids=["mp4-faststart", "mp4-index-last", "mov", "matroska", "webm", "avi"],
)
def test_wherever_it_is_cut_a_stated_length_makes_it_truncated_or_unreadable(container, options, tmp_path):
    path = whole_clip(tmp_path, container, **options)
    assert read_here(path).truncated is False

    assert "whole" not in outcomes(path, tmp_path)


def test_a_faststart_mp4_is_read_as_far_as_it_goes(tmp_path, work):
    path = whole_clip(tmp_path, "mp4", movflags="faststart")
    content = path.read_bytes()
    path.write_bytes(content[: len(content) * 2 // 3])

    samples, source, sound = watch(path, work)

    assert source.truncated is True
    assert source.stated_s == pytest.approx(2.0, abs=0.1)
    assert 0.5 < source.read_s < 1.8
    assert 0 < times(samples)[-1] < 1.8
    assert sound is not None


def test_an_mp4_without_its_index_says_so(tmp_path, work):
    path = whole_clip(tmp_path, "mp4")
    path.write_bytes(path.read_bytes()[:3000])

    with pytest.raises(RecordingUnreadable) as caught:
        watch(path, work)

    assert str(caught.value) == BREAKS_OFF


def test_a_recording_that_ends_before_its_first_picture_says_so(tmp_path, work):
    path = whole_clip(tmp_path, "mp4", movflags="faststart")
    content = path.read_bytes()
    path.write_bytes(content[: content.index(b"mdat") + 20])

    with pytest.raises(RecordingUnreadable) as caught:
        watch(path, work)

    assert str(caught.value) == CUT_SHORT


@pytest.mark.parametrize("container", ["webm", "matroska"])
def test_a_live_recording_states_no_length_and_is_never_called_truncated(container, tmp_path):
    path = whole_clip(tmp_path, container, live="1")
    ending = read_here(path)
    assert (ending.stated_s, ending.truncated) == (None, False)

    assert "truncated" not in outcomes(path, tmp_path)


def test_a_length_without_a_size_makes_a_broken_cluster_a_truncation(tmp_path):
    whole = whole_clip(tmp_path, "matroska")
    piped = tmp_path / "piped"
    with piped.open("wb") as output:
        command = ["ffmpeg", "-v", "error", "-i", str(whole), "-c", "copy", "-f", "matroska", "pipe:1"]
        subprocess.run(command, stdout=output, check=True, timeout=60)
    assert read_here(piped).stated_s == pytest.approx(2.0, abs=0.1)
    assert read_here(piped).truncated is False

    cut = tmp_path / "cut"
    cut.write_bytes(piped.read_bytes()[:-1500])

    assert read_here(cut).truncated is True


def test_a_fragmented_mp4_without_a_length_says_that_its_end_is_torn(tmp_path):
    path = whole_clip(tmp_path, "mp4", movflags="frag_keyframe+empty_moov+default_base_moof")
    assert (read_here(path).stated_s, read_here(path).truncated) == (None, False)
    assert "truncated" not in outcomes(path, tmp_path)

    cut = tmp_path / "cut"
    cut.write_bytes(path.read_bytes()[:-2000])
    assert (
        read_here(cut).damage[0] == "The last piece of the recording breaks off; the file states no length."
    )


def test_a_transport_stream_states_no_length(tmp_path):
    path = whole_clip(tmp_path, "mpegts")

    assert read_here(path).stated_s is None
    assert "truncated" not in outcomes(path, tmp_path)


def test_a_file_of_full_size_whose_end_holds_nothing_is_truncated(tmp_path):
    path = write_clip(
        tmp_path / "whole",
        pictures=moving_bar(64, 48, seconds=6),
        container="matroska",
        codec_options={"g": "10", "preset": "ultrafast"},
    )
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2] + bytes(len(content) - len(content) // 2))

    ending = read_here(path)

    assert ending.truncated is True
    assert ending.stated_s == pytest.approx(6.0, abs=0.1)
    assert ending.read_s < 4.5


@pytest.mark.parametrize(
    ("container", "codec"), [("mp4", "libx264"), ("matroska", "libx264"), ("webm", "libvpx")]
)
def test_a_whole_recording_with_a_long_last_picture_is_not_truncated(container, codec, tmp_path):
    shown = [(0.0, plain(64, 48, 40)), (0.2, plain(64, 48, 90))]
    path = write_clip(tmp_path / "slow", pictures=shown, end_s=20.0, container=container, codec=codec)

    ending = read_here(path)

    assert ending.truncated is False
    assert ending.read_s == pytest.approx(20.0, abs=0.1)
