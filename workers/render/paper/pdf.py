"""A report as a PDF, worded as its page is, with times that lead back to it."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime

from workers.render.context import Fact, ReportContext
from workers.render.examined import CheckView, StepView
from workers.render.paper.findings import Means, spelled, write_evidence, write_finding
from workers.render.paper.sheet import SOFT, Sheet
from workers.render.paper.timeline import write_timeline
from workers.render.transcript import Passage
from workers.render.words import Moment

_OUTCOMES = {"needs_review": "●", "incomplete": "◐", "clear": "○"}
_MARKS = {"completed": "✓", "followed": "✓", "inconclusive": "◐", "unclear": "◐", "failed": "●", "not_followed": "●"}  # fmt: skip
_NO_MARK = "–"
_TIME_MM = 26.0
_MARK_MM = 6.0


def render_pdf(
    report: ReportContext,
    *,
    pictures: Mapping[str, bytes],
    lead: Callable[[Moment], str],
    made_at: datetime,
) -> bytes:
    """The file. `report` as for a page without a player; `pictures`: JPEG, PNG or WebP by its `image_url`.

    `lead`: the address to which a time leads, empty where it leads nowhere. `made_at` has a time zone.
    """
    words = report.words
    sheet = Sheet(
        title=f"{report.title} · {report.outcome.word}",
        language=words.language,
        foot=" · ".join(report.summary),
        made_at=made_at,
    )
    means = Means(sheet=sheet, words=words, pictures=pictures, lead=lead)
    _write_head(sheet, report)
    if report.timeline is not None:
        write_timeline(sheet, report.timeline, words)
    _write_findings(means, report)
    _write_steps(means, report.steps)
    _write_checks(means, report.checks)
    _write_texts(means, report)
    _write_made(sheet, report)
    if sheet.lacks:
        sheet.text_block(words("label.letters_lacking"), size=8, colour=SOFT)
    return bytes(sheet.output())


def _write_head(sheet: Sheet, report: ReportContext) -> None:
    sheet.text_block(report.words("label.report"), size=8, colour=SOFT)
    sheet.heading(report.title, 1)
    for line in (report.recording_name, " · ".join(report.summary)):
        sheet.text_block(line, size=8, colour=SOFT)
    sheet.heading(f"{_OUTCOMES[report.outcome.key]} {report.outcome.word}", 2)
    for sentence in report.outcome.means:
        sheet.text_block(sentence)


def _write_findings(means: Means, report: ReportContext) -> None:
    sheet, words = means.sheet, means.words
    sheet.heading(words("label.findings"), 2)
    if not report.findings:
        is_open = report.outcome.key == "incomplete"
        sheet.text_block(words("label.no_findings_incomplete" if is_open else "label.no_findings"))
    for finding in report.findings:
        write_finding(means, finding)
    if report.findings_info:
        sheet.heading(words("label.findings_info"), 3)
        sheet.text_block(words("label.findings_info_means"), size=8, colour=SOFT)
    for finding in report.findings_info:
        write_finding(means, finding)


def _write_steps(means: Means, steps: tuple[StepView, ...]) -> None:
    if not steps:
        return
    means.sheet.heading(means.words("label.steps"), 2)
    for step in steps:
        time = spelled(step.at)
        says = f"{step.number}. {step.instruction}: {step.outcome_word}{f', {time}' if time else ''}"
        link = means.lead(step.at) if step.at else ""
        means.sheet.beside(_MARKS.get(step.outcome, _NO_MARK), says, lead_mm=_MARK_MM, link=link)
        if step.message:
            means.sheet.text_block(step.message, size=8, colour=SOFT, indent_mm=_MARK_MM)
        write_evidence(means, step.evidence)


def _write_checks(means: Means, checks: tuple[CheckView, ...]) -> None:
    sheet, words = means.sheet, means.words
    sheet.heading(words("label.examined"), 2)
    for check in checks:
        optional = f" ({check.optional})" if check.optional else ""
        examined = f" · {words('label.examined_part')}: {check.examined}" if check.examined else ""
        says = f"{check.name}{optional}: {check.status_word}{examined}"
        sheet.beside(_MARKS.get(check.status, _NO_MARK), says, lead_mm=_MARK_MM)
        notes = [check.asks, check.message]
        notes += [f"{words('label.not_examined')} {spelled(gap.at)}: {gap.why}" for gap in check.gaps]
        if check.engines:
            notes.append(f"{words('label.made_with')}: {'; '.join(check.engines)}")
        for note in filter(None, notes):
            sheet.text_block(note, size=8, colour=SOFT, indent_mm=_MARK_MM)


def _write_texts(means: Means, report: ReportContext) -> None:
    sheet, words = means.sheet, means.words
    if report.transcript is not None:
        sheet.heading(words("label.transcript"), 2)
        if report.transcript.rough:
            sheet.text_block(words("label.transcript_rough"), size=8, colour=SOFT)
        _write_passages(means, report.transcript.passages, words("label.transcript_none"))
    if report.screen_text is not None:
        sheet.heading(words("label.screen_text"), 2)
        if report.screen_text:
            sheet.text_block(words("label.screen_text_note"), size=8, colour=SOFT)
        _write_passages(means, report.screen_text, words("label.screen_text_none"))


def _write_passages(means: Means, passages: tuple[Passage, ...], none: str) -> None:
    if not passages:
        means.sheet.text_block(none)
    for passage in passages:
        link = means.lead(passage.at) if passage.at else ""
        means.sheet.beside(spelled(passage.at), passage.text, lead_mm=_TIME_MM, link=link)


def _write_made(sheet: Sheet, report: ReportContext) -> None:
    words = report.words
    sheet.heading(words("label.how_made"), 2)
    for code in ("role.machine", "role.errors", "role.person", "role.limits"):
        sheet.text_block(words(code))
    _write_facts(sheet, words("label.recording"), report.facts)
    _write_facts(sheet, words("label.how_made_with"), report.made)
    if report.engines:
        _write_facts(sheet, words("label.engines"), report.engines)
    else:
        sheet.text_block(words("label.no_engines"))


def _write_facts(sheet: Sheet, title: str, facts: Iterable[Fact]) -> None:
    sheet.heading(title, 3)
    for fact in facts:
        sheet.text_block(f"{fact.name}: {fact.value}", size=8)
