"""The brief (`candor.brief/1`): what a recording was asked to show. Validated here, once."""

import difflib
import hashlib
import json
import os
import re
import stat
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from pydantic import ConfigDict, TypeAdapter, ValidationError
from pydantic.dataclasses import dataclass as validated

from variants.circles import in_circle
from workers.codes import SEVERITIES
from workers.errors import BriefInvalid
from workers.feelings import word_about_feelings
from workers.report import CheckName

SCHEMA = "candor.brief/1"
_STRICT = ConfigDict(extra="forbid", strict=True, allow_inf_nan=False)
#: Far more than anybody writes; less than would keep a reader of TOML busy.
_MOST_BYTES = 1_000_000
#: The contract knows these; nothing makes their findings yet.
_CHECKS_TO_COME = frozenset({"policy", "duplicates"})
#: The standard reader's memory grows with the square of the parts of a dotted key; no key has so many.
_DEEP_KEY = re.compile(r"[\w\"'-]+(?:[ \t]*\.[ \t]*[\w\"'-]+){20,}[ \t]*[=\]]")
_STEP_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]*")


class Profile(StrEnum):
    EDUCATION = "education"
    MODERATION = "moderation"


@validated(config=_STRICT, frozen=True, slots=True, kw_only=True)
class Variant:
    """What binds the recording to one person's variant: a code to show, a phrase to say."""

    code: str | None = None
    phrase: str | None = None
    foreign_codes: tuple[str, ...] = ()


@validated(config=_STRICT, frozen=True, slots=True, kw_only=True)
class Identity:
    """Asks for faces to be looked at. `references` are paths inside the brief's folder."""

    expected_people: int = 1
    references: tuple[str, ...] = ()
    max_absence_s: float = 10.0


@validated(config=_STRICT, frozen=True, slots=True, kw_only=True)
class Wording:
    """Texts that must, and texts that may not, be shown (or said)."""

    required: tuple[str, ...] = ()
    forbidden: tuple[str, ...] = ()


@validated(config=_STRICT, frozen=True, slots=True, kw_only=True)
class Step:
    id: str
    instruction: str
    expect_text: tuple[str, ...] = ()
    expect_speech: tuple[str, ...] = ()
    after: tuple[str, ...] = ()

    @property
    def names_ground(self) -> bool:
        """Whether the brief says what would show the step: a text or words."""
        return bool(self.expect_text or self.expect_speech)


@validated(config=_STRICT, frozen=True, slots=True, kw_only=True)
class Instructions:
    steps: tuple[Step, ...]
    ordered: bool = False


@validated(config=_STRICT, frozen=True, slots=True, kw_only=True)
class Interruption:
    """A pause of the recorder itself, from its signed journal."""

    start_s: float
    end_s: float
    why: str


@validated(config=_STRICT, frozen=True, slots=True, kw_only=True)
class Recorder:
    interruptions: tuple[Interruption, ...] = ()


@validated(config=_STRICT, frozen=True, slots=True, kw_only=True)
class Brief:
    """A whole brief. `schema` is always `candor.brief/1`."""

    schema: str
    title: str = ""
    language: str = "en"
    profile: Profile = Profile.EDUCATION
    statement: str = ""
    optional: tuple[str, ...] = ()
    skip: tuple[str, ...] = ()
    variant: Variant | None = None
    identity: Identity | None = None
    text: Wording | None = None
    speech: Wording | None = None
    instructions: Instructions | None = None
    recorder: Recorder | None = None

    @property
    def steps(self) -> tuple[Step, ...]:
        return self.instructions.steps if self.instructions else ()

    @property
    def steps_without_ground(self) -> tuple[Step, ...]:
        """The steps that only somebody who looks can see, unless this brief leaves steps out; of an empty
        one nobody knows what to look for.
        """
        if "instructions" in self.skip:
            return ()
        return tuple(
            step
            for step in self.steps
            if step.instruction.strip() and not step.names_ground and not self.leaves_alone(step)
        )

    def leaves_alone(self, step: Step) -> bool:
        """Whether a step speaks of feelings, attention or gaze, which are not judged in education."""
        return self.profile is Profile.EDUCATION and word_about_feelings(step.instruction) is not None


_BRIEF = TypeAdapter(Brief)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """A picture of the person: an existing file inside the brief's own folder."""

    path: Path
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadedBrief:
    """A brief with its identity and the reference pictures that it names."""

    brief: Brief
    sha256: str
    references: tuple[Reference, ...] = ()


