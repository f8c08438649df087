"""A copy is on the clock of its original: checked for every way in which recordings keep time."""

import subprocess
from pathlib import Path

import av
import numpy as np
import pytest
from PIL import Image

from tests.factories.media import plain, quarters, tone, write_clip
from tests.workers.viewing.copied import copied, key_times, loud_spans, shown, steps
from workers.errors import RecordingUnreadable
from workers.viewing.facts import COPY_NAME, POSTER_NAME, THUMBNAILS_NAME, read_facts

CLOSE_S = 0.04
EVENLY = tuple(number / 4 for number in range(12))
UNEVENLY = (0.0, 0.07, 0.5, 0.533, 1.9, 4.2, 4.25)


def same_times(recording: Path, out: Path) -> None:
    """Every change of the picture, as the original has it, within 40 ms."""
    mine, theirs = shown(out / COPY_NAME), shown(recording)
    assert [grey for _, grey in mine] == [grey for _, grey in theirs]
    for (copy_s, _), (original_s, _) in zip(mine, theirs, strict=True):
        assert copy_s == pytest.approx(original_s, abs=CLOSE_S)


@pytest.mark.parametrize("times_s", [EVENLY, UNEVENLY], ids=["even", "uneven"])
@pytest.mark.parametrize(
    ("container", "codec"), [("mp4", "libx264"), ("webm", "libvpx-vp9"), ("mpegts", "libx264")]
)
def test_pictures_come_when_they_come_in_the_original(container, codec, times_s, tmp_path):
    clip = write_clip(tmp_path / "a", pictures=steps(*times_s), container=container, codec=codec, end_s=5.0)
    facts = copied(clip, tmp_path / "out")
    same_times(clip, tmp_path / "out")
    # How long its last picture stands is nowhere in a transport stream.
    end_s = times_s[-1] + 1 / 30 if container == "mpegts" else 5.0
    assert facts.duration_s == pytest.approx(end_s, abs=CLOSE_S)


def test_a_stream_that_starts_late_leaves_black_before_its_first_picture(tmp_path):
    clip = write_clip(
        tmp_path / "a.webm",
        pictures=steps(0.8, 1.5, 2.0),
        sound=tone(3.0),
        container="webm",
        codec="libvpx-vp9",
        end_s=3.0,
    )
    copied(clip, tmp_path / "out")
    changes = shown(tmp_path / "out" / COPY_NAME)
    assert [grey for _, grey in changes] == [0, *(grey for _, grey in shown(clip))]
    assert [time_s for time_s, _ in changes] == pytest.approx([0.0, 0.8, 1.5, 2.0], abs=CLOSE_S)


def test_an_edit_list_is_applied(tmp_path):
    long = write_clip(
        tmp_path / "long.mp4", pictures=steps(*(number / 4 for number in range(16))), sound=tone(4.0)
    )
    cut = tmp_path / "cut.mp4"
    subprocess.run(
        ["ffmpeg", "-v", "error", "-ss", "1.25", "-i", str(long), "-c", "copy", str(cut)], check=True
    )
    copied(cut, tmp_path / "out")
    mine = shown(tmp_path / "out" / COPY_NAME)
    # The library's own reader shows pictures from before the cut, too; players do not.
    theirs = [(time_s, grey) for time_s, grey in shown(cut) if time_s > 0]
    assert len(theirs) >= 10
    for time_s, grey in theirs:
        [copy_s] = [at for at, level in mine if level == grey and abs(at - time_s) <= CLOSE_S]
        assert copy_s == pytest.approx(time_s, abs=CLOSE_S)


def test_a_webm_that_states_no_length_is_as_long_as_it_is(tmp_path):
    whole = write_clip(
        tmp_path / "a.webm", pictures=steps(*EVENLY), container="webm", codec="libvpx-vp9", end_s=3.0
    )
    live = tmp_path / "live.webm"
    command = ["ffmpeg", "-v", "error", "-i", str(whole), "-c", "copy", "-f", "webm", "-live", "1", str(live)]
    subprocess.run(command, check=True)
    facts = copied(live, tmp_path / "out")
    same_times(live, tmp_path / "out")
    # The last picture comes at 2.75, and nothing says how long it stands.
    assert facts.duration_s == pytest.approx(2.75 + 1 / 30, abs=CLOSE_S)


def test_sixty_pictures_a_second_become_thirty_and_none_comes_late(tmp_path):
    clip = write_clip(tmp_path / "a.mp4", pictures=steps(*(number / 60 for number in range(90))))
    copied(clip, tmp_path / "out")
    with av.open(str(tmp_path / "out" / COPY_NAME)) as opened:
        times = [float(frame.pts * frame.time_base) for frame in opened.decode(video=0)]
    assert len(times) == pytest.approx(45, abs=2)
    assert np.diff(times) == pytest.approx(1 / 30, abs=0.004)


def test_a_picture_that_stands_has_a_key_picture_every_second(tmp_path):
    clip = write_clip(tmp_path / "a.mp4", pictures=steps(0.0, 0.3, 7.6), end_s=9.0)
    copied(clip, tmp_path / "out")
    keys = key_times(tmp_path / "out")
    assert keys[0] == 0
    assert max(np.diff([*keys, 9.0])) <= 1.11


