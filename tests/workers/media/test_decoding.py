"""What a pass hands out: the right pictures and sound at the right times."""

import subprocess

import numpy as np
import pytest

from tests.factories.media import moving_bar, plain, quarters, tone, write_clip
from tests.workers.media.readings import LUMA_ONLY, times, watch
from workers.media.decoding import decode
from workers.media.pictures import Wants
from workers.spans import Span


def levels(samples) -> list[int]:
    """The grey level of each sample, rounded to tens: encoders are off by a level or two."""
    return [int(round(float(sample.luma.mean()), -1)) for sample in samples]


@pytest.mark.parametrize(
    ("container", "codec", "name"),
    [
        ("mp4", "libx264", "h264"),
        ("mov", "libx264", "h264"),
        ("matroska", "libx264", "h264"),
        ("webm", "libvpx", "vp8"),
        ("webm", "libvpx-vp9", "vp9"),
        ("avi", "mpeg4", "mpeg4"),
        ("mpegts", "libx264", "h264"),
    ],
)
def test_every_container_gives_its_pictures_and_its_sound(container, codec, name, tmp_path, work):
    path = write_clip(
        tmp_path / "clip",
        pictures=moving_bar(96, 64, seconds=2),
        sound=tone(2),
        container=container,
        codec=codec,
    )

    samples, source, sound = watch(path, work)

    assert source.facts.video_codec == name
    assert (source.facts.width, source.facts.height, source.facts.rotation) == (96, 64, 0)
    assert source.container == {"mov": "mp4", "webm": "matroska"}.get(container, container)
    assert (source.video, source.audio, source.truncated, source.unreadable) == (True, True, False, None)
    assert source.damage == ()
    assert source.facts.duration_s == pytest.approx(2.0, abs=0.15)
    assert len(samples) in {10, 11}
    assert samples[0].luma.shape == (64, 96)
    assert sound is not None
    assert sound.duration_s == pytest.approx(2.0, abs=0.15)
    assert np.abs(sound.samples[8000:16000]).max() == pytest.approx(8000, rel=0.15)


def test_variable_times_are_kept_and_a_picture_that_stands_is_never_left_out(tmp_path, work):
    shown = [(0.0, 20), (0.5, 60), (0.55, 100), (0.6, 140), (3.0, 180)]
    path = write_clip(
        tmp_path / "vfr.mp4", pictures=[(at, plain(64, 48, level)) for at, level in shown], end_s=4.0
    )

    samples, source, _ = watch(path, work)

    assert times(samples)[:6] == [0.0, 0.125, 0.25, 0.375, 0.5, 0.6]
    assert times(samples)[-8:] == [3.0, 3.125, 3.25, 3.375, 3.5, 3.625, 3.75, 3.875]
    assert levels(samples)[:6] == [20, 20, 20, 20, 60, 140]
    assert set(levels(samples)[6:]) == {140, 180}
    assert source.picture_spans == (Span(start_s=0.0, end_s=4.0),)
    assert source.read_s == 4.0


def test_an_edit_list_cuts_the_beginning_and_time_starts_at_zero_after_it(tmp_path, work):
    long = write_clip(
        tmp_path / "long.mp4", pictures=[(at / 4, plain(64, 48, 20 + 10 * at)) for at in range(16)], end_s=4.0
    )
    cut = tmp_path / "cut.mp4"
    subprocess.run(
        ["ffmpeg", "-v", "error", "-ss", "1.25", "-i", str(long), "-c", "copy", str(cut)],
        check=True,
        timeout=60,
    )

    samples, source, _ = watch(cut, work, Wants(sample_every_s=0.25, stills=False))

    assert times(samples)[0] == 0.0
    assert levels(samples)[:3] == [70, 80, 90]
    assert source.read_s == pytest.approx(2.75, abs=0.05)
    assert source.truncated is False


@pytest.mark.parametrize("container", ["mp4", "webm"])
def test_a_late_first_picture_keeps_its_time_as_in_a_browser(container, tmp_path, work):
    codec = {"mp4": "libx264", "webm": "libvpx"}[container]
    path = write_clip(
        tmp_path / "late",
        pictures=[(3.0, plain(64, 48, 90)), (3.5, plain(64, 48, 90))],
        container=container,
        codec=codec,
    )

    samples, source, _ = watch(path, work, Wants(sample_every_s=0.5, stills=False))

    assert times(samples) == [3.0, 3.5]
    assert source.picture_spans == (Span(start_s=3.0, end_s=4.0),)


