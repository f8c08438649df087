"""What of other people stands in a recording, and is not for its student to keep: their codes and their names.

Codes are named by findings. Names are looked for once, by whoever knows who else learns in the course; those that
were found are left beside the report, so that its pages need not look again.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from workers.folding import fold
from workers.matching import Pattern, code, find, may_match, wording
from workers.render.transcript import Passage, Texts
from workers.report import Finding, Report
from workers.tracks.files import write_whole

FOREIGN_CODE = "text.foreign_code"
#: Beside a report: the names that were found in its recording, as JSON.
FOUND_NAMES = "found_names.json"
#: A shorter name, or one of a single word, stands in other words and other people's mouths.
_LEAST_WORDS, _LEAST_CHARS = 2, 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Others:
    """`names` as people write them, the given name first or last."""

    codes: tuple[str, ...] = ()
    names: tuple[str, ...] = ()

    @property
    def patterns(self) -> tuple[Pattern, ...]:
        """Made once for all the lines of a recording, each of which is asked."""
        return _patterns_of(self)


@lru_cache(maxsize=64)
def _patterns_of(others: Others) -> tuple[Pattern, ...]:
    return (*map(code, others.codes), *(one for name in others.names for one in _spellings(name)))


def others_in(report: Report, folder: Path) -> Others:
    """Of a report that lies in this folder."""
    return Others(codes=codes_in(report.findings), names=_read_names(folder))


def codes_in(findings: Sequence[Finding]) -> tuple[str, ...]:
    """The codes of other variants that findings name, each once."""
    named = (one.params.get("code") for one in findings if one.code == FOREIGN_CODE)
    return tuple(dict.fromkeys(str(value) for value in named if value))


def names_in(texts: Texts, names: Iterable[str]) -> tuple[str, ...]:
    """Which of these names stood on the screen or were said: whole ones, of two words at least."""
    passages = [passage.text for passage in (*_said(texts), *(texts.screen_text or ()))]
    units = "\n".join(fold(passage).units for passage in passages)
    return tuple(name for name in sorted(set(names)) if _stands(name, passages, units))


def leave_names(out: Path, names: Sequence[str]) -> None:
    write_whole(out / FOUND_NAMES, json.dumps(names, ensure_ascii=False) + "\n")


def _read_names(folder: Path) -> tuple[str, ...]:
    """None of a report from before names were looked for."""
    try:
        return tuple(json.loads((folder / FOUND_NAMES).read_text(encoding="utf-8")))
    except FileNotFoundError:
        return ()


def _said(texts: Texts) -> Iterator[Passage]:
    yield from texts.transcript.passages if texts.transcript else ()


def _stands(name: str, passages: Sequence[str], units: str) -> bool:
    """The whole text is asked first: of a thousand names few stand anywhere."""
    likely = [one for one in _spellings(name) if may_match(one, units)]
    return any(find(one, passage) for one in likely for passage in passages)


def _spellings(name: str) -> list[Pattern]:
    words = name.split()
    if len(words) < _LEAST_WORDS:
        return []
    orders = (words, [*words[1:], words[0]], [words[-1], *words[:-1]])
    patterns = dict.fromkeys(wording(" ".join(order)) for order in orders)
    return [one for one in patterns if one.whole_chars >= _LEAST_CHARS or not name.isascii()]
