"""What keeps a template from being released: which check found it, where, and in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from variants.lines import Path
from variants.template import Template


class CheckName(StrEnum):
    """In the order in which they are reported."""

    MADE = "made"
    CONSTRAINTS = "constraints"
    PROPERTIES = "properties"
    SOLVER = "solver"
    EXAMPLES = "examples"
    DIFFICULTY = "difficulty"
    TEXTS = "texts"
    LANGUAGES = "languages"
    STEPS = "steps"
    BRIEF = "brief"
    TWIN = "twin"
    NOTES = "notes"
    CODES = "codes"
    UNUSED = "unused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """`key` is the place in the template, `line` its line (null where none is known). `says` is a sentence."""

    check: CheckName
    key: str
    line: int | None
    says: str

    @classmethod
    def at(cls, template: Template, path: Path, check: CheckName, says: str) -> "Problem":
        """A problem of a key: `says` goes on after "The template's key 'a.b' (line 3)"."""
        key = ".".join(str(part + 1) if isinstance(part, int) else part for part in path)
        return cls(
            check=check, key=key, line=template.lines.of(path), says=f"{template.lines.where(path)} {says}."
        )

    def to_data(self) -> dict[str, Any]:
        return {"check": self.check, "key": self.key, "line": self.line, "says": self.says}

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> "Problem":
        return cls(check=CheckName(data["check"]), key=data["key"], line=data["line"], says=data["says"])