@pytest.mark.parametrize(
    ("degrees", "size", "corners"),
    [
        (90, (96, 128), [160, 40, 220, 100]),
        (180, (128, 96), [220, 160, 100, 40]),
        (270, (96, 128), [100, 220, 40, 160]),
    ],
)
def test_rotation_is_applied_once_to_samples_pictures_and_facts(degrees, size, corners, tmp_path, work):
    path = write_clip(tmp_path / "turned.mp4", pictures=[(0.0, quarters(128, 96))], degrees=degrees)

    samples, source, _ = watch(path, work, Wants(picture_every_s=1.0))

    width, height = size
    assert (source.facts.width, source.facts.height, source.facts.rotation) == (width, height, degrees)
    luma, picture = samples[0].luma, samples[0].picture
    assert luma.shape == (height, width)
    assert picture is not None
    assert picture.shape == (height, width, 3)
    places = [(8, 8), (8, -8), (-8, 8), (-8, -8)]
    assert [int(luma[place]) for place in places] == pytest.approx(corners, abs=2)
    assert [int(picture[place][1]) for place in places] == pytest.approx(corners, abs=3)


def test_luma_has_640_px_at_its_longer_side_and_the_picture_its_full_size(tmp_path, work):
    path = write_clip(
        tmp_path / "wide.mp4", pictures=[(0.0, plain(1280, 720, 0)), (0.5, plain(1280, 720, 255))]
    )

    samples, _, _ = watch(path, work, Wants(sample_every_s=0.5, picture_every_s=0.5))

    assert [sample.luma.shape for sample in samples] == [(360, 640), (360, 640)]
    assert [sample.picture.shape for sample in samples] == [(720, 1280, 3), (720, 1280, 3)]
    assert [int(sample.luma.mean()) for sample in samples] == pytest.approx([0, 255], abs=2)


def test_whole_pictures_come_by_the_clock_and_where_the_gate_asks_and_else_not(tmp_path, work):
    shown = [(number / 8, plain(64, 64, 40 if number < 12 else 200)) for number in range(24)]
    path = write_clip(tmp_path / "change.mp4", pictures=shown)

    samples, _, _ = watch(path, work, Wants(picture_every_s=1.0))

    assert [round(s.time_s, 3) for s in samples if s.periodic] == [0.0, 1.0, 2.0]
    assert [round(s.time_s, 3) for s in samples if s.settled] == [0.0, 1.625]
    assert all((s.picture is not None) == (s.periodic or s.settled) for s in samples)


def test_neither_clock_nor_stills_means_no_whole_picture(tmp_path, work):
    path = write_clip(tmp_path / "clip.mp4", pictures=moving_bar(64, 48, seconds=1))

    samples, _, _ = watch(path, work, LUMA_ONLY)

    assert [sample.picture for sample in samples] == [None] * len(samples)


def test_sound_stands_at_its_time_with_zeros_before_it(tmp_path, work):
    path = write_clip(
        tmp_path / "late.webm",
        pictures=[(0.0, plain(64, 48, 90)), (4.0, plain(64, 48, 90))],
        sound=tone(1.5),
        sound_from_s=2.0,
        container="webm",
        codec="libvpx",
    )

    _, source, sound = watch(path, work)

    assert sound is not None
    assert len(sound.spans) == 1
    assert sound.spans == source.sound_spans
    assert sound.spans[0].start_s == pytest.approx(2.0, abs=0.02)
    assert sound.spans[0].end_s == pytest.approx(3.5, abs=0.04)
    assert not sound.samples[: round(1.98 * 16_000)].any()
    assert np.abs(sound.cut(Span(start_s=2.1, end_s=3.3))).max() > 6000


def test_sound_that_nobody_wants_is_known_but_not_kept(tmp_path, work):
    path = write_clip(tmp_path / "clip.mp4", pictures=moving_bar(64, 48, seconds=1), sound=tone(1))

    _, source, sound = watch(path, work, Wants(sound=False, stills=False))

    assert sound is None
    assert source.audio is True
    assert source.facts.audio_codec == "aac"