def load_brief(path: Path) -> LoadedBrief:
    """Reads a brief from a TOML file. Raises BriefInvalid with one sentence."""
    try:
        text = _content(path).decode("utf-8")
    except OSError as error:
        raise BriefInvalid(f"The brief {path} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise BriefInvalid(f"The brief {path} is not UTF-8 text.") from error
    brief = parse_brief(text)
    references = _references(brief, path.resolve().parent)
    return LoadedBrief(brief=brief, sha256=brief_sha256(text), references=references)


def _content(path: Path) -> bytes:
    """A file's bytes. Neither waits for a pipe nor reads a device without an end."""
    with open(os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC), "rb") as file:  # noqa: PTH123  # from a descriptor
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            raise BriefInvalid(f"The brief {path} is not a file.")
        content = file.read(_MOST_BYTES + 1)
    if len(content) > _MOST_BYTES:
        raise BriefInvalid(f"The brief {path} is larger than {_MOST_BYTES // 1_000_000} MB.")
    return content


def parse_brief(text: str) -> Brief:
    """Reads a brief from TOML text, without looking at any file. Raises BriefInvalid."""
    data = _toml(text)
    if data.get("schema") != SCHEMA:
        says = f"it says {data['schema']!r}" if "schema" in data else "it does not"
        raise BriefInvalid(f'The brief must say schema = "{SCHEMA}"; {says}.')
    _refuse_unknown_keys(data, Brief, where="")
    try:
        # Through JSON, because strict mode takes a TOML array for a tuple only from there.
        brief = _BRIEF.validate_json(json.dumps(data, default=_as_no_text))
    except ValidationError as error:
        raise BriefInvalid(_first_sentence(error)) from error
    _refuse_contradictions(brief)
    return brief


def _toml(text: str) -> dict[str, Any]:
    if _DEEP_KEY.search(text):
        raise BriefInvalid("The brief is not valid TOML: it is nested too deeply.")
    try:
        # Some editors put a mark before the first character.
        return tomllib.loads(text.removeprefix("\ufeff"))
    except tomllib.TOMLDecodeError as error:
        raise BriefInvalid(f"The brief is not valid TOML: {_without_stop(str(error))}.") from error
    except RecursionError as error:
        raise BriefInvalid("The brief is not valid TOML: it is nested too deeply.") from error
    except ValueError as error:
        raise BriefInvalid("The brief is not valid TOML: a number in it is too long.") from error


def _as_no_text(value: object) -> dict[str, str]:
    """A date or a time: no key of a brief takes one, and its text must not pass for a text."""
    return {"date or time": str(value)}


def _without_stop(words: str) -> str:
    return words.strip().rstrip(".")


