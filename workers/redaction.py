"""The report as its student sees it: the same findings, without the codes that belong to other people."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from workers.matching import code, find_all
from workers.render.transcript import Texts
from workers.report import Evidence, Finding, ParamValue, Report
from workers.tracks.recording import RecordingTracks

FOREIGN_CODE = "text.foreign_code"
#: Beside a report's `evidence`: the pictures of it that a student sees otherwise. That the folder is there says
#: that all were looked at.
FOR_STUDENT = "for_student"
_DOT = "•"


def other_codes(findings: Sequence[Finding]) -> tuple[str, ...]:
    """The codes of other variants that findings name, each once."""
    named = (one.params.get("code") for one in findings if one.code == FOREIGN_CODE)
    return tuple(dict.fromkeys(str(value) for value in named if value))


def without_codes(text: str, codes: Sequence[str]) -> str:
    """The text with a dot for each letter and digit of a code, also of one that was read with look-alikes."""
    for wanted in codes:
        for match in reversed(find_all(code(wanted), text)):
            hidden = "".join(_DOT if one.isalnum() else one for one in text[match.start : match.end])
            text = text[: match.start] + hidden + text[match.end :]
    return text


def redacted(report: Report) -> Report:
    """Ids stay as they are, so that decisions and replies stay attached."""
    codes = other_codes(report.findings)
    if not codes:
        return report
    hidden = _with_evidence(
        report, lambda one: replace(one, text=without_codes(one.text, codes) if one.text else one.text)
    )
    return replace(
        hidden,
        findings=tuple(
            replace(
                one,
                message=without_codes(one.message, codes),
                params={name: _param(value, codes) for name, value in one.params.items()},
            )
            for one in hidden.findings
        ),
        steps=tuple(replace(one, message=without_codes(one.message, codes)) for one in hidden.steps),
    )


def redacted_tracks(tracks: RecordingTracks, codes: Sequence[str]) -> RecordingTracks:
    """With the lines of the screen as the student may read them."""
    if tracks.text is None or not codes:
        return tracks
    lines = tuple(replace(line, text=without_codes(line.text, codes)) for line in tracks.text.lines)
    return replace(tracks, text=replace(tracks.text, lines=lines))


def redacted_texts(texts: Texts, codes: Sequence[str]) -> Texts:
    if texts.screen_text is None or not codes:
        return texts
    lines = tuple(replace(line, text=without_codes(line.text, codes)) for line in texts.screen_text)
    return replace(texts, screen_text=lines)


def without_pictures(report: Report) -> Report:
    return _with_evidence(report, lambda one: replace(one, image=None))


def _with_evidence(report: Report, change: Callable[[Evidence], Evidence]) -> Report:
    return replace(
        report,
        findings=tuple(
            replace(
                one,
                evidence=tuple(map(change, one.evidence)),
                counter_evidence=tuple(map(change, one.counter_evidence)),
            )
            for one in report.findings
        ),
        steps=tuple(replace(one, evidence=tuple(map(change, one.evidence))) for one in report.steps),
    )


def _param(value: ParamValue, codes: Sequence[str]) -> ParamValue:
    return without_codes(value, codes) if isinstance(value, str) else value
