"""`python -m workers` as a process of its own: what it leaves behind when it ends, or is told to."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest

from tests.factories.reports import a_report, some_tracks
from tests.workers.command import BARE, WHOLE
from workers.report import report_to_json
from workers.tracks.files import write_tracks

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "samples" / "moving-average" / "recording.mp4"

pytestmark = pytest.mark.slow


@pytest.fixture
def temporary(tmp_path: Path) -> Path:
    """TMPDIR of the process, which must be empty afterwards."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    return folder


@contextmanager
def started(temporary: Path, *arguments: object, **more: str) -> Iterator["subprocess.Popen[str]"]:
    with subprocess.Popen(
        [sys.executable, "-m", "workers", *map(str, arguments)],
        cwd=ROOT,
        env=os.environ | {"TMPDIR": str(temporary)} | more,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def test_a_text_under_a_media_name_leaves_its_report_and_nothing_else(
    temporary: Path, tmp_path: Path
) -> None:
    recording, brief, out = tmp_path / "a.mp4", tmp_path / "brief.toml", tmp_path / "out"
    recording.write_text("Dear teacher\n", encoding="utf-8")
    brief.write_text(WHOLE, encoding="utf-8")

    with started(temporary, "inspect", recording, "--brief", brief, "--out", out) as process:
        said, complaint = process.communicate(timeout=60)

    assert process.returncode == 3
    assert said.splitlines()[0] == "◐ incomplete — a person decides"
    assert complaint.splitlines()[-1].startswith("candor: The file is a text, not an MP4")
    assert "Traceback" not in complaint
    assert sorted(path.name for path in out.iterdir()) == ["evidence", "report.html", "report.json", "tracks"]
    assert list(temporary.iterdir()) == []


def test_an_inspection_told_to_end_leaves_no_file_and_no_process(temporary: Path, tmp_path: Path) -> None:
    brief, out = tmp_path / "brief.toml", tmp_path / "out"
    brief.write_text(BARE, encoding="utf-8")
    with started(temporary, "inspect", SAMPLE, "--brief", brief, "--out", out) as process:
        assert process.stderr is not None
        assert process.stderr.readline().endswith("looking at the pictures\n")
        decoders = psutil.Process(process.pid).children(recursive=True)
        process.terminate()
        _, complaint = process.communicate(timeout=60)

    assert (process.returncode, complaint) == (143, "")
    assert len(decoders) == 1
    assert not decoders[0].is_running()
    assert list(temporary.iterdir()) == []
    assert list(out.iterdir()) == []


def test_reports_are_utf8_whatever_the_terminal_s_encoding(temporary: Path, tmp_path: Path) -> None:
    brief = tmp_path / "brief.toml"
    brief.write_text(f'{BARE}language = "ru"\n', encoding="utf-8")
    write_tracks(tmp_path / "tracks", some_tracks())
    (tmp_path / "report.json").write_text(report_to_json(a_report()), encoding="utf-8")

    with started(
        temporary, "judge", tmp_path, "--brief", brief, "--json", PYTHONIOENCODING="ascii"
    ) as process:
        said, complaint = process.communicate(timeout=60)

    assert (process.returncode, complaint) == (0, "")
    assert json.loads(said) == json.loads((tmp_path / "report.json").read_bytes())
