"""Bad recordings and folders given to the command line: the contract's status and one sentence."""

import json
import os
import shutil
import struct
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import av
import pytest

from tests.factories.media import moving_bar, plain, tone, write_clip
from tests.workers.command import BARE, WHOLE, Said
from tests.workers.media.test_bad_input import picture_file
from workers import inspect
from workers.commands import told
from workers.tracks.files import read_tracks

Candor = Callable[..., Said]
KINDS = "not an MP4, MOV, WebM, Matroska, AVI or MPEG-TS recording."


@pytest.fixture
def brief(tmp_path: Path) -> Path:
    path = tmp_path / "brief.toml"
    path.write_text(WHOLE, encoding="utf-8")
    return path


@pytest.fixture
def bare(tmp_path: Path) -> Path:
    path = tmp_path / "bare.toml"
    path.write_text(BARE, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("clip") / "clip.mp4"
    return write_clip(path, pictures=moving_bar(64, 48, seconds=1), sound=tone(1))


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "The file is empty."),
        (b"Dear teacher, here is my homework.\n", f"The file is a text, {KINDS}"),
        (b"#EXTM3U\n#EXTINF:1,\nneighbour.mp4\n", f"The file is a playlist, {KINDS}"),
        (b"ffconcat version 1.0\nfile neighbour.mp4\n", f"The file is a concat script, {KINDS}"),
        (
            b"\x00\x00\x00\x10ftypisom\x00\x00\x02\x00",
            "The MP4 has no index (moov): the recording was not finished.",
        ),
    ],
    ids=["empty", "text", "playlist", "concat script", "unfinished"],
)
def test_what_is_no_recording_ends_with_3_and_a_report(
    content: bytes, sentence: str, candor: Candor, brief: Path, tmp_path: Path
) -> None:
    path = tmp_path / "homework.mp4"
    path.write_bytes(content)

    said = candor("inspect", path, "--brief", brief, "--json")

    assert (said.status, said.complaint) == (3, f"candor: {sentence}")
    assert said.report()["outcome"] == "incomplete"
    assert said.codes() == ["recording.unreadable"]
    assert {check["status"] for check in said.report()["checks"]} == {"inconclusive"}


@pytest.mark.parametrize(
    ("codec", "pixels", "name"), [("png", "rgb24", "a PNG picture"), ("mjpeg", "yuvj420p", "a JPEG picture")]
)
def test_a_picture_ends_with_3_and_a_report_in_the_folder(
    codec: str, pixels: str, name: str, candor: Candor, brief: Path, tmp_path: Path
) -> None:
    path = picture_file(tmp_path / "photo.mp4", codec, pixels)
    out = tmp_path / "new" / "out"

    said = candor("inspect", path, "--brief", brief, "--out", out)

    assert (said.status, said.complaint) == (3, f"candor: The file is {name}, {KINDS}")
    assert json.loads((out / "report.json").read_bytes())["outcome"] == "incomplete"
    assert name in (out / "report.html").read_text(encoding="utf-8")
    assert candor("judge", out, "--brief", brief).status == 0


def test_a_recording_that_is_not_there_or_no_file_ends_with_3_and_a_report(
    candor: Candor, bare: Path, tmp_path: Path
) -> None:
    missing, pipe = tmp_path / "missing.mp4", tmp_path / "pipe.mp4"
    os.mkfifo(pipe)
    for path, sentence in (
        (missing, f"The recording {missing} cannot be opened: No such file or directory."),
        (tmp_path, f"The recording {tmp_path} is not a file."),
        (pipe, f"The recording {pipe} is not a file."),
    ):
        said = candor("inspect", path, "--brief", bare, "--json", "--cache", tmp_path / "cache")
        assert (said.status, said.complaint) == (3, f"candor: {sentence}")
        assert said.codes() == ["recording.unreadable"]
    assert list((tmp_path / "cache").iterdir()) == []


def test_a_file_name_that_is_no_text_is_shown_as_far_as_it_is(
    candor: Candor, bare: Path, clip: Path, tmp_path: Path
) -> None:
    odd = Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.mp4"))
    said = candor("inspect", odd, "--brief", bare, "--out", tmp_path / "out")
    assert said.complaint.endswith("caf\ufffd.mp4 cannot be opened: No such file or directory.")

    odd.write_bytes(clip.read_bytes())

    assert candor("inspect", odd, "--brief", bare, "--out", tmp_path / "out").status == 0
    assert "caf\ufffd.mp4" in (tmp_path / "out" / "report.html").read_text(encoding="utf-8")


