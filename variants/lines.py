"""On which line of a TOML text a key stands: the standard reader does not say."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

Path = tuple[str | int, ...]

_NAME = r"""(?:[A-Za-z0-9_-]+|"[^"]*"|'[^']*')"""
_NAMES = rf"(?P<names>{_NAME}(?:\s*\.\s*{_NAME})*)"
_HEADER = re.compile(rf"^\s*(\[\[?)\s*{_NAMES}\s*\]\]?\s*(?:#.*)?$")
_KEY = re.compile(rf"^\s*{_NAMES}\s*=")
_PART = re.compile(_NAME)
_LONG = re.compile(r'"""|\'\'\'')


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    path: Path
    line: int
    #: A text that begins on the line after its key: """ and nothing more.
    below: bool = False


class Lines:
    """The lines of the keys of one text. Keys inside inline tables are on the line of the key around them."""

    def __init__(self, text: str) -> None:
        self._places = {place.path: place for place in _places(text.split("\n"))}

    def of(self, path: Path) -> int | None:
        """The line of a key, counted from 1, or of the nearest key around it; null where none is found."""
        place = self._nearest(path)
        return None if place is None else place.line

    def of_text(self, path: Path, offset: int) -> int | None:
        """The line in which so many lines into the text of a key are."""
        place = self._nearest(path)
        return None if place is None else place.line + place.below + offset

    def where(self, path: Path, offset: int | None = None) -> str:
        """The template's key 'a.b' (line 3): how a sentence about a key begins."""
        line = self.of(path) if offset is None else self.of_text(path, offset)
        name = ".".join(str(part + 1) if isinstance(part, int) else part for part in path)
        at = "" if line is None else f" (line {line})"
        return f"The template's key {name!r}{at}" if path else "The template"

    def _nearest(self, path: Path) -> _Place | None:
        for length in range(len(path), 0, -1):
            place = self._places.get(path[:length])
            if place is not None:
                return place
        return None


def _places(lines: list[str]) -> Iterator[_Place]:
    """Every header and key outside of texts over several lines."""
    table: Path = ()
    counts: dict[Path, int] = {}
    inside: str | None = None
    for number, line in enumerate(lines, 1):
        if inside is not None:
            inside = None if line.count(inside) % 2 else inside
            continue
        header = _HEADER.match(line)
        if header is not None:
            table = _table(_parts(header["names"]), header[1] == "[[", counts)
            yield _Place(path=table, line=number)
            continue
        key = _KEY.match(line)
        opened = _opened(line)
        if key is not None:
            below = opened is not None and line.rstrip().endswith(opened)
            yield _Place(path=(*table, *_parts(key["names"])), line=number, below=below)
        inside = opened


def _table(names: Path, repeated: bool, counts: dict[Path, int]) -> Path:  # noqa: FBT001 - how it is written
    """The path of a header, in which each table of a list has its place."""
    path: Path = ()
    for place, name in enumerate(names, 1):
        path = (*path, name)
        if repeated and place == len(names):
            counts[path] = counts.get(path, -1) + 1
        if path in counts:
            path = (*path, counts[path])
    return path


def _parts(name: str) -> Path:
    return tuple(part.strip("\"'") for part in _PART.findall(name))


def _opened(line: str) -> str | None:
    """The mark of a text over several lines that a line opens and does not close."""
    first = _LONG.search(line)
    if first is None or line.count(first.group()) % 2 == 0:
        return None
    return first.group()