@pytest.mark.parametrize(
    ("degrees", "corners"),
    [
        (0, [40, 100, 160, 220]),
        (90, [160, 40, 220, 100]),
        (180, [220, 160, 100, 40]),
        (270, [100, 220, 40, 160]),
    ],
)
def test_a_turned_recording_stands_upright(degrees, corners, tmp_path):
    pictures = [(number / 5, quarters(320, 180)) for number in range(5)]
    clip = write_clip(tmp_path / "a.mp4", pictures=pictures, degrees=degrees)
    facts = copied(clip, tmp_path / "out")
    size = (180, 320) if degrees in {90, 270} else (320, 180)
    assert (facts.width_px, facts.height_px) == size
    with av.open(str(tmp_path / "out" / COPY_NAME)) as opened:
        picture = next(opened.decode(video=0)).to_ndarray(format="gray").astype(float)
    high, wide = (side // 4 for side in picture.shape)
    got = [picture[y, x] for y in (high, 3 * high) for x in (wide, 3 * wide)]
    assert got == pytest.approx(corners, abs=6)


def test_a_large_picture_becomes_720_lines_and_a_small_one_stays(tmp_path):
    large = write_clip(tmp_path / "large.mp4", pictures=steps(0.0, 0.5, size=(1920, 1200)))
    facts = copied(large, tmp_path / "out")
    assert (facts.width_px, facts.height_px) == (1152, 720)
    tall = write_clip(tmp_path / "tall.mp4", pictures=steps(0.0, 0.5, size=(1080, 1920)))
    facts = copied(tall, tmp_path / "out")
    assert (facts.width_px, facts.height_px) == (720, 1280)


def test_sound_stands_at_its_time_and_a_gap_is_silence(tmp_path):
    clip = write_clip(
        tmp_path / "a.mp4", pictures=steps(0.0, 1.0, 2.0), sound=tone(1.2), sound_from_s=0.9, end_s=3.0
    )
    facts = copied(clip, tmp_path / "out")
    assert facts.has_sound
    [(start_s, end_s)] = loud_spans(tmp_path / "out" / COPY_NAME)
    [(original_start_s, original_end_s)] = loud_spans(clip)
    assert start_s == pytest.approx(original_start_s, abs=CLOSE_S)
    assert end_s == pytest.approx(original_end_s, abs=CLOSE_S)


def test_sound_without_pictures_is_copied_without_them(tmp_path):
    clip = write_clip(tmp_path / "a.mp4", sound=tone(1.0))
    facts = copied(clip, tmp_path / "out")
    assert (facts.width_px, facts.thumbnails, facts.has_sound) == (None, None, True)
    assert not (tmp_path / "out" / POSTER_NAME).exists()


def test_thumbnails_show_what_stands_each_second(tmp_path):
    clip = write_clip(tmp_path / "a.mp4", pictures=steps(0.0, 1.5, 2.5), end_s=4.0)
    facts = copied(clip, tmp_path / "out")
    sheet = facts.thumbnails
    assert sheet is not None
    assert (sheet.every_s, sheet.count, sheet.width_px, sheet.height_px) == (1.0, 4, 160, 90)
    with Image.open(tmp_path / "out" / THUMBNAILS_NAME) as picture:
        greys = [picture.convert("L").getpixel((number * 160 + 80, 45)) for number in range(4)]
    assert greys == pytest.approx([30, 30, 120, 210], abs=6)


def test_a_long_recording_has_thumbnails_further_apart(tmp_path):
    clip = write_clip(tmp_path / "a.mp4", pictures=steps(*range(0, 300, 10)), end_s=300.0)
    sheet = copied(clip, tmp_path / "out").thumbnails
    assert sheet is not None
    assert sheet.every_s == 4.0
    assert sheet.count == 75


def test_the_poster_is_the_first_picture_that_shows_something(tmp_path):
    pictures = [(0.0, plain(320, 180, 0)), (1.5, quarters(320, 180)), (3.0, plain(320, 180, 90))]
    copied(write_clip(tmp_path / "a.mp4", pictures=pictures), tmp_path / "out")
    with Image.open(tmp_path / "out" / POSTER_NAME) as poster:
        assert poster.size == (320, 180)
        assert poster.convert("L").getextrema()[1] > 200


def test_the_copy_begins_with_its_index(tmp_path):
    copied(write_clip(tmp_path / "a.mp4", pictures=steps(0.0, 1.0)), tmp_path / "out")
    body = (tmp_path / "out" / COPY_NAME).read_bytes()
    assert body.index(b"moov") < body.index(b"mdat")


def test_a_damaged_recording_is_copied_as_far_as_it_goes(tmp_path):
    clip = write_clip(tmp_path / "a.mkv", pictures=steps(*EVENLY), container="matroska")
    broken = tmp_path / "broken.mkv"
    body = clip.read_bytes()
    broken.write_bytes(body[: len(body) * 2 // 3])
    assert 0 < copied(broken, tmp_path / "out").duration_s < 3.0


def test_what_holds_no_recording_is_refused(tmp_path):
    text = tmp_path / "a.mp4"
    text.write_text("no recording at all", encoding="utf-8")
    with pytest.raises(RecordingUnreadable):
        copied(text, tmp_path / "out")


def test_facts_that_cannot_be_right_are_refused(tmp_path):
    (tmp_path / "copy.json").write_text('{"duration_s": 1e9}', encoding="utf-8")
    with pytest.raises(ValueError, match="no facts"):
        read_facts(tmp_path)
