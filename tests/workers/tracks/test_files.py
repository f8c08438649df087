"""Tracks come back from their files as they went in, or not at all."""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.factories.reports import some_tracks
from workers.errors import TracksInvalid
from workers.tracks.files import read_tracks, write_tracks


def test_tracks_come_back_as_they_were_written(tmp_path: Path) -> None:
    tracks = replace(some_tracks(), failures=(("faces", "The engine failed."),))
    write_tracks(tmp_path, tracks)
    assert read_tracks(tmp_path) == tracks
    assert not list(tmp_path.glob("*.part"))


def test_a_track_that_is_no_longer_there_leaves_no_file(tmp_path: Path) -> None:
    write_tracks(tmp_path, some_tracks())
    write_tracks(tmp_path, replace(some_tracks(), text=None))
    assert read_tracks(tmp_path).text is None


def test_a_folder_without_tracks_is_refused(tmp_path: Path) -> None:
    with pytest.raises(TracksInvalid, match="holds no tracks"):
        read_tracks(tmp_path)


@pytest.mark.parametrize("damage", ["", "{", "[]", '{"schema": "candor.track.text/2"}'])
def test_a_damaged_file_is_refused_with_a_sentence(tmp_path: Path, damage: str) -> None:
    write_tracks(tmp_path, some_tracks())
    (tmp_path / "text.json").write_text(damage, encoding="utf-8")
    with pytest.raises(TracksInvalid, match="is damaged"):
        read_tracks(tmp_path)


def test_another_schema_version_is_refused(tmp_path: Path) -> None:
    write_tracks(tmp_path, some_tracks())
    path = tmp_path / "text.json"
    path.write_text(path.read_text(encoding="utf-8").replace("text/2", "text/9"), encoding="utf-8")
    with pytest.raises(TracksInvalid, match="cannot read"):
        read_tracks(tmp_path)
