"""Findings as the page shows them: the claim, what it rests on, and what speaks against it."""

from collections.abc import Mapping
from dataclasses import dataclass

from workers.render.words import Moment, Words, moment
from workers.report import Evidence, EvidenceKind, Finding, RecordingFacts, Severity
from workers.sentences import Strength, clock, plain, strength_of

_WEIGHT = {Severity.MAJOR: 0, Severity.MINOR: 1, Severity.INFO: 2}


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A box as parts of a small drawing of the picture, `width` by 36 units."""

    picture_width: float
    x: float
    y: float
    width: float
    height: float
    says: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceView:
    label: str
    quote: str
    at: Moment | None
    image_url: str
    alt: str
    place: Place | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingView:
    """`anchor` names its entry, `mark` its mark on the timeline."""

    id: str
    anchor: str
    mark: str
    code: str
    check: str
    message: str
    severity: Severity
    severity_word: str
    strength: Strength
    strength_word: str
    at: Moment | None
    evidence: tuple[EvidenceView, ...]
    against: tuple[EvidenceView, ...]
    about_something_not_seen: bool


def finding_views(
    findings: tuple[Finding, ...],
    *,
    words: Words,
    image_urls: Mapping[str, str],
    facts: RecordingFacts,
) -> tuple[FindingView, ...]:
    """Heaviest first, then in order of time; what has no time comes last."""
    ordered = sorted(findings, key=lambda one: (_WEIGHT[one.severity], one.start_s is None, one.start_s or 0))
    return tuple(_finding_view(one, words, image_urls, facts) for one in ordered)


def _finding_view(
    finding: Finding, words: Words, image_urls: Mapping[str, str], facts: RecordingFacts
) -> FindingView:
    strength = strength_of(finding.code, finding.confidence)
    mark = f"mark-{finding.id}"
    return FindingView(
        id=finding.id,
        anchor=f"finding-{finding.id}",
        mark=mark,
        code=finding.code,
        check=words(f"check.{finding.check}"),
        message=words.message_of(finding),
        severity=finding.severity,
        severity_word=words(f"severity.{finding.severity}"),
        strength=strength,
        strength_word=words(f"strength.{strength}"),
        at=moment(finding.start_s, finding.end_s, href=f"#{mark}"),
        evidence=tuple(evidence_view(one, words, image_urls, facts) for one in finding.evidence),
        against=tuple(evidence_view(one, words, image_urls, facts) for one in finding.counter_evidence),
        about_something_not_seen=finding.code.endswith(("missing", "absent")),
    )


def evidence_view(
    evidence: Evidence, words: Words, image_urls: Mapping[str, str], facts: RecordingFacts
) -> EvidenceView:
    return EvidenceView(
        label=words(_label_of(evidence)),
        quote=plain(evidence.text or ""),
        at=moment(evidence.start_s, evidence.end_s, href="#timeline"),
        image_url=image_urls.get(evidence.image or "", ""),
        alt=_alt(evidence, words),
        place=_place(evidence.box, words, facts),
    )


def _label_of(evidence: Evidence) -> str:
    """A picture with words to it was described by a model, whose words they are."""
    if evidence.kind is EvidenceKind.FRAME and evidence.text:
        return "evidence.described"
    return f"evidence.{evidence.kind}"


def _alt(evidence: Evidence, words: Words) -> str:
    if evidence.start_s is None:
        return words("picture.alt_untimed")
    if evidence.text and evidence.kind is EvidenceKind.FRAME:
        return words("picture.alt_described", at_s=evidence.start_s, text=evidence.text)
    if evidence.text:
        return words("picture.alt_text", at_s=evidence.start_s, text=evidence.text)
    return words("picture.alt", at_s=evidence.start_s)


def _place(
    box: tuple[float, float, float, float] | None, words: Words, facts: RecordingFacts
) -> Place | None:
    if box is None:
        return None
    x, y, width, height = box
    picture_width = 36 * (facts.width / facts.height) if facts.width and facts.height else 64.0
    return Place(
        picture_width=round(picture_width, 1),
        x=round(x * picture_width, 1),
        y=round(y * 36, 1),
        width=max(1.5, round(width * picture_width, 1)),
        height=max(1.5, round(height * 36, 1)),
        says=words("picture.place", across=round(100 * (x + width / 2)), down=round(100 * (y + height / 2))),
    )


def spoken_time(view: FindingView) -> str:
    """The finding's time in words, for the list that stands for the drawing."""
    if view.at is None:
        return ""
    return f"{view.at.shown}–{clock(view.at.until_s)}" if view.at.until_s is not None else view.at.shown
