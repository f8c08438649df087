"""Paths as people read them."""

import os
from pathlib import Path


def shown_path(path: Path) -> str:
    """A path that can be written as UTF-8; file names on Linux need not be text."""
    return os.fsencode(path).decode("utf-8", "replace")
