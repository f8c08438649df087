"""The command line as a test calls it: in this process, with engines that are loaded once."""

import functools
import json
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from workers import inspect
from workers.brief import LoadedBrief, parse_brief
from workers.cli import main
from workers.engines.table import load_engine
from workers.perceive.recording import Engines

BARE = 'schema = "candor.brief/1"\n'
#: Asks for everything, and none of it is in the small recordings of these tests.
WHOLE = f"""{BARE}title = "Moving average"
statement = "Write a function"
[variant]
code = "XMJY-2QJT"
phrase = "feather seven rocket velvet"
[text]
required = ["def moving_average"]
forbidden = ["ChatGPT"]
[speech]
required = ["because it is the mean"]
[identity]
expected_people = 1
max_absence_s = 0.5
[instructions]
ordered = true
[[instructions.steps]]
id = "editor"
instruction = "Write the function"
expect_text = ["def moving_average"]
[[instructions.steps]]
id = "explain"
instruction = "Explain it"
expect_speech = ["because it is the mean"]
"""


@functools.cache
def _all_engines() -> Engines:
    return _load(LoadedBrief(brief=parse_brief(WHOLE), sha256=""), inspect.Choice())


_load = inspect.load_engines


def load_once(loaded: LoadedBrief, choice: inspect.Choice) -> Engines:
    """In place of `inspect.load_engines`: only a model that is named is loaded each time."""
    if replace(choice, vlm=None) != inspect.Choice():
        return _load(loaded, choice)
    engines = _all_engines()
    asks = choice.vlm is not None and loaded.brief.steps_without_ground
    return replace(
        engines,
        face=engines.face if loaded.brief.identity else None,
        vlm=load_engine("vlm", choice.vlm) if asks and choice.vlm else None,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a command ended with; `complaint` is its last line on standard error, if it is no progress bar."""

    status: int
    out: str
    complaint: str

    def report(self) -> dict[str, Any]:
        data: dict[str, Any] = json.loads(self.out)
        return data

    def codes(self) -> list[str]:
        return [finding["code"] for finding in self.report()["findings"]]


def caller(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], temporary: Path
) -> Callable[..., Said]:
    """Calls `candor` and sees that it leaves nothing in the temporary folder."""
    monkeypatch.setattr(inspect, "load_engines", load_once)
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    monkeypatch.delenv("CANDOR_CACHE", raising=False)

    def call(*arguments: object) -> Said:
        capsys.readouterr()
        status = main([str(argument) for argument in arguments])
        said = capsys.readouterr()
        assert list(temporary.iterdir()) == []
        lines = [line for line in said.err.splitlines() if line and not line.startswith(("█", "░"))]
        assert len(lines) <= 1, said.err
        return Said(status=status, out=said.out, complaint="".join(lines))

    return call
