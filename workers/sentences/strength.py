"""Confidence in words: what people are shown instead of a percentage."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType


class Strength(StrEnum):
    WEAK = "weak"
    FAIR = "fair"
    STRONG = "strong"


@dataclass(frozen=True, slots=True, kw_only=True)
class Thresholds:
    """Confidence (0 to 1) from which the evidence is called fair, and strong."""

    fair_from: float
    strong_from: float


# A fact that the container itself states is certain or it is not stated.
_STATED = Thresholds(fair_from=0.5, strong_from=0.9)
# Readers (of text, of words) give high figures even for poor lines.
_READ = Thresholds(fair_from=0.6, strong_from=0.85)
# How far the camera's jump stands out from a second around it: 1 - 1/ratio.
_JUMP = Thresholds(fair_from=0.7, strong_from=0.85)
# Measured differences (cuts, faces): the check maps them so that 0.5 is the deciding threshold.
_MEASURED = Thresholds(fair_from=0.6, strong_from=0.8)
# Something not found: the engine's figure is about what it did read, so the words stay careful.
_NOT_FOUND = Thresholds(fair_from=0.65, strong_from=0.9)

THRESHOLDS: Mapping[str, Thresholds] = MappingProxyType(
    {
        "recording.truncated": _STATED,
        "recording.unreadable": _STATED,
        "recording.no_video": _STATED,
        "recording.no_audio": _STATED,
        "continuity.cut": _JUMP,
        "continuity.freeze": _MEASURED,
        "continuity.black": _MEASURED,
        "continuity.repeat": _MEASURED,
        "continuity.gap": _STATED,
        "text.code_missing": _NOT_FOUND,
        "text.foreign_code": _READ,
        "text.required_missing": _NOT_FOUND,
        "text.forbidden_shown": _READ,
        "speech.phrase_missing": _NOT_FOUND,
        "speech.required_missing": _NOT_FOUND,
        "speech.forbidden_said": _READ,
        "identity.absent": _MEASURED,
        "identity.several_people": _MEASURED,
        "identity.changed": _MEASURED,
        "identity.mismatch": _MEASURED,
        "identity.still_image": _MEASURED,
        "instructions.step_missing": _NOT_FOUND,
        "instructions.out_of_order": _READ,
        "injection.shown": _READ,
        "injection.said": _READ,
        "injection.hidden": _READ,
    }
)


def strength_of(code: str, confidence: float) -> Strength:
    """How strong the evidence of a finding is, in a word. A code from a policy pack, which has no
    row of its own, is read by the row for texts.
    """
    row = THRESHOLDS.get(code, _READ)
    if confidence >= row.strong_from:
        return Strength.STRONG
    return Strength.FAIR if confidence >= row.fair_from else Strength.WEAK
