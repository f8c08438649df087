"""Evidence pictures, cut from the stills of the screen."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from tests.factories.judged import a_line, a_recording, a_task, loaded
from workers.brief import Wording
from workers.crops import attach_crops
from workers.judge import judge
from workers.report import Evidence, EvidenceKind, Report
from workers.tracks.files import write_tracks

TRACKS = a_recording([a_line("ChatGPT", (30.0, 33.0)), a_line("hello", row=4)])


def a_report(*kinds: EvidenceKind) -> Report:
    brief = a_task(text=Wording(forbidden=("ChatGPT",)))
    report = judge(TRACKS, loaded(brief), settings_sha256="s", version="0", seconds={}, language="en")
    (finding,) = report.findings
    (evidence,) = finding.evidence
    return replace(
        report, findings=tuple(replace(finding, evidence=(replace(evidence, kind=kind),)) for kind in kinds)
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Tracks whose first still is red, and the second blue."""
    tracks = tmp_path / "tracks"
    write_tracks(tracks, TRACKS)
    for name, colour in (("still-1.png", (200, 0, 0)), ("still-2.png", (0, 0, 200))):
        Image.new("RGB", (1280, 720), colour).save(tracks / name)
    return tracks


def images(report: Report) -> list[str | None]:
    return [evidence.image for finding in report.findings for evidence in finding.evidence]


def test_evidence_is_cut_from_the_still_of_its_time(folder: Path, tmp_path: Path) -> None:
    (name,) = images(attach_crops(a_report(EvidenceKind.TEXT), folder, tmp_path / "out"))
    assert name is not None
    with Image.open(tmp_path / "out" / name) as picture:
        pixels = np.asarray(picture.convert("RGB"))
    assert pixels.shape[0] < 720
    assert pixels.shape[1] < 1280
    corner = pixels[-1, -1].astype(int)
    assert corner[2] > 150
    assert corner[0] < 50


def test_the_box_is_outlined(folder: Path, tmp_path: Path) -> None:
    (name,) = images(attach_crops(a_report(EvidenceKind.TEXT), folder, tmp_path / "out"))
    with Image.open(tmp_path / "out" / str(name)) as picture:
        pixels = np.asarray(picture.convert("RGB")).astype(int)
    assert ((pixels[..., 0] > 150) & (pixels[..., 2] < 120)).sum() > 50


def test_evidence_without_a_box_shows_the_whole_still(folder: Path, tmp_path: Path) -> None:
    report = a_report(EvidenceKind.FRAME)
    evidence = replace(report.findings[0].evidence[0], box=None)
    whole = replace(report, findings=(replace(report.findings[0], evidence=(evidence,)),))
    (name,) = images(attach_crops(whole, folder, tmp_path / "out"))
    with Image.open(tmp_path / "out" / str(name)) as picture:
        assert picture.width / picture.height == pytest.approx(1280 / 720, abs=0.01)


def test_speech_and_containers_have_no_picture(folder: Path, tmp_path: Path) -> None:
    report = attach_crops(a_report(EvidenceKind.SPEECH, EvidenceKind.CONTAINER), folder, tmp_path / "out")
    assert images(report) == [None, None]


def test_without_a_folder_nothing_is_written(folder: Path) -> None:
    report = a_report(EvidenceKind.TEXT)
    assert attach_crops(report, folder, None) == report


@pytest.mark.parametrize("damage", ["gone", "broken"])
def test_a_still_that_is_not_to_be_had_leaves_evidence_without_picture(
    folder: Path, tmp_path: Path, damage: str
) -> None:
    if damage == "gone":
        (folder / "still-2.png").unlink()
    else:
        (folder / "still-2.png").write_bytes(b"no picture")
    assert images(attach_crops(a_report(EvidenceKind.TEXT), folder, tmp_path / "out")) == [None]


def test_pictures_are_the_same_bytes_each_time_and_old_ones_go(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    (first,) = images(attach_crops(a_report(EvidenceKind.TEXT), folder, out))
    body = (out / str(first)).read_bytes()
    (out / "evidence" / "0123456789abcdef.jpg").write_bytes(b"old")
    (second,) = images(attach_crops(a_report(EvidenceKind.TEXT), folder, out))
    assert second == first
    assert (out / str(second)).read_bytes() == body
    assert [path.name for path in (out / "evidence").iterdir()] == [Path(str(first)).name]


@pytest.mark.parametrize("box", [(0.0, 0.0, 1.0, 1.0), (0.99, 0.99, 0.01, 0.01), (0.5, 0.5, 0.0, 0.0)])
def test_any_box_can_be_cut(folder: Path, tmp_path: Path, box: tuple[float, float, float, float]) -> None:
    report = a_report(EvidenceKind.TEXT)
    evidence = Evidence(kind=EvidenceKind.FRAME, start_s=30.0, end_s=30.0, box=box)
    cut = attach_crops(
        replace(report, findings=(replace(report.findings[0], evidence=(evidence,)),)), folder, tmp_path
    )
    assert images(cut)[0] is not None
