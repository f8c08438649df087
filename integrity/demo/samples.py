"""The recordings that come with the project, and what is true of each."""

import json
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    name: str
    recording: Path
    brief_toml: str
    expected_outcome: str
    #: The finding that must be there; None where there is nothing to find.
    expected_code: str | None


def find_samples(folder: Path) -> list[Sample]:
    """Every folder with a recording and a brief, by name."""
    return [_sample(path.parent) for path in sorted(folder.glob("*/recording.mp4"))]


def _sample(folder: Path) -> Sample:
    truth = json.loads((folder / "truth.json").read_text(encoding="utf-8"))
    return Sample(
        name=folder.name,
        recording=folder / "recording.mp4",
        brief_toml=(folder / "brief.toml").read_text(encoding="utf-8"),
        expected_outcome=truth["expected_outcome"],
        expected_code=truth["code"],
    )
