"""What a check is given and what it owes."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar, Protocol

from workers.brief import Brief
from workers.codes import SEVERITIES
from workers.report import (
    CheckName,
    CheckStatus,
    Coverage,
    EngineUsed,
    Evidence,
    Finding,
    ParamValue,
    StepResult,
)
from workers.spans import Box, Span
from workers.tracks.recording import RecordingTracks


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """How a check ended.

    `reason`: the code of the sentence that says why it did not complete (in the catalogue under
    `status.`), empty where it did; `params` fill it. A check that is not `completed` may still
    have findings, and they stand.
    """

    status: CheckStatus
    coverage: Coverage
    reason: str = ""
    params: Mapping[str, ParamValue] = field(default_factory=dict)
    engines: tuple[EngineUsed, ...] = ()
    findings: tuple[Finding, ...] = ()
    steps: tuple[StepResult, ...] = ()


class Check(Protocol):
    NAME: ClassVar[CheckName]

    def asked_for(self, brief: Brief) -> bool:
        """Whether the brief has this check's table."""
        ...

    def judge(self, tracks: RecordingTracks, brief: Brief) -> Judgement:
        """Tracks and brief to findings. Decodes nothing and loads no engine."""
        ...


def make_finding(
    *,
    check: CheckName,
    code: str,
    span: Span | None,
    confidence: float,
    evidence: tuple[Evidence, ...],
    params: Mapping[str, ParamValue] | None = None,
    counter_evidence: tuple[Evidence, ...] = (),
    about: str = "",
) -> Finding:
    """A finding with its severity and id. Its message is rendered by the judge, which knows the language.

    `about`: what the finding is about where evidence alone cannot tell (of two texts that are
    missing, the nearest thing seen may be one and the same).
    """
    return Finding(
        id=_finding_id(check, code, evidence, about),
        check=check,
        code=code,
        severity=SEVERITIES[code],
        confidence=confidence,
        start_s=span.start_s if span else None,
        end_s=span.end_s if span else None,
        message="",
        params=params or {},
        evidence=evidence,
        counter_evidence=counter_evidence,
    )


def _finding_id(check: CheckName, code: str, evidence: tuple[Evidence, ...], about: str) -> str:
    shown = [(item.kind, item.start_s, item.end_s, item.box, item.text) for item in evidence]
    body = json.dumps([check, code, shown, *([about] if about else [])], ensure_ascii=False)
    return hashlib.sha256(body.encode()).hexdigest()[:16]


def box_values(box: Box) -> tuple[float, float, float, float]:
    """A box as the report writes it."""
    return (box.x, box.y, box.width, box.height)
