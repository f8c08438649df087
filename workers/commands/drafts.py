"""`candor variants draft`: a recording or a task text becomes the draft of a template, for somebody to finish."""

import argparse
import contextlib
import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from variants.template import LANGUAGES
from workers.errors import UsageInvalid
from workers.terminal import Bar, print_out

if TYPE_CHECKING:
    from workers.ask.asking import Means

_DOES = "let a language model draft a template from a recording or a task text; a person finishes it"


def add_draft(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser("draft", help=_DOES, description=f"{_DOES[0].upper()}{_DOES[1:]}.")
    parser.add_argument(
        "source", type=Path, metavar="SOURCE", help="a recording of a demonstration, or a text in UTF-8"
    )
    parser.add_argument(
        "--out", type=Path, metavar="T.toml", help="write the draft into this file; printed where absent"
    )
    parser.add_argument(
        "--language", metavar="L", help=f"{' or '.join(LANGUAGES)}; that of the text where absent"
    )
    parser.add_argument("--vlm", metavar="NAME", help="the engine that is asked (see 'candor engines')")
    parser.add_argument(
        "--cache",
        type=Path,
        metavar="DIR",
        help="keep here what was perceived of a recording (or set CANDOR_CACHE)",
    )
    parser.add_argument("--no-cache", action="store_true", help="neither use nor keep such tracks")
    parser.set_defaults(run=_draft)


def _draft(given: argparse.Namespace) -> int:
    from workers.ask.drafting import draft  # noqa: PLC0415 - other commands start without the engines

    if given.language not in {None, *LANGUAGES}:
        raise UsageInvalid(f"There is no language {given.language!r}; there are {', '.join(LANGUAGES)}.")
    if given.out is not None:
        _refuse_out(given.out)
    text = draft(given.source, given.language, _means(given))
    if given.out is None:
        print_out(text.removesuffix("\n"))
    else:
        _write_whole(given.out, text)
    return 0


def _means(given: argparse.Namespace) -> "Means":
    from workers.ask.asking import Means  # noqa: PLC0415 - likewise
    from workers.inspect import Choice  # noqa: PLC0415 - likewise

    return Means(choice=Choice(vlm=given.vlm), cache=_cache(given), progress=Bar().show)


def _cache(given: argparse.Namespace) -> Path | None:
    """Made now, where it is not there: that it cannot be is said before the work, not after it."""
    stated = os.environ.get("CANDOR_CACHE")
    cache: Path | None = given.cache or (Path(stated) if stated else None)
    if given.no_cache or cache is None:
        return None
    cache.mkdir(parents=True, exist_ok=True)
    return cache


def _refuse_out(out: Path) -> None:
    """Finds out before a model is asked whether the draft can be written."""
    if out.is_dir():
        raise UsageInvalid(f"{out} is a folder; name a file with --out.")
    try:
        with tempfile.TemporaryFile(dir=out.parent):
            return
    except OSError as error:
        raise UsageInvalid(
            f"Nothing can be written into the folder {out.parent}: {error.strerror}."
        ) from error


def _write_whole(out: Path, text: str) -> None:
    """Writes the file whole or not at all."""
    unfinished = out.with_name(f".{out.name}.{os.getpid()}")
    try:
        unfinished.write_text(text, encoding="utf-8")
        unfinished.replace(out)
    finally:
        with contextlib.suppress(OSError):
            unfinished.unlink()
