"""What is known of a copy that was made, as a file beside it."""

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, ClassVar

from pydantic import Field, TypeAdapter, ValidationError

COPY_NAME = "copy.mp4"
POSTER_NAME = "poster.jpg"
THUMBNAILS_NAME = "thumbnails.jpg"
_FACTS_NAME = "copy.json"

_Pixels = Annotated[int, Field(gt=0, le=4096)]
_Seconds = Annotated[float, Field(gt=0, lt=100_000, allow_inf_nan=False)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Thumbnails:
    """Small pictures on one sheet, row by row: number i shows what stands at i * `every_s`."""

    every_s: _Seconds
    count: Annotated[int, Field(gt=0, le=1000)]
    columns: Annotated[int, Field(gt=0, le=100)]
    width_px: _Pixels
    height_px: _Pixels


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyFacts:
    """`width_px`, `height_px` and `thumbnails` are null where the recording has no picture."""

    SCHEMA: ClassVar[str] = "candor.copy/1"

    duration_s: _Seconds
    width_px: _Pixels | None
    height_px: _Pixels | None
    has_sound: bool
    thumbnails: Thumbnails | None
    schema: str = SCHEMA


_FACTS: TypeAdapter[CopyFacts] = TypeAdapter(CopyFacts)


def write_facts(folder: Path, facts: CopyFacts) -> None:
    (folder / _FACTS_NAME).write_bytes(_FACTS.dump_json(facts))


def read_facts(folder: Path) -> CopyFacts:
    """Raises ValueError where the file is not there or does not say what it should: who wrote it read what
    strangers sent.
    """
    try:
        return _FACTS.validate_json((folder / _FACTS_NAME).read_bytes())
    except (OSError, ValidationError) as error:
        raise ValueError("the copy left no facts that can be read") from error
