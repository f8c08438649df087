"""What is missing before a decision may stand."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from integrity.reviews.domain.drafts import Typed
from integrity.reviews.models import Verdict
from workers.report import Finding, Severity


@dataclass(frozen=True, slots=True)
class Fault:
    """The code says what (`undecided`, `unopened`, `worse`, `verdict`, `policy`, `reason`,
    `nothing_upheld`, `unmarked`); `finding_id` of which finding, empty for the case.
    """

    code: str
    finding_id: str = ""


class DecisionRefused(Exception):
    """All that is missing, for the page to say in its places."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__(", ".join(fault.code for fault in faults))
        self.faults = faults


def upheld_in(typed: Typed, findings: Mapping[str, Finding]) -> frozenset[str]:
    """Ids of findings that the report has."""
    judged = typed.findings.items()
    return frozenset(key for key, one in judged if one.verdict == Verdict.UPHELD and key in findings)


def refuse_faulty(
    typed: Typed,
    findings: Mapping[str, Finding],
    *,
    opened: Iterable[str],
    may_uphold: frozenset[str] | None,
) -> None:
    """`may_uphold`: what an appeal is about; None where it is no appeal. Raises DecisionRefused."""
    upheld = upheld_in(typed, findings)
    faults = [Fault("undecided", key) for key in _undecided(typed, findings)]
    faults += [Fault("unopened", key) for key in sorted(upheld.difference(opened))]
    if may_uphold is not None:
        faults += [Fault("worse", key) for key in sorted(upheld - may_uphold)]
    faults += _of_case(typed, anything_upheld=bool(upheld))
    if faults:
        raise DecisionRefused(tuple(faults))


def _undecided(typed: Typed, findings: Mapping[str, Finding]) -> Iterator[str]:
    """What only informs may be left alone."""
    for key, finding in findings.items():
        judged = typed.findings.get(key)
        if finding.severity is not Severity.INFO and not (judged and judged.verdict):
            yield key


def _of_case(typed: Typed, *, anything_upheld: bool) -> Iterator[Fault]:
    if not typed.verdict:
        yield Fault("verdict")
    if typed.verdict == Verdict.UPHELD and not anything_upheld:
        yield Fault("nothing_upheld")
    if anything_upheld or typed.verdict == Verdict.UPHELD:
        yield from (Fault(name) for name in ("policy", "reason") if not getattr(typed, name).strip())
