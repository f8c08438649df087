"""Every finding code with its severity: permanent, and documented in docs/checks.md."""

from collections.abc import Mapping
from types import MappingProxyType

from workers.report import Severity

SEVERITIES: Mapping[str, Severity] = MappingProxyType(
    {
        "recording.truncated": Severity.INFO,
        "recording.unreadable": Severity.INFO,
        "recording.no_video": Severity.INFO,
        "recording.no_audio": Severity.INFO,
        "continuity.cut": Severity.MINOR,
        "continuity.freeze": Severity.MINOR,
        "continuity.black": Severity.MINOR,
        "continuity.repeat": Severity.MINOR,
        "continuity.gap": Severity.INFO,
        "text.code_missing": Severity.MAJOR,
        "text.foreign_code": Severity.MAJOR,
        "text.required_missing": Severity.MINOR,
        "text.forbidden_shown": Severity.MAJOR,
        "speech.phrase_missing": Severity.MINOR,
        "speech.required_missing": Severity.MINOR,
        "speech.forbidden_said": Severity.MAJOR,
        "identity.absent": Severity.MINOR,
        "identity.several_people": Severity.MAJOR,
        "identity.changed": Severity.MAJOR,
        "identity.mismatch": Severity.MAJOR,
        "identity.still_image": Severity.MAJOR,
        "instructions.step_missing": Severity.MAJOR,
        "instructions.out_of_order": Severity.MINOR,
        "injection.shown": Severity.MAJOR,
        "injection.said": Severity.MAJOR,
        "injection.hidden": Severity.MAJOR,
    }
)
