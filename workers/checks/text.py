"""Was the code shown, and every text that had to be; and none that may not be?"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from variants.codes import is_well_formed
from workers.brief import Brief
from workers.checks.base import Judgement, make_finding
from workers.checks.examined import (
    coverage_of,
    is_good,
    line_evidence,
    missing_confidence,
    nearest_line,
    whole_span,
)
from workers.checks.nearly import may_have_stood
from workers.checks.outlines import is_mostly_unread, is_outline
from workers.checks.passages import Passage, read_passages, read_rows
from workers.checks.rules import is_rule
from workers.checks.sightings import Sighting, Stretch, sightings_of, stretches_of
from workers.checks.task_page import TaskPage
from workers.checks.visible import Visible
from workers.matching import Match, Pattern, code, find, nearest_distance, wording
from workers.report import CheckName, CheckStatus, Coverage, Finding, ParamValue
from workers.scripts import is_readable
from workers.tracks.recording import RecordingTracks
from workers.tracks.text import TextLine, TextTrack

#: A code with one of so many of its symbols misread or lost is likelier than any other text: two
#: codes differ in four of eight, and no line that was tried came as near by chance.
_CHARS_PER_MISREAD = 4

_TWINS = str.maketrans("АВЕКМНОРСТУХOZ", "ABEKMH0PCTYX02")
_DASH = r"[-‐‑‒–—―−﹣－]"
_CODE_LIKE = re.compile(
    rf"(?<![\w-])([0-9A-ZАВЕКМНОРСТУХ]{{4}})(\s?{_DASH}\s?|)([0-9A-ZАВЕКМНОРСТУХ]{{4}})(?![\w-])"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Doubt:
    """Why the check cannot complete: a sentence's code and its params."""

    reason: str
    params: Mapping[str, ParamValue]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Screen:
    """What the parts of this check look at."""

    brief: Brief
    tracks: RecordingTracks
    text: TextTrack
    passages: Sequence[Passage]
    task: TaskPage
    visible: Visible
    coverage: Coverage

    def asks(self, finding_code: str) -> bool:
        """Whether a claim was not taken out beforehand (an accommodation)."""
        return finding_code not in self.brief.skip


class TextCheck:
    NAME: ClassVar[CheckName] = CheckName.TEXT

    def asked_for(self, brief: Brief) -> bool:
        variant = brief.variant
        return brief.text is not None or bool(variant and (variant.code or variant.foreign_codes))

    def judge(self, tracks: RecordingTracks, brief: Brief) -> Judgement:
        assert tracks.text is not None  # the judge asks no check whose track is absent
        screen = _screen(tracks, tracks.text, brief)
        findings: list[Finding] = [*_foreign_codes(screen), *_forbidden(screen)]
        doubts = [*_coverage_doubts(screen), *_unreadable_forbidden(screen), *_unread_sentences(screen)]
        for missing, doubt in (_code(screen), *_required(screen)):
            findings += [missing] if missing else []
            doubts += [doubt] if doubt else []
        return Judgement(
            status=CheckStatus.INCONCLUSIVE if doubts else CheckStatus.COMPLETED,
            reason=doubts[0].reason if doubts else "",
            params=doubts[0].params if doubts else {},
            coverage=screen.coverage,
            engines=(tracks.text.engine,),
            findings=tuple(findings),
        )


def _screen(tracks: RecordingTracks, text: TextTrack, brief: Brief) -> _Screen:
    visible = Visible(text.lines)
    return _Screen(
        brief=brief,
        tracks=tracks,
        text=text,
        passages=read_passages(text.lines),
        task=TaskPage(brief, visible),
        visible=visible,
        coverage=coverage_of(tracks, text.gaps),
    )


def _coverage_doubts(screen: _Screen) -> list[_Doubt]:
    if is_good(screen.tracks, screen.coverage):
        return []
    truncated = screen.tracks.source.truncated
    return [_Doubt(reason="text.truncated" if truncated else "text.poor_coverage", params={})]


def _unreadable_forbidden(screen: _Screen) -> list[_Doubt]:
    """Forbidden texts that the reader would not have known had they stood there."""
    forbidden = screen.brief.text.forbidden if screen.brief.text else ()
    return [
        _Doubt(reason="text.script", params={"wanted": text})
        for text in forbidden
        if screen.asks("text.forbidden_shown") and not is_readable(text, screen.text.scripts)
    ]


def _code(screen: _Screen) -> tuple[Finding | None, _Doubt | None]:
    """The claim that the code was not shown, or the doubt that keeps it from being made."""
    wanted = screen.brief.variant.code if screen.brief.variant else None
    if not wanted or not screen.asks("text.code_missing"):
        return None, None
    pattern = code(wanted)
    if sightings_of(pattern, screen.passages) or not is_good(screen.tracks, screen.coverage):
        return None, None
    misread = _misread_code(pattern, screen.text.lines)
    if misread is not None:
        return None, _Doubt(reason="text.code_nearly", params={"code": wanted, "seen": misread.text})
    # Beside letters that the reader does not know, it loses others too.
    if not is_readable(f"{screen.brief.title} {screen.brief.statement}", screen.text.scripts):
        return None, _Doubt(reason="text.page_script", params={"code": wanted})
    nearest = nearest_line(pattern, screen.text.lines)
    return _missing(screen, pattern, nearest, "text.code_missing", {"code": wanted}), None


def _misread_code(pattern: Pattern, lines: Sequence[TextLine]) -> TextLine | None:
    """A line that may be the code with a symbol or two misread; another's, read whole, is no such line."""
    most = pattern.whole_chars // _CHARS_PER_MISREAD

    def is_another(line: TextLine) -> bool:
        return nearest_distance(pattern, _without_codes(line.text)) > most

    nearest = nearest_line(pattern, lines, but=is_another)
    return nearest[0] if nearest is not None and nearest[1] <= most else None


