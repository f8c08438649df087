"""`judge`, also on folders that hold no tracks, damaged ones, or those of another version."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.factories.reports import a_report, some_tracks
from tests.workers.command import BARE, Said
from workers.report import report_to_json
from workers.tracks.files import write_tracks

Candor = Callable[..., Said]


@pytest.fixture
def brief(tmp_path: Path) -> Path:
    path = tmp_path / "brief.toml"
    path.write_text(BARE, encoding="utf-8")
    return path


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """As an inspection leaves it."""
    folder = tmp_path / "out"
    write_tracks(folder / "tracks", some_tracks())
    (folder / "report.json").write_text(report_to_json(a_report()), encoding="utf-8")
    return folder


def complaint(candor: Candor, out: Path, brief: Path) -> str:
    said = candor("judge", out, "--brief", brief, "--json")
    assert (said.status, said.out) == (2, "")
    return said.complaint.removeprefix("candor: ")


def test_stored_tracks_are_judged(candor: Candor, out: Path, brief: Path) -> None:
    said = candor("judge", out, "--brief", brief, "--json")
    assert (said.status, said.complaint) == (0, "")
    assert json.loads((out / "report.json").read_bytes()) == said.report()


def test_a_pdf_is_written_where_it_is_asked_for_and_an_old_one_goes(
    candor: Candor, out: Path, brief: Path
) -> None:
    assert candor("judge", out, "--brief", brief, "--json", "--pdf").status == 0
    assert (out / "report.pdf").read_bytes().startswith(b"%PDF-")
    assert candor("judge", out, "--brief", brief, "--json").status == 0
    assert not (out / "report.pdf").exists()


def test_a_pdf_needs_a_folder(candor: Candor, brief: Path) -> None:
    said = candor("inspect", "there-is-none.mp4", "--brief", brief, "--json", "--pdf")
    assert (said.status, said.complaint) == (2, "candor: Say where the PDF goes with --out DIR.")


def test_a_folder_without_an_inspection(candor: Candor, brief: Path, tmp_path: Path) -> None:
    nowhere, empty = tmp_path / "nowhere", tmp_path / "empty"
    empty.mkdir()
    first = "run 'candor inspect … --out' first."
    assert complaint(candor, nowhere, brief) == (
        f"There is no folder {nowhere}; name the --out folder of an inspection."
    )
    assert (
        complaint(candor, brief, brief)
        == f"There is no folder {brief}; name the --out folder of an inspection."
    )
    assert complaint(candor, empty, brief) == f"{empty} holds no report; {first}"
    (empty / "report.json").write_text(report_to_json(a_report()), encoding="utf-8")
    assert complaint(candor, empty, brief) == f"{empty / 'tracks'} holds no tracks; {first}"


@pytest.mark.parametrize("content", [b"", b"{", b"\xff\xfe", b"[" * 100_000, b'{"text": 3}'])
@pytest.mark.parametrize("name", ["text.json", "source.json", "failures.json"])
def test_a_damaged_track(name: str, content: bytes, candor: Candor, out: Path, brief: Path) -> None:
    path = out / "tracks" / name
    path.write_bytes(content)
    assert complaint(candor, out, brief) == f"{path} is damaged; inspect the recording again."


def test_a_folder_where_a_track_should_be(candor: Candor, out: Path, brief: Path) -> None:
    path = out / "tracks" / "text.json"
    path.unlink()
    path.mkdir()
    assert complaint(candor, out, brief) == f"{path} is damaged; inspect the recording again."


def test_tracks_of_another_version(candor: Candor, out: Path, brief: Path) -> None:
    path = out / "tracks" / "text.json"
    stored = json.loads(path.read_bytes()) | {"schema": "candor.track.text/99"}
    path.write_text(json.dumps(stored), encoding="utf-8")
    assert complaint(candor, out, brief) == (
        f"{path} has the schema 'candor.track.text/99', which this version cannot read."
    )
