"""One person's variant: everything that is frozen when it is issued."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from variants.template import Accommodation

SCHEMA = "candor.variant/1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What is right: a number with its tolerance, in the unit (null: a plain number), or one of several texts."""

    id: str
    question: str
    value: float | str
    tolerance: float | None = None
    unit: str | None = None
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    id: str
    instruction: str
    expect_text: tuple[str, ...] = ()
    expect_speech: tuple[str, ...] = ()
    after: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """What a seed gives, whatever the language: parameters by name; the values that expressions know, and those
    that texts show; what is right; the note; how hard it is (null where the template does not say). `draws`: how
    many were needed.
    """

    parameters: Mapping[str, Any]
    values: Mapping[str, Any]
    shown: Mapping[str, Any]
    answers: Mapping[str, float | str]
    note: str
    difficulty: float | None
    draws: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """A variant in one language, for one attempt. `brief` has the keys of `candor.brief/1`."""

    template: str
    version: str
    language: str
    attempt: int
    title: str
    statement: str
    parameters: Mapping[str, Any]
    answers: tuple[Answer, ...]
    steps: tuple[Step, ...]
    note: str
    difficulty: float | None
    code: str | None
    phrase: str | None
    minutes: int | None
    accommodations: tuple[Accommodation, ...]
    brief: Mapping[str, Any]
