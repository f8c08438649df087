"""What `candor ask` answers (`candor.answer/1`): every claim with its moment, and exactly what was asked."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from workers.ask.tasks import TaskName
from workers.brief import Profile
from workers.report import EngineUsed
from workers.spans import Span

SCHEMA = "candor.answer/1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A moment that an answer rests on. `box`: where in the picture, each 0 to 1. `of`: which recording."""

    start_s: float
    end_s: float
    box: tuple[float, float, float, float] | None = None
    of: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One asking and its answer. `of`: the stretch it is about. `values`: null where `abstained` says why.
    `withheld`: how many rows were left out because they speak of what is not judged in the profile.
    """

    of: Span
    values: Mapping[str, Any] | None
    evidence: tuple[Seen, ...] = ()
    question: str | None = None
    frames_s: tuple[float, ...] = ()
    prompt: str = ""
    tokens: int = 0
    withheld: int = 0
    abstained: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """`recordings`: their hashes, in the order given. `more`: what a task makes of all its parts."""

    task: TaskName
    profile: Profile
    recordings: tuple[str, ...]
    engine: EngineUsed
    parts: tuple[Part, ...]
    more: Mapping[str, Any] = field(default_factory=dict)


def to_json(reply: Reply) -> str:
    data = {"schema": SCHEMA, **asdict(reply)}
    return json.dumps(data | data.pop("more"), ensure_ascii=False, indent=1)


def to_lines(reply: Reply) -> list[str]:
    """For a terminal: what was answered, and where it did not come to an answer, why."""
    lines = [f"{reply.task}, by {reply.engine.name} {reply.engine.model}; a person decides what it means"]
    for part in reply.parts:
        lines.append(f"{part.of.start_s:.1f}-{part.of.end_s:.1f} s: {part.question or ''}".rstrip(": "))
        lines += [f"  {part.abstained}"] if part.values is None else _said(part.values, "  ")
        lines += [f"  {part.withheld} withheld: about feelings or attention"] if part.withheld else []
    lines += [line for name, text in reply.more.items() for line in (f"{name}:", *str(text).splitlines())]
    return [_printable(line) for line in lines]


def _printable(line: str) -> str:
    """A model's words may hold what a terminal would obey."""
    return "".join(letter if letter.isprintable() else repr(letter)[1:-1] for letter in line)


def _said(values: Mapping[str, Any], indent: str) -> list[str]:
    lines: list[str] = []
    for name, value in values.items():
        if isinstance(value, list):
            lines += [f"{indent}{name}:"] if value else [f"{indent}{name}: none"]
            lines += [f"{indent}  {_row(row)}" for row in value]
        else:
            lines.append(f"{indent}{name}: {_shown(value)}")
    return lines


def _row(row: Mapping[str, Any]) -> str:
    return ", ".join(f"{name} {_shown(value)}" for name, value in row.items())


def _shown(value: object) -> str:
    if isinstance(value, float):
        return f"{value:.2f}".rstrip("0").rstrip(".")
    if isinstance(value, list | tuple):
        return " ".join(_shown(inner) for inner in value)
    return str(value)
