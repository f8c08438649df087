"""Is anything in the recording addressed to whoever grades it?

Such words are reported to a person, word for word; they change no other check's answer.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar

from workers.brief import Brief
from workers.checks.base import Judgement, make_finding
from workers.checks.examined import coverage_of, is_good, whole_span
from workers.checks.grader_words import addresses_a_grader, demands_in
from workers.checks.passages import Passage, read_passages
from workers.checks.surroundings import paragraph_around
from workers.checks.task_page import TaskPage
from workers.checks.visible import Visible
from workers.report import CheckName, CheckStatus, Evidence, EvidenceKind, Finding, Gap
from workers.spans import Span, merge_spans
from workers.tracks.recording import RecordingTracks
from workers.tracks.source import SourceTrack
from workers.tracks.speech import SpeechTrack, Word
from workers.tracks.text import TextTrack

#: Ink that differs from its paper by less than this part of the luma range hardly shows.
HIDDEN_CONTRAST = 0.2
#: So is a line lower than this part of the picture (seven pixels of 720).
HIDDEN_HEIGHT = 0.01
JOIN_S = 1.0
MOST_EVIDENCE = 3
#: Words further apart than this do not belong to one sentence.
PAUSE_S = 1.5


@dataclass(frozen=True, slots=True, kw_only=True)
class _Seen:
    passage: Passage
    span: Span

    @property
    def hidden(self) -> bool:
        """Whether a person would hardly notice any of it: too faint, or too small."""
        return all(
            line.contrast < HIDDEN_CONTRAST or line.box.height < HIDDEN_HEIGHT for line in self.passage.lines
        )


class InjectionCheck:
    NAME: ClassVar[CheckName] = CheckName.INJECTION

    def asked_for(self, brief: Brief) -> bool:  # noqa: ARG002  # always runs
        return True

    def judge(self, tracks: RecordingTracks, brief: Brief) -> Judgement:
        shown = _shown(tracks.text, brief) if tracks.text else []
        said = _said(tracks.speech) if tracks.speech else []
        reason = _reason(tracks, brief)
        return Judgement(
            status=CheckStatus.INCONCLUSIVE if reason else CheckStatus.COMPLETED,
            reason=reason,
            coverage=coverage_of(tracks, _gaps(tracks)),
            engines=tuple(track.engine for track in (tracks.text, tracks.speech) if track),
            findings=(*shown, *said, *_carried(tracks)),
        )


def _reason(tracks: RecordingTracks, brief: Brief) -> str:
    if tracks.text is None:
        return "injection.no_picture"
    if not is_good(tracks, coverage_of(tracks, tracks.text.gaps)):
        return "text.truncated" if tracks.source.truncated else "text.poor_coverage"
    # Where a brief lets speech stay open, words that nobody could make out keep nothing open here.
    if CheckName.SPEECH in (*brief.optional, *brief.skip):
        return ""
    heard = tracks.speech is not None and is_good(tracks, coverage_of(tracks, tracks.speech.gaps))
    return "" if heard or not tracks.source.audio else "injection.sound_unheard"


def _gaps(tracks: RecordingTracks) -> tuple[Gap, ...]:
    if tracks.text is None:
        return (Gap(start_s=0.0, end_s=tracks.duration_s, why="no_picture"),)
    return tracks.text.gaps


def _shown(text: TextTrack, brief: Brief) -> list[Finding]:
    visible = Visible(text.lines)
    task = TaskPage(brief, visible)
    seen = [
        _Seen(passage=passage, span=span)
        for passage in read_passages(text.lines)
        if addresses_a_grader(passage.text)
        for span in passage.spans
        if not task.shows(passage, span) and not _is_example(passage, span, visible)
    ]
    found = []
    for code, part in (
        ("injection.shown", [item for item in seen if not item.hidden]),
        ("injection.hidden", [item for item in seen if item.hidden]),
    ):
        spans = merge_spans([item.span for item in part], join_gap_s=JOIN_S)
        found += [_finding(code, span, _inside(part, span)) for span in spans]
    return found


def _is_example(passage: Passage, span: Span, visible: Visible) -> bool:
    """Whether the paragraph around it teaches about such words."""
    around = " ".join(paragraph_around(passage, span, visible))
    return not addresses_a_grader(passage.text, around=around)


def _inside(seen: Sequence[_Seen], span: Span) -> list[_Seen]:
    """What stood in a stretch: what demands most first, without lines that add nothing to it."""
    inside = [item for item in seen if span.start_s <= item.span.start_s <= span.end_s]
    return sorted(inside, key=_by_demands)


def _by_demands(seen: _Seen) -> tuple[int, int, Span, str]:
    passage = seen.passage
    return (-demands_in(passage.text), len(passage.lines), seen.span, passage.text)


def _finding(code: str, span: Span, seen: Sequence[_Seen]) -> Finding:
    return make_finding(
        check=CheckName.INJECTION,
        code=code,
        span=span,
        confidence=max(item.passage.confidence for item in seen),
        evidence=tuple(item.passage.evidence(item.span) for item in seen[:MOST_EVIDENCE]),
        params={"text": seen[0].passage.text},
    )


def _said(speech: SpeechTrack) -> list[Finding]:
    return [
        make_finding(
            check=CheckName.INJECTION,
            code="injection.said",
            span=Span(start_s=words[0].start_s, end_s=words[-1].end_s),
            confidence=sum(word.confidence for word in words) / len(words),
            evidence=(_quote(words),),
            params={"text": _text(words)},
        )
        for words in _sentences(speech.words)
        if addresses_a_grader(_text(words))
    ]


def _carried(tracks: RecordingTracks) -> list[Finding]:
    """Texts of the container, and its name, which nobody who watches the recording sees."""
    span = whole_span(tracks)
    return [
        make_finding(
            check=CheckName.INJECTION,
            code="injection.hidden",
            span=span,
            confidence=1.0,
            evidence=(
                Evidence(kind=EvidenceKind.CONTAINER, start_s=span.start_s, end_s=span.end_s, text=text),
            ),
            params={"text": text},
        )
        for text in _grader_texts(tracks.source)
    ]


def _grader_texts(source: SourceTrack) -> list[str]:
    texts = [text for text in source.texts if addresses_a_grader(text)]
    # Names of files have other signs in place of blanks, and on some systems marks apart from their letters.
    in_words = re.sub(r"[\W_]+", " ", unicodedata.normalize("NFC", source.file_name))
    asks = addresses_a_grader(source.file_name) or addresses_a_grader(in_words)
    return [*texts, source.file_name] if asks else texts


def _sentences(words: Sequence[Word]) -> Iterator[list[Word]]:
    """Words without a long pause between them."""
    current: list[Word] = []
    for word in words:
        if current and word.start_s - current[-1].end_s > PAUSE_S:
            yield current
            current = []
        current.append(word)
    if current:
        yield current


def _text(words: Sequence[Word]) -> str:
    return " ".join(word.text for word in words)


def _quote(words: Sequence[Word]) -> Evidence:
    return Evidence(
        kind=EvidenceKind.SPEECH, start_s=words[0].start_s, end_s=words[-1].end_s, text=_text(words)
    )