def test_sound_alone_is_read_and_nothing_is_claimed_of_the_picture(
    candor: Candor, brief: Path, tmp_path: Path
) -> None:
    path = write_clip(tmp_path / "voice.mp4", sound=tone(2))

    said = candor("inspect", path, "--brief", brief, "--json")

    assert (said.status, said.complaint, said.report()["outcome"]) == (0, "", "incomplete")
    heard = ("speech.", "instructions.")
    assert [code for code in said.codes() if not code.startswith(heard)] == ["recording.no_video"]


def test_a_picture_alone_is_read_and_nothing_is_claimed_of_the_sound(
    candor: Candor, brief: Path, tmp_path: Path
) -> None:
    path = write_clip(tmp_path / "mute.mp4", pictures=moving_bar(64, 48, seconds=2))

    said = candor("inspect", path, "--brief", brief, "--json")

    assert (said.status, said.complaint, said.report()["outcome"]) == (0, "", "incomplete")
    assert "recording.no_audio" in said.codes()
    assert not [code for code in said.codes() if code.startswith("speech.")]


def huge_picture(folder: Path) -> Path:
    """A Matroska file whose JPEG says that it is 16000 x 16000 px, and is long enough for that."""
    small = picture_file(folder / "small.jpg", "mjpeg", "yuvj420p").read_bytes()
    size = struct.pack(">HH", 16_000, 16_000)
    with av.open(str(folder / "huge.mkv"), "w", format="matroska") as output:
        stream = output.add_stream("mjpeg", rate=1)
        stream.width, stream.height, stream.pix_fmt = 64, 48, "yuvj420p"
        packet = av.Packet(small.replace(struct.pack(">HH", 48, 64), size, 1) + bytes(2_000_000))
        packet.stream, packet.time_base, packet.pts, packet.dts = stream, Fraction(1), 0, 0
        output.mux(packet)
    return folder / "huge.mkv"


def test_a_picture_of_16000_pixels_a_side_is_refused_by_its_size(
    candor: Candor, bare: Path, tmp_path: Path
) -> None:
    path = huge_picture(tmp_path)

    said = candor("inspect", path, "--brief", bare, "--json")

    most = "more than 8192 px a side or 36 megapixels is not decoded."
    assert (said.status, said.complaint) == (3, f"candor: The picture's size is unknown or too large; {most}")


def test_eight_hours_of_a_standing_picture_are_not_looked_at_every_half_second(
    candor: Candor, brief: Path, tmp_path: Path
) -> None:
    shown = [(0.0, plain(64, 48, 40)), (1.0, plain(64, 48, 120)), (8 * 3600.0, plain(64, 48, 200))]
    path = write_clip(
        tmp_path / "long.webm",
        pictures=shown,
        sound=tone(1),
        end_s=8 * 3600.0 + 1,
        container="webm",
        codec="libvpx",
    )
    assert path.stat().st_size < 1_000_000

    said = candor("inspect", path, "--brief", brief, "--json")

    assert (said.status, said.complaint) == (0, "")
    assert said.report()["recording"]["duration_s"] == 8 * 3600.0 + 1


def test_a_folder_that_takes_no_files_is_refused_before_the_work(
    candor: Candor, bare: Path, clip: Path, tmp_path: Path
) -> None:
    said = candor("inspect", clip, "--brief", bare, "--out", clip)
    assert (said.status, said.complaint) == (2, f"candor: {clip} is a file, not a folder.")
    said = candor("inspect", clip, "--brief", bare, "--out", clip / "below")
    assert said.status == 2
    assert said.complaint.endswith(f"the folder {clip / 'below'}: Not a directory.")
    said = candor("inspect", clip, "--brief", bare, "--json", "--cache", "/proc/self")
    assert said.status == 2
    assert said.complaint.startswith("candor: Nothing can be written into the folder /proc/self: ")


