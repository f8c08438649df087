"""The sample recordings that pictures show, with their reports."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from integrity.demo.home import SAMPLES
from workers.brief import load_brief
from workers.inspect import inspect_recording


@dataclass(frozen=True, slots=True, kw_only=True)
class Inspected:
    """`folder`: report, evidence and tracks, as an inspection wrote them."""

    name: str
    recording: Path
    brief_toml: str
    folder: Path

    def report(self) -> dict[str, Any]:
        data: dict[str, Any] = json.loads((self.folder / "report.json").read_text(encoding="utf-8"))
        return data


def inspected(name: str, kept: Path) -> Inspected:
    sample, folder = SAMPLES / name, kept / name
    if not (folder / "report.json").is_file():
        print(f"inspecting {name} …")
        folder.mkdir(parents=True, exist_ok=True)
        brief = load_brief(sample / "brief.toml")
        inspect_recording(sample / "recording.mp4", brief, out=folder, cache=None)
    return Inspected(
        name=name,
        recording=sample / "recording.mp4",
        brief_toml=(sample / "brief.toml").read_text(encoding="utf-8"),
        folder=folder,
    )
