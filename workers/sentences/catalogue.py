"""The catalogue: code → wording in each language, read once from the TOML files beside this one."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from workers.report import ParamValue
from workers.sentences.wording import SentenceError, fill, names_in

LANGUAGES = ("en", "ru")
_FOLDER = Path(__file__).parent


def sentence(code: str, params: Mapping[str, ParamValue], language: str) -> str:
    """The sentence of a code, e.g. `finding.text.code_missing`, filled with its params.

    `language` is a BCP 47 tag; a language without a catalogue is written in English.
    Raises SentenceError for an unknown code or a missing param.
    """
    wordings = _catalogue().get(code)
    if wordings is None:
        raise SentenceError(f"no sentence has the code {code!r}")
    written = language_of(language)
    return fill(wordings[written], params, written)


def known_codes() -> frozenset[str]:
    """Every code in the catalogue, with its kind in front (`finding.`, `status.`, …)."""
    return frozenset(_catalogue())


def params_of(code: str) -> frozenset[str]:
    """The params that the sentence of a known code needs, in whatever language."""
    return frozenset().union(*(names_in(wording) for wording in _catalogue()[code].values()))


def language_of(tag: str) -> str:
    """The language that a person with this BCP 47 tag is written to: `ru-RU` → `ru`, `de` → `en`."""
    primary = tag.replace("_", "-").split("-")[0].lower()
    return primary if primary in LANGUAGES else "en"


@cache
def _catalogue() -> Mapping[str, Mapping[str, str]]:
    found: dict[str, Mapping[str, str]] = {}
    for path in sorted(_FOLDER.glob("*.toml")):
        for kind, entries in tomllib.loads(path.read_text(encoding="utf-8")).items():
            for code, wordings in entries.items():
                _refuse_wrong_entry(found, f"{kind}.{code}", wordings)
                found[f"{kind}.{code}"] = wordings
    return found


def _refuse_wrong_entry(found: Mapping[str, object], code: str, wordings: Mapping[str, str]) -> None:
    if code in found:
        raise SentenceError(f"the code {code!r} stands twice in the catalogue")
    if set(wordings) != set(LANGUAGES):
        raise SentenceError(f"{code!r} must be worded in {', '.join(LANGUAGES)} and nothing else")
