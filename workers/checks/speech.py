"""Was the phrase said, and everything that had to be; and nothing that may not be?

Each text was tried against decoys when the sound was perceived. A trial between its margins says
nothing, and an absent word in a rough transcript says nothing either.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from workers.brief import Brief
from workers.checks.base import Judgement, make_finding
from workers.checks.examined import coverage_of, is_good, whole_span
from workers.checks.transcript import Said, Transcript
from workers.report import CheckName, CheckStatus, Coverage, Evidence, EvidenceKind, Finding, Gap, ParamValue
from workers.spans import Span
from workers.tracks.recording import RecordingTracks
from workers.tracks.speech import Heard, PhraseTrial, SpeechTrack, Untried

#: Words of a transcript count as said from this confidence of the unsurest of them on.
SURE_WORDS = 0.6
#: A rough transcript shows that something was said only by so many words in a row.
LEAST_ROUGH_WORDS = 2
#: Words of which so many of the transcript's seconds around a place are shown as evidence.
_AROUND_S = 0.3

_UNTRIED: Mapping[Untried, str] = {
    Untried.LANGUAGE: "speech.language_unknown",
    Untried.WORDS: "speech.unknown_words",
    Untried.NO_SOUND: "speech.poor_coverage",
    Untried.MUTED: "speech.muted",
    Untried.TOO_SHORT: "speech.too_short",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Answer:
    """What came of one text: a finding, a doubt (a sentence's code with its params), or neither."""

    finding: Finding | None = None
    doubt: str = ""
    params: Mapping[str, ParamValue] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Heard:
    """What the parts of this check look at."""

    tracks: RecordingTracks
    speech: SpeechTrack
    coverage: Coverage

    def trial(self, text: str) -> PhraseTrial | None:
        trials = self.tracks.phrases.trials if self.tracks.phrases else ()
        return next((trial for trial in trials if trial.phrase == text), None)

    def in_transcript(self, text: str) -> Said | None:
        """The first place where the words themselves were heard, surely enough."""
        if self.speech.rough and len(text.split()) < LEAST_ROUGH_WORDS:
            return None
        said = Transcript(self.speech.words).find(text)
        return next((place for place in said if place.confidence >= SURE_WORDS), None)


class SpeechCheck:
    NAME: ClassVar[CheckName] = CheckName.SPEECH

    def asked_for(self, brief: Brief) -> bool:
        return brief.speech is not None or bool(brief.variant and brief.variant.phrase)

    def judge(self, tracks: RecordingTracks, brief: Brief) -> Judgement:
        if tracks.speech is None:
            return _without_sound(tracks)
        coverage = coverage_of(tracks, tracks.speech.gaps)
        heard = _Heard(tracks=tracks, speech=tracks.speech, coverage=coverage)
        answers = list(_answers(heard, brief))
        doubts = [answer for answer in answers if answer.doubt]
        return Judgement(
            status=CheckStatus.INCONCLUSIVE if doubts else CheckStatus.COMPLETED,
            reason=doubts[0].doubt if doubts else "",
            params=doubts[0].params if doubts else {},
            coverage=coverage,
            engines=(tracks.speech.engine, tracks.speech.vad),
            findings=tuple(answer.finding for answer in answers if answer.finding),
        )


def _without_sound(tracks: RecordingTracks) -> Judgement:
    gap = Gap(start_s=0.0, end_s=tracks.duration_s, why="no_sound")
    return Judgement(
        status=CheckStatus.INCONCLUSIVE, reason="speech.no_sound", coverage=coverage_of(tracks, (gap,))
    )


def _answers(heard: _Heard, brief: Brief) -> Iterator[_Answer]:
    if brief.variant and brief.variant.phrase and "speech.phrase_missing" not in brief.skip:
        yield _phrase(heard, brief.variant.phrase)
    if brief.speech and "speech.required_missing" not in brief.skip:
        yield from (_required(heard, text) for text in brief.speech.required)
    if brief.speech and "speech.forbidden_said" not in brief.skip:
        yield from (_forbidden(heard, text) for text in brief.speech.forbidden)


def _phrase(heard: _Heard, text: str) -> _Answer:
    trial = heard.trial(text)
    if trial is None:
        return _Answer(doubt="speech.not_perceived", params={"wanted": text})
    if trial.heard is Heard.SPOKEN:
        return _Answer()
    if trial.heard is Heard.UNDECIDED:
        return _open(heard, trial)
    return _missing(heard, trial, "speech.phrase_missing")


def _required(heard: _Heard, text: str) -> _Answer:
    """Like the phrase; but of a rough engine, whose decoys are drawn for challenge phrases and not
    for whatever a brief may require, only being heard is believed.
    """
    trial = heard.trial(text)
    if trial is None:
        return _Answer(doubt="speech.not_perceived", params={"wanted": text})
    if trial.heard is Heard.SPOKEN or heard.in_transcript(text):
        return _Answer()
    if trial.heard is Heard.UNDECIDED:
        return _open(heard, trial)
    if heard.speech.rough and trial.span is not None:
        return _Answer(doubt="speech.rough", params={"wanted": text})
    return _missing(heard, trial, "speech.required_missing")


def _forbidden(heard: _Heard, text: str) -> _Answer:
    """Said where its trial was won, or where its words stand in a transcript that can be trusted;
    a trial that stayed open accuses nobody and clears nothing.
    """
    trial = heard.trial(text)
    if trial is None:
        return _Answer(doubt="speech.not_perceived", params={"wanted": text})
    said = heard.in_transcript(text)
    if said is not None and not (heard.speech.rough and trial.heard is not Heard.SPOKEN):
        return _said(text, said.span, said.text, said.confidence)
    if trial.heard is Heard.SPOKEN and trial.span is not None:
        return _said(text, trial.span, _words_around(heard.speech, trial.span) or text, trial.confidence)
    return _open(heard, trial) if trial.heard is Heard.UNDECIDED else _Answer()


def _said(text: str, span: Span, heard: str, confidence: float) -> _Answer:
    evidence = Evidence(kind=EvidenceKind.SPEECH, start_s=span.start_s, end_s=span.end_s, text=heard)
    return _Answer(
        finding=make_finding(
            check=CheckName.SPEECH,
            code="speech.forbidden_said",
            span=span,
            confidence=confidence,
            evidence=(evidence,),
            params={"wanted": text},
            about=text,
        )
    )


def _open(heard: _Heard, trial: PhraseTrial) -> _Answer:
    if trial.untried is None:
        return _Answer(doubt="speech.undecided", params={"wanted": trial.phrase})
    params: dict[str, ParamValue] = {"wanted": trial.phrase}
    if trial.untried is Untried.LANGUAGE:
        params = {"language": heard.speech.language}
    elif trial.untried is Untried.WORDS:
        params["unknown"] = trial.unknown
    elif trial.untried in {Untried.NO_SOUND, Untried.MUTED}:
        params = {}
    return _Answer(doubt=_UNTRIED[trial.untried], params=params)


def _missing(heard: _Heard, trial: PhraseTrial, code: str) -> _Answer:
    """The claim, where nearly all of the sound was heard and the file is whole."""
    if not is_good(heard.tracks, heard.coverage):
        return _Answer(doubt="speech.poor_coverage")
    return _Answer(
        finding=make_finding(
            check=CheckName.SPEECH,
            code=code,
            span=whole_span(heard.tracks),
            confidence=trial.confidence,
            evidence=(_nearest(heard, trial),),
            params={"wanted": trial.phrase},
            about=trial.phrase,
        )
    )


def _nearest(heard: _Heard, trial: PhraseTrial) -> Evidence:
    """What was heard where the phrase fits best; where nothing was said, the whole recording."""
    span = trial.span or whole_span(heard.tracks)
    text = _words_around(heard.speech, span) if trial.span else ""
    return Evidence(kind=EvidenceKind.SPEECH, start_s=span.start_s, end_s=span.end_s, text=text or None)


def _words_around(speech: SpeechTrack, span: Span) -> str:
    start_s, end_s = span.start_s - _AROUND_S, span.end_s + _AROUND_S
    return " ".join(word.text for word in speech.words if start_s <= word.start_s <= end_s)
