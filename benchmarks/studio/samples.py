"""The eight small recordings that come with the project, for its demo and its tests."""

from pathlib import Path


def render_samples(folder: Path) -> None:
    raise NotImplementedError(folder)