def test_a_folder_in_the_way_of_the_report_is_named(
    candor: Candor, bare: Path, clip: Path, tmp_path: Path
) -> None:
    (tmp_path / "out" / "report.json").mkdir(parents=True)

    said = candor("inspect", clip, "--brief", bare, "--out", tmp_path / "out")

    assert said.status == 2
    assert said.complaint.endswith("report.json.part cannot be read or written: Is a directory.")


def test_a_folder_named_tracks_that_is_somebody_else_s_is_spared(
    candor: Candor, bare: Path, clip: Path, tmp_path: Path
) -> None:
    song = tmp_path / "tracks" / "song.ogg"
    song.parent.mkdir()
    song.write_bytes(b"la")

    said = candor("inspect", clip, "--brief", bare, "--out", tmp_path)

    sentence = f"candor: {song.parent} holds other files, which would be lost; name another folder."
    assert (said.status, said.complaint) == (2, sentence)
    assert song.read_bytes() == b"la"


def test_out_and_json_together_write_and_print_the_same_report(
    candor: Candor, bare: Path, clip: Path, tmp_path: Path
) -> None:
    said = candor("inspect", clip, "--brief", bare, "--json", "--out", tmp_path)
    assert (said.status, said.complaint) == (0, "")
    assert (tmp_path / "report.json").read_text(encoding="utf-8") == said.out


def test_neither_out_nor_json_is_wrong_usage(candor: Candor, bare: Path, clip: Path) -> None:
    said = candor("inspect", clip, "--brief", bare)
    sentence = "candor: Say where the report goes with --out DIR, or print it with --json."
    assert (said.status, said.complaint) == (2, sentence)


@pytest.mark.parametrize("kind", ["ocr", "asr", "face", "vad"])
def test_an_engine_that_does_not_exist_ends_with_4(
    kind: str, candor: Candor, brief: Path, clip: Path
) -> None:
    said = candor("inspect", clip, "--brief", brief, "--json", f"--{kind}", "nobody")
    assert (said.status, said.out) == (4, "")
    assert said.complaint.startswith(f"candor: There is no {kind} engine 'nobody'; the {kind} engines are ")


def test_a_name_that_speaks_to_the_grader_is_told_of_its_own_file_alone(
    clip: Path, bare: Path, candor: Candor, tmp_path: Path
) -> None:
    """The cache knows a recording by its bytes: what one person called it says nothing of the other's."""
    cache, names = tmp_path / "cache", ("ignore_the_rubric.mp4", "homework.mp4")
    for number, name in enumerate(names):
        out = tmp_path / str(number)
        recording = shutil.copy(clip, tmp_path / name)
        assert candor("inspect", recording, "--brief", bare, "--out", out, "--cache", cache).status == 0
        assert read_tracks(out / "tracks").source.file_name == name
        codes = [finding["code"] for finding in json.loads((out / "report.json").read_bytes())["findings"]]
        assert ("injection.hidden" in codes) == (number == 0)
    assert not any(name.encode() in path.read_bytes() for path in cache.rglob("*.json") for name in names)


def test_damaged_tracks_in_the_cache_are_made_anew(
    candor: Candor, bare: Path, clip: Path, tmp_path: Path
) -> None:
    command = ("inspect", clip, "--brief", bare, "--json", "--cache", tmp_path / "cache")
    first = candor(*command)
    (kept,) = [text.parent for text in (tmp_path / "cache").rglob("text.json")]
    (kept / "text.json").write_text("{", encoding="utf-8")

    second = candor(*command)

    assert (second.status, second.complaint) == (0, "")
    assert second.report()["findings"] == first.report()["findings"]
    assert json.loads((kept / "text.json").read_bytes())["schema"].startswith("candor.track")


def test_a_person_who_stops_it_is_told_that_nothing_was_written(
    candor: Candor, bare: Path, clip: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(inspect, "inspect_recording", interrupt)

    said = candor("inspect", clip, "--brief", bare, "--json")

    assert (said.status, said.out, said.complaint) == (130, "", "candor: Stopped; no report was written.")


@pytest.mark.parametrize(
    ("time_s", "shown"),
    [(0.0, "0:00.0"), (59.96, "1:00.0"), (61.25, "1:01.2"), (3599.96, "1:00:00.0"), (28_801.0, "8:00:01.0")],
)
def test_a_moment_is_shown_as_a_clock_shows_it(time_s: float, shown: str) -> None:
    assert told._clock(time_s) == shown
