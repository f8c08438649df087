"""What is known of a recording beforehand, from a file that somebody wrote: tags, course, search terms, material."""

import errno
import json
import os
import tomllib
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

from pydantic import ConfigDict, Field, TypeAdapter, ValidationError
from pydantic.dataclasses import dataclass as validated

from workers.engines.vlm.passages import passages_of
from workers.errors import EngineUnavailable

MOST_BYTES = 1_000_000


class TextAlong(StrEnum):
    """What is given along in writing: the brief's title, and what the file says."""

    TITLE = "title"
    DESCRIPTION = "description"
    TAGS = "tags"
    COURSE = "course"
    TERMS = "terms"
    MATERIAL = "material"


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What of the file is to be given along; the rest is empty. `passages`: of the material, to choose from."""

    description: str = ""
    tags: tuple[str, ...] = ()
    course: str = ""
    terms: tuple[str, ...] = ()
    passages: tuple[str, ...] = ()


NOTHING_WRITTEN = About()

_Short = Annotated[str, Field(max_length=200)]
_Few = Field(max_length=50)


@validated(config=ConfigDict(extra="forbid", strict=True), frozen=True, slots=True, kw_only=True)
class _Stated:
    description: Annotated[str, Field(max_length=4000)] = ""
    tags: Annotated[tuple[_Short, ...], _Few] = ()
    course: _Short = ""
    terms: Annotated[tuple[_Short, ...], _Few] = ()
    material: Annotated[tuple[str, ...], Field(max_length=20)] = ()


_STATED = TypeAdapter(_Stated)
_KEYS = ", ".join(part for part in TextAlong if part is not TextAlong.TITLE)
#: What is wrong with a value, by the kind of its error; the library's own words are for programmers.
_WRONG = {
    "unexpected_keyword_argument": f"is not known; the keys are {_KEYS}",
    "string_type": "must be a text in quotes",
    "tuple_type": "must be a list",
    "string_too_long": "is too long",
    "too_long": "has too many entries",
}


def read_about(path: Path, wanted: Collection[TextAlong]) -> About:
    """Those parts of the file. Raises EngineUnavailable where it does not state one, or cannot be read."""
    stated = _stated(path)
    for part in wanted:
        if not getattr(stated, part):
            raise EngineUnavailable(f"CANDOR_VLM_TEXT asks for {part}, and {path} states none.")
    plain: dict[str, Any] = {part: getattr(stated, part) for part in wanted if part is not TextAlong.MATERIAL}
    names = stated.material if TextAlong.MATERIAL in wanted else ()
    return About(**plain, passages=tuple(_passages(names, path.resolve().parent)))


def _passages(names: Collection[str], folder: Path) -> Iterator[str]:
    for name in names:
        yield from passages_of(_text(_inside(folder, name), f"The material {name!r}"))


def _inside(folder: Path, name: str) -> Path:
    """The file of that name. Raises EngineUnavailable for one elsewhere, also by a link."""
    path = folder if "\0" in name else (folder / name).resolve()
    if not path.is_relative_to(folder):
        raise EngineUnavailable(f"The material {name!r} lies outside the folder of the file that names it.")
    return path


def _stated(path: Path) -> _Stated:
    text = _text(path, f"The file {path} (CANDOR_VLM_ABOUT)")
    try:
        data = json.dumps(tomllib.loads(text), default=_as_no_text)
        return _STATED.validate_json(data)
    except ValidationError as error:
        raise EngineUnavailable(_wrong(path, error)) from error
    except (ValueError, RecursionError) as error:
        raise EngineUnavailable(f"The file {path} (CANDOR_VLM_ABOUT) is not valid TOML.") from error


def _as_no_text(value: object) -> dict[str, str]:
    """A date or a time: no key takes one, and its text must not pass for a text."""
    return {"date or time": str(value)}


def _wrong(path: Path, error: ValidationError) -> str:
    first = error.errors()[0]
    key = first["loc"][0] if first["loc"] else ""
    why = _WRONG.get(first["type"], f"is wrong: {first['msg']}")
    return f"The key {key!r} in {path} (CANDOR_VLM_ABOUT) {why}."


def _text(path: Path, what: str) -> str:
    """A file's text. Raises EngineUnavailable."""
    try:
        content = _content(path)
        if len(content) > MOST_BYTES:
            raise EngineUnavailable(f"{what} is larger than {MOST_BYTES // 1_000_000} MB.")
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise EngineUnavailable(f"{what} is not UTF-8 text.") from error
    except OSError as error:
        raise EngineUnavailable(f"{what} cannot be read: {error.strerror}.") from error


def _content(path: Path) -> bytes:
    """A file's bytes, one more at most than it may have. A pipe or a device might have no end."""
    if not path.is_file():
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT))
    with path.open("rb") as file:
        return file.read(MOST_BYTES + 1)
