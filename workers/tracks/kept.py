"""What was perceived, kept by what it was made of: nothing is perceived twice."""

import hashlib
import json
import shutil
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeVar

from workers.errors import TracksInvalid

Read = TypeVar("Read")
#: Everything a stage's result depends on: engines, what was asked, versions.
MadeOf = Mapping[str, object]


class Kept:
    """The stages of one recording in a cache folder, each in a folder of its own.

    All lie in one that is named by the recording's hash, so that they can go with the recording.
    Each is there whole or not at all, so an inspection that is killed goes on behind the last stage
    that it finished, and one with another brief perceives only what that one asks besides.
    """

    def __init__(self, root: Path | None, content: str) -> None:
        """`root`: the cache, or None for none; `content`: the recording's hash, empty where there is none."""
        self._root = root if content else None
        self._content = content

    def recall(self, made_of: MadeOf, read: Callable[[Path], Read]) -> Read | None:
        """What `read` makes of a stage's folder; None where it is not kept or damaged."""
        place = self._place(made_of)
        if place is None or not place.is_dir():
            return None
        try:
            return read(place)
        except TracksInvalid:
            return None

    def keep(self, made_of: MadeOf, write: Callable[[Path], None]) -> None:
        """Keeps what `write` puts into a folder."""
        place = self._place(made_of)
        if place is not None:
            replace_folder(place, write)

    def _place(self, made_of: MadeOf) -> Path | None:
        if self._root is None:
            return None
        body = json.dumps({"recording": self._content, **made_of}, sort_keys=True)
        return self._root / self._content / hashlib.sha256(body.encode()).hexdigest()


def replace_folder(target: Path, write: Callable[[Path], None]) -> None:
    """Puts a whole folder in place; a killed run leaves the old one, the new one or none, never half."""
    target.parent.mkdir(parents=True, exist_ok=True)
    unfinished = Path(tempfile.mkdtemp(prefix=f".{target.name}-", dir=target.parent))
    try:
        write(unfinished)
        shutil.rmtree(target, ignore_errors=True)
        unfinished.replace(target)
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)


def copy_into(folder: Path) -> Callable[[Path], None]:
    """A `write` that copies all of a folder."""

    def copy(target: Path) -> None:
        shutil.copytree(folder, target, dirs_exist_ok=True)

    return copy
