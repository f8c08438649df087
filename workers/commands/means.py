"""What several commands are told: the brief, the cache, and which engine of each kind."""

import argparse
import os
import tempfile
from collections.abc import Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

from workers.errors import UsageInvalid

if TYPE_CHECKING:
    from workers.inspect import Choice

RECORDING = "an MP4, MOV, WebM, Matroska, AVI or MPEG-TS file"
_ENGINE_DOES = {
    "ocr": "reads the screen",
    "asr": "listens to speech",
    "face": "finds faces, where the brief asks for identity",
    "vad": "tells speech from other sound",
    "vlm": "is asked about pictures, where no text or wording decides",
}


def add_means(parser: argparse.ArgumentParser) -> None:
    """The cache, and which engine of each kind."""
    add_cache(parser)
    for kind, does in _ENGINE_DOES.items():
        parser.add_argument(
            f"--{kind}", metavar="NAME", help=f"the engine that {does} (see 'candor engines')"
        )


def add_cache(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--cache",
        type=Path,
        metavar="DIR",
        help="keep here what was perceived, so that the same recording is not read twice (or set CANDOR_CACHE)",
    )
    parser.add_argument("--no-cache", action="store_true", help="neither use nor keep such tracks")


def add_brief(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--brief", type=Path, required=True, metavar="B.toml", help="what the recording was asked to show"
    )


def add_pdf(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--pdf", action="store_true", help="write report.pdf, too, beside report.html")


def choice_of(given: argparse.Namespace) -> "Choice":
    from workers.inspect import Choice  # noqa: PLC0415 - likewise

    return Choice(**{kind: getattr(given, kind) for kind in _ENGINE_DOES})


def cache_of(given: argparse.Namespace) -> Path | None:
    if given.no_cache:
        return None
    stated = os.environ.get("CANDOR_CACHE")
    return given.cache or (Path(stated) if stated else None)


def make_folder(folder: Path) -> None:
    """Finds out before the work, not after it, whether a file can be written there."""
    if folder.exists() and not folder.is_dir():
        raise UsageInvalid(f"{folder} is a file, not a folder.")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            return
    except OSError as error:
        raise UsageInvalid(f"Nothing can be written into the folder {folder}: {error.strerror}.") from error


def one_of(named: str, known: Sequence[str], what: str) -> str:
    if named in known:
        return named
    nearest = get_close_matches(named, known, n=1)
    meant = f"; did you mean '{nearest[0]}'?" if nearest else f"; there are {', '.join(known)}."
    raise UsageInvalid(f"There is no {what} {named!r}{meant}")
