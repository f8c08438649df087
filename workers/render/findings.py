"""Findings as the page shows them: the claim, what it rests on, and what speaks against it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property

from workers.render.words import Moment, Words, moment
from workers.report import Evidence, EvidenceKind, Finding, RecordingFacts, Severity
from workers.sentences import Strength, clock, plain, strength_of

#: An evidence's `image` → where the page finds the picture, empty where it has none.
PictureAt = Callable[[str], str]

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


@dataclass(frozen=True, kw_only=True)
class FindingView:
    """One finding, worded as it is asked for: of hundreds a page shows the first, and marks of the rest.

    `anchor` names its entry, `mark` its mark on the timeline.
    """

    finding: Finding
    words: Words
    picture_at: PictureAt
    facts: RecordingFacts

    @property
    def id(self) -> str:
        return self.finding.id

    @property
    def code(self) -> str:
        return self.finding.code

    @property
    def anchor(self) -> str:
        return f"finding-{self.id}"

    @property
    def mark(self) -> str:
        return f"mark-{self.id}"

    @property
    def severity(self) -> Severity:
        return self.finding.severity

    @property
    def severity_word(self) -> str:
        return self.words(f"severity.{self.severity}")

    @property
    def check(self) -> str:
        return self.words(f"check.{self.finding.check}")

    @cached_property
    def message(self) -> str:
        return self.words.message_of(self.finding)

    @cached_property
    def strength(self) -> Strength:
        return strength_of(self.finding.code, self.finding.confidence)

    @property
    def strength_word(self) -> str:
        return self.words(f"strength.{self.strength}")

    @cached_property
    def at(self) -> Moment | None:
        return moment(self.finding.start_s, self.finding.end_s, href=f"#{self.mark}")

    @cached_property
    def evidence(self) -> tuple[EvidenceView, ...]:
        return self._views(self.finding.evidence)

    @cached_property
    def against(self) -> tuple[EvidenceView, ...]:
        return self._views(self.finding.counter_evidence)

    @property
    def about_something_not_seen(self) -> bool:
        return self.finding.code.endswith(("missing", "absent"))

    def _views(self, evidence: Iterable[Evidence]) -> tuple[EvidenceView, ...]:
        return tuple(evidence_view(one, self.words, self.picture_at, self.facts) for one in evidence)


def finding_views(
    findings: tuple[Finding, ...], *, words: Words, picture_at: PictureAt, facts: RecordingFacts
) -> tuple[FindingView, ...]:
    """Heaviest first, then in order of time; what has no time comes last."""
    ordered = sorted(findings, key=lambda one: (_WEIGHT[one.severity], one.start_s is None, one.start_s or 0))
    return tuple(FindingView(finding=one, words=words, picture_at=picture_at, facts=facts) for one in ordered)


def evidence_view(
    evidence: Evidence, words: Words, picture_at: PictureAt, facts: RecordingFacts
) -> EvidenceView:
    return EvidenceView(
        label=words(_label_of(evidence)),
        quote=plain(evidence.text or ""),
        at=moment(evidence.start_s, evidence.end_s, href="#timeline"),
        image_url=picture_at(evidence.image) if evidence.image else "",
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