def test_sound_alone_is_the_same_sound_and_no_picture_is_decoded(tmp_path, work):
    path = write_clip(tmp_path / "clip.mp4", pictures=moving_bar(64, 48, seconds=1), sound=tone(1))

    _, _, whole = watch(path, work)
    samples, source, alone = watch(path, work, Wants(pictures=False, stills=False))

    assert samples == []
    assert (source.video, source.audio) == (False, True)
    assert alone.spans == whole.spans
    assert np.array_equal(alone.samples, whole.samples)


def test_pictures_without_sound(tmp_path, work):
    path = write_clip(tmp_path / "silent.mp4", pictures=moving_bar(64, 48, seconds=1))

    samples, source, sound = watch(path, work)

    assert samples
    assert sound is None
    assert (source.video, source.audio, source.facts.audio_codec, source.sound_spans) == (
        True,
        False,
        None,
        (),
    )


def test_sound_without_pictures_is_a_readable_recording(tmp_path, work):
    path = write_clip(tmp_path / "voice.m4a", sound=tone(1))

    samples, source, sound = watch(path, work)

    assert samples == []
    assert (source.video, source.audio, source.unreadable, source.truncated) == (False, True, None, False)
    assert (source.facts.width, source.facts.height, source.facts.video_codec) == (None, None, None)
    assert sound is not None
    assert sound.duration_s == pytest.approx(1.0, abs=0.1)


def test_sound_that_outlasts_the_picture_is_no_truncation(tmp_path, work):
    path = write_clip(tmp_path / "clip.mp4", pictures=moving_bar(64, 48, seconds=1), sound=tone(4))

    _, source, _ = watch(path, work)

    assert source.truncated is False
    assert source.stated_s == pytest.approx(4.0, abs=0.1)
    assert source.read_s == pytest.approx(4.0, abs=0.1)


def test_the_size_may_change_midway_and_samples_keep_the_first(tmp_path, work):
    first = write_clip(tmp_path / "one.ts", pictures=moving_bar(128, 96, seconds=1), container="mpegts")
    later = [(at + 1.0, picture) for at, picture in moving_bar(96, 160, seconds=1)]
    second = write_clip(tmp_path / "two.ts", pictures=later, container="mpegts")
    both = tmp_path / "both.ts"
    both.write_bytes(first.read_bytes() + second.read_bytes())

    samples, source, _ = watch(both, work, Wants(picture_every_s=0.5, stills=False))

    assert {sample.luma.shape for sample in samples} == {(96, 128)}
    assert {sample.picture.shape for sample in samples if sample.picture is not None} == {(96, 128, 3)}
    assert samples[-1].time_s > 1.5
    assert (source.facts.width, source.facts.height) == (128, 96)


def test_times_that_run_backwards_never_reach_a_consumer(tmp_path, work):
    first = write_clip(tmp_path / "one.ts", pictures=moving_bar(64, 48, seconds=2), container="mpegts")
    second = write_clip(tmp_path / "two.ts", pictures=moving_bar(64, 48, seconds=1), container="mpegts")
    both = tmp_path / "both.ts"
    both.write_bytes(first.read_bytes() + second.read_bytes())

    samples, source, _ = watch(both, work)

    assert times(samples) == sorted(set(times(samples)))
    assert [said for said in source.damage if said.startswith("Picture times run backwards")] != []


def test_the_same_file_gives_the_same_bytes_twice(tmp_path, work):
    path = write_clip(tmp_path / "clip.mp4", pictures=moving_bar(320, 180, seconds=2), sound=tone(2))

    one, source, sound = watch(path, work, Wants(picture_every_s=0.5))
    other, again, echo = watch(path, work, Wants(picture_every_s=0.5))

    assert source == again
    assert [(s.time_s, s.luma.tobytes(), s.settled) for s in one] == [
        (s.time_s, s.luma.tobytes(), s.settled) for s in other
    ]
    assert sound is not None
    assert echo is not None
    assert sound.samples.tobytes() == echo.samples.tobytes()


def test_a_consumer_may_stop_in_the_middle(tmp_path, work):
    path = write_clip(tmp_path / "clip.mp4", pictures=moving_bar(320, 180, seconds=4))

    with decode(path, LUMA_ONLY, work=work) as decoding:
        first = next(iter(decoding.samples()))

    assert first.time_s == 0.0


def test_the_sound_outlives_the_pass(tmp_path, work):
    path = write_clip(tmp_path / "clip.mp4", pictures=moving_bar(64, 48, seconds=1), sound=tone(1))

    _, _, sound = watch(path, work)

    assert list(work.iterdir()) == []
    assert sound is not None
    assert sound.samples.any()