def _required(screen: _Screen) -> Iterable[tuple[Finding | None, _Doubt | None]]:
    wanted = screen.brief.text.required if screen.brief.text else ()
    return [_required_text(screen, text) for text in wanted if screen.asks("text.required_missing")]


def _required_text(screen: _Screen, wanted: str) -> tuple[Finding | None, _Doubt | None]:
    pattern = wording(wanted)
    shown = [*screen.passages, *read_rows(screen.text.lines)]
    if sightings_of(pattern, shown) or not is_good(screen.tracks, screen.coverage):
        return None, None
    if not is_readable(wanted, screen.text.scripts):
        return None, _Doubt(reason="text.script", params={"wanted": wanted})
    nearest = nearest_line(pattern, screen.text.lines)
    if nearest is not None and may_have_stood(pattern, nearest, screen.visible):
        return None, _Doubt(reason="text.nearly", params={"wanted": wanted, "seen": nearest[0].text})
    return _missing(screen, pattern, nearest, "text.required_missing", {"wanted": wanted}), None


def _missing(
    screen: _Screen,
    pattern: Pattern,
    nearest: tuple[TextLine, int] | None,
    finding_code: str,
    params: Mapping[str, ParamValue],
) -> Finding:
    lines = screen.text.lines
    return make_finding(
        check=CheckName.TEXT,
        code=finding_code,
        span=whole_span(screen.tracks),
        confidence=missing_confidence(lines, screen.tracks, screen.coverage),
        evidence=(line_evidence(nearest[0] if nearest else None, screen.tracks),),
        params=params,
        about=pattern.text,
    )


def _forbidden(screen: _Screen) -> list[Finding]:
    """One finding for each forbidden text and each stretch in which it stood."""
    forbidden = screen.brief.text.forbidden if screen.brief.text else ()
    return [
        _shown(stretch, "text.forbidden_shown", {"wanted": text}, about=text)
        for text in forbidden
        for stretch in stretches_of(_uses(screen, text, forbidden))
    ]


def _uses(screen: _Screen, wanted: str, forbidden: Sequence[str]) -> list[Sighting]:
    return [seen for seen in _sentences(screen, wanted, forbidden) if not is_mostly_unread(seen.passage)]


def _sentences(screen: _Screen, wanted: str, forbidden: Sequence[str]) -> list[Sighting]:
    """Where a forbidden text stood and neither was the task page's nor was forbidden there."""
    return [
        seen
        for seen in sightings_of(wording(wanted), screen.passages)
        if not is_rule(seen, screen.visible, forbidden)
        and not screen.task.shows(seen.passage, seen.span)
        and not is_outline(seen, screen.brief, screen.text.scripts)
    ]


def _unread_sentences(screen: _Screen) -> list[_Doubt]:
    """Forbidden texts among words that could not be read: a ban, or a use?"""
    forbidden = screen.brief.text.forbidden if screen.brief.text else ()
    return [
        _Doubt(reason="text.rule_unread", params={"wanted": text, "seen": seen.passage.text})
        for text in forbidden
        if screen.asks("text.forbidden_shown")
        for seen in _sentences(screen, text, forbidden)
        if is_mostly_unread(seen.passage)
    ]


def _shown(stretch: Stretch, finding_code: str, params: Mapping[str, ParamValue], *, about: str) -> Finding:
    return make_finding(
        check=CheckName.TEXT,
        code=finding_code,
        span=stretch.span,
        confidence=stretch.confidence,
        evidence=stretch.evidence(),
        params=params,
        about=about,
    )


def _foreign_codes(screen: _Screen) -> list[Finding]:
    variant = screen.brief.variant
    if variant is None:
        return []
    own = [text for text in (variant.code, screen.brief.statement, screen.brief.title) if text]
    seen = _listed_codes(screen, variant.foreign_codes) + (_other_codes(screen) if variant.code else [])
    by_code: dict[str, list[Sighting]] = {}
    for sighting in seen:
        if not any(find(sighting.pattern, text) for text in own):
            by_code.setdefault(sighting.pattern.units, []).append(sighting)
    return [
        _shown(
            stretch, "text.foreign_code", {"code": sightings[0].pattern.text}, about=sightings[0].pattern.text
        )
        for sightings in by_code.values()
        for stretch in stretches_of(sightings)
    ]


def _listed_codes(screen: _Screen, listed: Sequence[str]) -> list[Sighting]:
    return [seen for text in listed for seen in sightings_of(code(text), screen.passages)]


def _other_codes(screen: _Screen) -> list[Sighting]:
    """Sightings of any text that has the form and the check symbols of a code."""
    return [
        Sighting(pattern=code(found), passage=passage, match=match, span=span)
        for passage in screen.passages
        for found, match in _well_formed(passage.text)
        if passage.crosses(match)
        for span in passage.spans
    ]


def _without_codes(text: str) -> str:
    for _, match in reversed(_well_formed(text)):
        text = f"{text[: match.start]} {text[match.end :]}"
    return text


def _well_formed(text: str) -> list[tuple[str, Match]]:
    """The well-formed codes in a text as a recogniser read it, with where they stand."""
    found: list[tuple[str, Match]] = []
    for match in _CODE_LIKE.finditer(text):
        read = f"{match[1]}-{match[3]}".translate(_TWINS)
        # Two words in capitals make a code once in twelve thousand; without a dash a digit is asked for.
        dashed = bool(match[2].strip()) or any(char.isdigit() for char in read)
        if dashed and is_well_formed(read):
            found.append((read, Match(start=match.start(), end=match.end(), edits=0)))
    return found
