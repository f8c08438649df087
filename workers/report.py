"""The report (`candor.report/1`): what a machine says, every claim with its evidence."""

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any

from pydantic import TypeAdapter, ValidationError

SCHEMA = "candor.report/1"

ParamValue = str | int | float | bool | None | tuple[str, ...]


class Outcome(StrEnum):
    CLEAR = "clear"
    NEEDS_REVIEW = "needs_review"
    INCOMPLETE = "incomplete"


class CheckName(StrEnum):
    RECORDING = "recording"
    CONTINUITY = "continuity"
    TEXT = "text"
    SPEECH = "speech"
    IDENTITY = "identity"
    INSTRUCTIONS = "instructions"
    INJECTION = "injection"


class CheckStatus(StrEnum):
    COMPLETED = "completed"
    INCONCLUSIVE = "inconclusive"
    SKIPPED = "skipped"
    FAILED = "failed"


class Severity(StrEnum):
    """Severity sorts findings; it does not judge people."""

    INFO = "info"
    MINOR = "minor"
    MAJOR = "major"


class EvidenceKind(StrEnum):
    FRAME = "frame"
    TEXT = "text"
    SPEECH = "speech"
    FACE = "face"
    MATCH = "match"
    CONTAINER = "container"


class StepOutcome(StrEnum):
    FOLLOWED = "followed"
    NOT_FOLLOWED = "not_followed"
    UNCLEAR = "unclear"
    NOT_CHECKED = "not_checked"


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A pointer into the recording.

    `start_s`/`end_s` are null only for `container` evidence of a file without readable times.
    `box` is [x, y, width, height] in parts of the upright picture; `image` is a path relative
    to the report.
    """

    kind: EvidenceKind
    start_s: float | None
    end_s: float | None
    box: tuple[float, float, float, float] | None = None
    text: str | None = None
    image: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One claim about a time span. `message` is rendered from `code` and `params`."""

    id: str
    check: CheckName
    code: str
    severity: Severity
    confidence: float
    start_s: float | None
    end_s: float | None
    message: str
    params: Mapping[str, ParamValue] = field(default_factory=dict)
    evidence: tuple[Evidence, ...] = ()
    counter_evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class EngineUsed:
    """What made a track: engine, model and versions, as shown to people."""

    kind: str
    name: str
    model: str
    version: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """A stretch that a check did not examine, and why (a sentence)."""

    start_s: float
    end_s: float
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    examined_s: float
    gaps: tuple[Gap, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckResult:
    """How one check ended. `message` says why in words where it is not `completed`."""

    check: CheckName
    status: CheckStatus
    optional: bool
    message: str
    engines: tuple[EngineUsed, ...]
    coverage: Coverage
    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class StepResult:
    id: str
    outcome: StepOutcome
    confidence: float
    start_s: float | None
    end_s: float | None
    message: str = ""
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordingFacts:
    """What the container says. Sizes are of the upright picture; unknown facts are null."""

    sha256: str
    duration_s: float | None
    width: int | None
    height: int | None
    video_codec: str | None
    audio_codec: str | None
    rotation: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefFacts:
    sha256: str
    profile: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeBy:
    candor: str
    tracks: int
    settings_sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    schema: str
    recording: RecordingFacts
    brief: BriefFacts
    outcome: Outcome
    checks: tuple[CheckResult, ...]
    findings: tuple[Finding, ...]
    steps: tuple[StepResult, ...]
    made_by: MadeBy


_REPORT = TypeAdapter(Report)


def report_to_data(report: Report) -> dict[str, Any]:
    """The report as plain JSON values; seconds are rounded to milliseconds."""
    data: dict[str, Any] = json.loads(_REPORT.dump_json(report))
    rounded: dict[str, Any] = _round_floats(data)
    return rounded


def report_to_json(report: Report) -> str:
    return json.dumps(report_to_data(report), ensure_ascii=False, indent=1) + "\n"


def report_from_json(text: str | bytes) -> Report:
    """Reads a stored report. Raises ValueError where it breaks the schema."""
    return _checked(lambda: _REPORT.validate_json(text))


def report_from_data(data: Mapping[str, Any]) -> Report:
    """From JSON values that are read already. Raises ValueError where they break the schema."""
    return _checked(lambda: _REPORT.validate_python(data))


def same_but_for_seconds(one: Report, other: Report) -> bool:
    """Whether two reports are equal apart from how long the checks took."""
    return _without_seconds(one) == _without_seconds(other)


def _checked(read: Callable[[], Report]) -> Report:
    try:
        report = read()
    except ValidationError as error:
        raise ValueError(f"not a {SCHEMA} report: {error.errors()[0]['msg']}") from error
    if report.schema != SCHEMA:
        raise ValueError(f"not a {SCHEMA} report: it says {report.schema!r}")
    return report


def _without_seconds(report: Report) -> dict[str, Any]:
    data = asdict(report)
    for check in data["checks"]:
        del check["seconds"]
    return data


def _round_floats(value: Any) -> Any:
    match value:
        case float():
            return round(value, 4)
        case dict():
            return {key: _round_floats(item) for key, item in value.items()}
        case list():
            return [_round_floats(item) for item in value]
        case _:
            return value
