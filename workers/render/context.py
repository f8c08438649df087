"""Everything that the page shows, worded and in order: what the templates are given."""

from dataclasses import dataclass
from functools import cached_property

from workers.brief import Brief
from workers.render.drawing import Drawing
from workers.render.examined import CheckView, StepView, check_views, engine_line, step_views
from workers.render.findings import FindingView, PictureAt, finding_views
from workers.render.lanes import Timeline, timeline_of, unjudged_timeline
from workers.render.transcript import NO_TEXTS, Passage, Texts, Transcript
from workers.render.words import Words, words_in
from workers.report import CheckName, CheckStatus, Outcome, Report, Severity
from workers.sentences import clock, plain

_SHORT_HASH = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeView:
    key: Outcome
    word: str
    means: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One line of facts; `exact` values (hashes) are set in a typeface of equal widths."""

    name: str
    value: str
    exact: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Paging:
    """Of a long list of findings the first `first` stand on the page. `more_url`, with a number and a slash after
    it, has those from that number on; the page at `whole_url` has all.
    """

    first: int
    more_url: str
    whole_url: str


@dataclass(frozen=True, kw_only=True)
class ReportContext:
    """One report for the templates, the same for the self-contained page and for the site.

    `seekable`: the page has a player, so times are buttons with `data-seek-s`; else they are
    links within the page. `findings` ask for a person's look, `findings_info` do not.
    """

    words: Words
    seekable: bool
    title: str
    recording_name: str
    summary: tuple[str, ...]
    outcome: OutcomeView
    paging: Paging | None
    findings: tuple[FindingView, ...]
    findings_info: tuple[FindingView, ...]
    steps: tuple[StepView, ...]
    checks: tuple[CheckView, ...]
    transcript: Transcript | None
    screen_text: tuple[Passage, ...] | None
    facts: tuple[Fact, ...]
    made: tuple[Fact, ...]
    engines: tuple[Fact, ...]
    report: Report
    drawing: Drawing | None
    untold: frozenset[CheckName]

    @cached_property
    def timeline(self) -> Timeline | None:
        """Drawn where a page has a place for it."""
        listed = (*self.findings, *self.findings_info)
        tells_people = CheckName.IDENTITY not in self.untold
        return timeline_of(
            self.report, self.drawing, listed, self.steps, self.words, tells_people=tells_people
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class TextsContext:
    """Transcript and text of the screen alone, for the templates that show them."""

    words: Words
    seekable: bool
    transcript: Transcript | None
    screen_text: tuple[Passage, ...] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineContext:
    """A timeline alone."""

    words: Words
    seekable: bool
    timeline: Timeline | None


def unjudged_context(drawing: Drawing | None, duration_s: float | None, *, language: str) -> TimelineContext:
    words = words_in(language)
    timeline = unjudged_timeline(drawing, duration_s, words)
    return TimelineContext(words=words, seekable=True, timeline=timeline)


def texts_context(texts: Texts, *, language: str) -> TextsContext:
    return TextsContext(
        words=words_in(language),
        seekable=True,
        transcript=texts.transcript,
        screen_text=texts.screen_text,
    )


def report_context(
    report: Report,
    *,
    brief: Brief,
    drawing: Drawing | None,
    picture_at: PictureAt,
    language: str,
    recording_name: str,
    seekable: bool,
    texts: Texts = NO_TEXTS,
    paging: Paging | None = None,
    untold: frozenset[CheckName] = frozenset(),
) -> ReportContext:
    """Words a report. Without `texts` the transcript is left to a page of its own (`TextsContext`); with
    `paging` most findings of a long report are, too. `untold`: checks that the report has no result of, and of
    which the reader is not told whether they were asked for.
    """
    words = words_in(language)
    findings = finding_views(report.findings, words=words, picture_at=picture_at, facts=report.recording)
    steps = step_views(report, brief, words, picture_at)
    return ReportContext(
        words=words,
        seekable=seekable,
        title=plain(brief.title) or words("label.untitled"),
        recording_name=plain(recording_name),
        summary=_summary(report),
        outcome=_outcome(report, words),
        findings=tuple(one for one in findings if one.severity is not Severity.INFO),
        paging=paging,
        findings_info=tuple(one for one in findings if one.severity is Severity.INFO),
        steps=steps,
        checks=check_views(report, words, untold),
        report=report,
        drawing=drawing,
        untold=untold,
        transcript=texts.transcript,
        screen_text=texts.screen_text,
        facts=_facts(report, recording_name, words),
        made=_made(report, words),
        engines=_engines(report, words),
    )


def _outcome(report: Report, words: Words) -> OutcomeView:
    return OutcomeView(
        key=report.outcome, word=words(f"outcome.{report.outcome}"), means=_means(report, words)
    )


def _means(report: Report, words: Words) -> tuple[str, ...]:
    match report.outcome:
        case Outcome.NEEDS_REVIEW:
            return _means_review(report, words)
        case Outcome.INCOMPLETE:
            return _means_incomplete(report, words)
        case Outcome.CLEAR:
            return (words("outcome_means.clear"),)


def _means_review(report: Report, words: Words) -> tuple[str, ...]:
    if count := _to_look_at(report):
        return (words("outcome_means.needs_review", count=count),)
    unseen = sum(step.outcome != "followed" for step in report.steps)
    return (words("outcome_means.needs_review_steps", count=unseen),)


def _means_incomplete(report: Report, words: Words) -> tuple[str, ...]:
    ended = {CheckStatus.INCONCLUSIVE, CheckStatus.FAILED}
    open_checks = sum(check.status in ended and not check.optional for check in report.checks)
    first = (
        words("outcome_means.incomplete", count=open_checks)
        if open_checks
        else words("outcome_means.incomplete_other")
    )
    count = _to_look_at(report)
    return (first, words("outcome_means.findings_stand", count=count)) if count else (first,)


def _to_look_at(report: Report) -> int:
    return sum(finding.severity is not Severity.INFO for finding in report.findings)


def _summary(report: Report) -> tuple[str, ...]:
    """The recording in a few words, for the head of the page."""
    facts = report.recording
    length = clock(facts.duration_s) if facts.duration_s is not None else ""
    size = f"{facts.width} × {facts.height}" if facts.width and facts.height else ""
    short = f"SHA-256 {facts.sha256[:_SHORT_HASH]}…" if facts.sha256 else ""
    return tuple(part for part in (length, size, short) if part)


def _facts(report: Report, recording_name: str, words: Words) -> tuple[Fact, ...]:
    recording = report.recording
    unknown = words("label.unknown")
    length = clock(recording.duration_s) if recording.duration_s is not None else unknown
    return (
        Fact(name=words("label.file"), value=plain(recording_name) or unknown),
        Fact(name=words("label.length"), value=length),
        Fact(name=words("label.picture_size"), value=_picture(report, words)),
        Fact(name=words("label.sound"), value=plain(recording.audio_codec or "") or words("label.none")),
        Fact(name=words("label.sha256"), value=plain(recording.sha256), exact=True),
    )


def _picture(report: Report, words: Words) -> str:
    recording = report.recording
    if recording.video_codec is None and recording.width is None:
        return words("label.none")
    size = f"{recording.width} × {recording.height}" if recording.width and recording.height else ""
    turned = words("label.rotation", degrees=recording.rotation) if recording.rotation else ""
    parts = [size, plain(recording.video_codec or ""), turned]
    return ", ".join(part for part in parts if part)


def _made(report: Report, words: Words) -> tuple[Fact, ...]:
    made_by = report.made_by
    tracks = words("label.tracks_version", version=made_by.tracks)
    profile = plain(report.brief.profile)
    known = profile in {"education", "moderation"}
    facts = (
        Fact(name=words("label.candor"), value=f"{plain(made_by.candor)}, {tracks}"),
        Fact(name=words("label.settings"), value=_short(made_by.settings_sha256), exact=True),
        Fact(name=words("label.brief"), value=_short(report.brief.sha256), exact=True),
        Fact(name=words("label.profile"), value=words(f"label.profile_{profile}") if known else profile),
    )
    return tuple(fact for fact in facts if fact.value)


def _short(sha256: str) -> str:
    return f"{plain(sha256)[:_SHORT_HASH]}…" if sha256 else ""


def _engines(report: Report, words: Words) -> tuple[Fact, ...]:
    """Each engine once, whichever checks used it."""
    used = {engine: None for check in report.checks for engine in check.engines}
    kinds = {"asr", "face", "ocr", "phrase", "vad", "vlm"}
    return tuple(
        Fact(
            name=words(f"engine.{engine.kind}") if engine.kind in kinds else plain(engine.kind),
            value=engine_line(engine),
        )
        for engine in used
    )
