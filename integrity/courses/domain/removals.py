"""Taking checks and codes out of a brief before anything runs. Whoever reads the report sees that a check is
not part of the task, as it is with any task that does not ask for it; of faces not even that (workers/untold.py).
"""

import copy
import tomllib
from collections.abc import Collection
from typing import Any

import tomli_w

from workers.codes import SEVERITIES
from workers.report import CheckName

#: Without it nobody knows whether there is a recording at all.
REMOVABLE_CHECKS = tuple(check for check in CheckName if check is not CheckName.RECORDING)
REMOVABLE_CODES = tuple(code for code in SEVERITIES if not code.startswith("recording."))
PHRASE = "speech.phrase_missing"
_SHOWN_CODE = "text.code_missing"


def known_removals(wanted: Collection[str]) -> list[str]:
    """Those that can be removed, in one order, each once."""
    return [name for name in (*REMOVABLE_CHECKS, *REMOVABLE_CODES) if name in wanted]


def without(brief_toml: str, removed: Collection[str]) -> str:
    """The brief as if it had never asked; the very same text where that changes nothing."""
    if not removed:
        return brief_toml
    before = _read(brief_toml)
    data = _removed(before, removed)
    return brief_toml if data == before else tomli_w.dumps(data)


def rewritten_without(brief_toml: str, removed: Collection[str]) -> str:
    """The same, of which nobody can tell whether it asked, or what of it was to be skipped."""
    data = _removed(_read(brief_toml), removed)
    left = [name for name in data.pop("skip", []) if name.split(".")[0] not in removed]
    return tomli_w.dumps({**data, "skip": left} if left else data)


def _read(brief_toml: str) -> dict[str, Any]:
    return tomllib.loads(brief_toml.removeprefix("\ufeff"))


def _removed(brief: dict[str, Any], removed: Collection[str]) -> dict[str, Any]:
    data = copy.deepcopy(brief)
    for name in removed:
        _remove(data, name)
    return data


def _remove(data: dict[str, Any], name: str) -> None:
    match name:
        case CheckName.IDENTITY | CheckName.INSTRUCTIONS:
            data.pop(name, None)
        case CheckName.SPEECH:
            data.pop(name, None)
            _remove_challenge(data, "phrase")
        case CheckName.TEXT:
            data.pop(name, None)
            _remove_challenge(data, "code")
        case _ if name == PHRASE:
            _remove_challenge(data, "phrase")
        case _:
            data["skip"] = [*dict.fromkeys([*data.get("skip", []), str(name)])]
    if name == _SHOWN_CODE:
        _remove_challenge(data, "code")


def _remove_challenge(data: dict[str, Any], key: str) -> None:
    variant = data.get("variant", {})
    variant.pop(key, None)
    if not variant:
        data.pop("variant", None)
