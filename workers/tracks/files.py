"""Tracks as files: one JSON file a track, each with its schema version."""

import json
from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from workers.errors import TracksInvalid
from workers.tracks.activity import ActivityTrack, FingerprintTrack
from workers.tracks.answers import AnswersTrack
from workers.tracks.faces import FacesTrack
from workers.tracks.recording import RecordingTracks
from workers.tracks.source import SourceTrack
from workers.tracks.speech import PhraseTrack, SpeechTrack
from workers.tracks.text import TextTrack

type_of_track: Mapping[str, type] = {
    "source": SourceTrack,
    "activity": ActivityTrack,
    "fingerprint": FingerprintTrack,
    "text": TextTrack,
    "speech": SpeechTrack,
    "phrases": PhraseTrack,
    "faces": FacesTrack,
    "answers": AnswersTrack,
}
_FAILURES = "failures.json"
#: What reading a file can raise that is damaged, cut short, or no file.
_DAMAGE = (OSError, ValueError, KeyError, TypeError, RecursionError, ValidationError)


def write_track(folder: Path, name: str, track: Any) -> None:
    """Writes `<name>.json` whole or not at all, so that a killed run leaves no half file."""
    kind: Any = type_of_track[name]
    body = json.loads(TypeAdapter(kind).dump_json(track))
    _write_json(folder / f"{name}.json", {"schema": kind.SCHEMA, "track": body})


def read_track(folder: Path, name: str) -> Any:
    """The stored track, or None where there is no such file. Raises TracksInvalid."""
    path = folder / f"{name}.json"
    if not path.exists():
        return None
    kind: Any = type_of_track[name]
    try:
        data = json.loads(path.read_bytes())
        if data["schema"] != kind.SCHEMA:
            raise TracksInvalid(f"{path} has the schema {data['schema']!r}, which this version cannot read.")
        return TypeAdapter(kind).validate_json(json.dumps(data["track"]))
    except _DAMAGE as error:
        raise TracksInvalid(f"{path} is damaged; inspect the recording again.") from error


def write_tracks(folder: Path, tracks: RecordingTracks) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name in type_of_track:
        track = getattr(tracks, name)
        if track is None:
            (folder / f"{name}.json").unlink(missing_ok=True)
        else:
            write_track(folder, name, track)
    _write_json(folder / _FAILURES, dict(tracks.failures))


def read_tracks(folder: Path) -> RecordingTracks:
    """All tracks of a folder. Raises TracksInvalid where there are none or one is damaged."""
    if not (folder / "source.json").is_file():
        raise TracksInvalid(f"{folder} holds no tracks; run 'candor inspect … --out' first.")
    found = {name: read_track(folder, name) for name in type_of_track}
    assert found.keys() <= {field.name for field in fields(RecordingTracks)}
    return RecordingTracks(**found, failures=_read_failures(folder / _FAILURES))


def _read_failures(path: Path) -> tuple[tuple[str, str], ...]:
    try:
        return tuple(TypeAdapter(dict[str, str]).validate_json(path.read_bytes()).items())
    except _DAMAGE as error:
        raise TracksInvalid(f"{path} is damaged; inspect the recording again.") from error


def _write_json(path: Path, data: Mapping[str, Any]) -> None:
    write_whole(path, json.dumps(data, ensure_ascii=False) + "\n")


def write_whole(path: Path, content: str | bytes) -> None:
    """Writes a file whole or not at all."""
    unfinished = path.with_suffix(path.suffix + ".part")
    unfinished.write_bytes(content if isinstance(content, bytes) else content.encode())
    unfinished.replace(path)