def brief_sha256(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


_NESTED: Mapping[str, type] = {
    "variant": Variant,
    "identity": Identity,
    "text": Wording,
    "speech": Wording,
    "instructions": Instructions,
    "recorder": Recorder,
    "instructions.steps": Step,
    "recorder.interruptions": Interruption,
}


def _refuse_unknown_keys(data: Mapping[str, Any], kind: type, *, where: str) -> None:
    known = _field_names(kind)
    for key, value in data.items():
        path = f"{where}{key}"
        if key not in known:
            raise BriefInvalid(_unknown_key(path, key, known))
        nested = _NESTED.get(path)
        if nested is None:
            continue
        for part in value if isinstance(value, list) else [value]:
            if isinstance(part, dict):
                _refuse_unknown_keys(part, nested, where=f"{path}.")


def _field_names(kind: type) -> list[str]:
    assert is_dataclass(kind)
    return [field.name for field in fields(kind)]


def _unknown_key(path: str, key: str, known: list[str]) -> str:
    nearest = difflib.get_close_matches(key, known, n=1, cutoff=0.0)[0]
    return f"The brief has an unknown key {path!r}; the nearest known key is {nearest!r}."


#: What a value must be, by the kind of its error; the library's own words are for programmers.
_MUST_BE: Mapping[str, str] = {
    "missing": "is missing",
    "string_type": "must be a text in quotes",
    "int_type": "must be a whole number",
    "int_from_float": "must be a whole number",
    "float_type": "must be a number",
    "finite_number": "must be a number",
    "bool_type": "must be true or false",
    "tuple_type": "must be a list",
    "dataclass_type": "must be a table",
    "dataclass_exact_type": "must be a table",
}


def _first_sentence(error: ValidationError) -> str:
    first = error.errors()[0]
    path = ".".join(str(part) for part in first["loc"])
    known = _MUST_BE.get(first["type"])
    if known is not None:
        return f"The brief's key {path!r} {known}."
    if first["type"] == "enum":
        return f"The brief's key {path!r} must be {first['ctx']['expected']}."
    return f"The brief's key {path!r} is wrong: {_without_stop(first['msg'])}."


def _refuse_contradictions(brief: Brief) -> None:
    _refuse_unknown_names("optional", brief.optional, list(CheckName))
    _refuse_unknown_names("skip", brief.skip, [*CheckName, *SEVERITIES])
    _refuse_wrong_steps(brief)
    if brief.identity and brief.identity.expected_people < 1:
        raise BriefInvalid("The brief's key 'identity.expected_people' must be 1 or more.")
    if brief.identity and brief.identity.max_absence_s < 0:
        raise BriefInvalid("The brief's key 'identity.max_absence_s' may not be negative.")
    for interruption in brief.recorder.interruptions if brief.recorder else ():
        if interruption.end_s < interruption.start_s:
            raise BriefInvalid("An interruption in 'recorder.interruptions' ends before it starts.")
    for key, text in _texts_to_match(brief):
        if not text.strip():
            raise BriefInvalid(f"The brief's key {key!r} has an empty text.")


def _refuse_unknown_names(key: str, names: tuple[str, ...], known: list[str]) -> None:
    """A name with a slip of the pen would be passed over in silence."""
    for name in names:
        if name not in known and name.partition(".")[0] not in _CHECKS_TO_COME:
            nearest = difflib.get_close_matches(name, known, n=1, cutoff=0.0)[0]
            raise BriefInvalid(
                f"The brief's key {key!r} names {name!r}, which is not known; the nearest known is {str(nearest)!r}."
            )


def _texts_to_match(brief: Brief) -> list[tuple[str, str]]:
    """Every text that is looked for, with its key: an empty one would match anything."""
    found: list[tuple[str, str]] = []
    if brief.variant:
        found += [("variant.code", brief.variant.code)] if brief.variant.code is not None else []
        found += [("variant.phrase", brief.variant.phrase)] if brief.variant.phrase is not None else []
        found += [("variant.foreign_codes", code) for code in brief.variant.foreign_codes]
    for key, wording in (("text", brief.text), ("speech", brief.speech)):
        if wording:
            found += [(f"{key}.required", text) for text in wording.required]
            found += [(f"{key}.forbidden", text) for text in wording.forbidden]
    for step in brief.steps:
        found += [("instructions.steps.expect_text", text) for text in step.expect_text]
        found += [("instructions.steps.expect_speech", text) for text in step.expect_speech]
    return found


def _refuse_wrong_steps(brief: Brief) -> None:
    seen: list[str] = []
    for step in brief.steps:
        if not _STEP_ID.fullmatch(step.id):
            raise BriefInvalid(f"The step id {step.id!r} may hold letters, digits, '_', '.' and '-'.")
        if step.id in seen:
            raise BriefInvalid(f"The step id {step.id!r} is used twice.")
        seen.append(step.id)
    for step in brief.steps:
        for earlier in step.after:
            if earlier not in seen:
                raise BriefInvalid(f"Step {step.id!r} is after {earlier!r}, which is no step's id.")
    _refuse_cycles(brief.steps)


def _refuse_cycles(steps: tuple[Step, ...]) -> None:
    circle = in_circle({step.id: step.after for step in steps})
    if circle:
        raise BriefInvalid(f"The steps {', '.join(circle)} wait for each other in a circle ('after').")


def _references(brief: Brief, folder: Path) -> tuple[Reference, ...]:
    names = brief.identity.references if brief.identity else ()
    return tuple(_reference(name, folder) for name in names)


def _reference(name: str, folder: Path) -> Reference:
    if "\0" in name:
        raise BriefInvalid(f"The reference {name!r} is no file's name.")
    path = (folder / name).resolve()
    if not path.is_relative_to(folder):
        raise BriefInvalid(f"The reference {name!r} points outside the brief's own folder.")
    if not path.is_file():
        raise BriefInvalid(f"The reference picture {name!r} is missing from the brief's folder.")
    try:
        with path.open("rb") as file:
            return Reference(path=path, sha256=hashlib.file_digest(file, "sha256").hexdigest())
    except OSError as error:
        raise BriefInvalid(f"The reference picture {name!r} cannot be read: {error.strerror}.") from error
