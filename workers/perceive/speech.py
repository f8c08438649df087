"""Sound → words with times, and the trials of every phrase that the brief asks about."""

import re
from collections.abc import Iterable, Sequence

import numpy as np

from workers.brief import Brief
from workers.engines.asr.base import AsrEngine
from workers.engines.vad.base import VadEngine
from workers.media.pictures import Sound
from workers.report import Gap
from workers.spans import Span, merge_spans
from workers.tracks.speech import Heard, PhraseTrial, SpeechTrack, Untried, Word

#: Sound is "present throughout" where no more than this part of the length has no data.
_MOST_WITHOUT_SOUND = 0.05
#: A sound track that never leaves this level (of 32768) is a muted microphone.
_MUTED_LEVEL = 4
#: Where no voice is heard at all, the phrase lost by this: margins of such a trial are by convention.
NOTHING_SAID_MARGIN = -1.0
NOTHING_SAID_CONFIDENCE = 0.8

LANGUAGE_GAP = "language_unknown"
NO_SOUND_GAP = "no_sound"

_TERM = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")


def perceive_speech(sound: Sound, *, asr: AsrEngine, vad: VadEngine, brief: Brief) -> SpeechTrack:
    """Where a voice was heard, and what it said. Raises EngineFailed.

    Of a language that the engine does not know there are no words, and one gap over the whole
    length; where the file has no sound data there are gaps too.
    """
    speech = vad.speech_spans(sound)
    known = asr.speaks(brief.language)
    words: list[Word] = []
    if known and speech:
        words = asr.transcribe(sound, language=brief.language, speech=speech, vocabulary=vocabulary_of(brief))
    return SpeechTrack(
        engine=asr.used,
        vad=vad.used,
        language=brief.language,
        rough=asr.ROUGH,
        speech=tuple(speech),
        words=tuple(words),
        gaps=_silent_gaps(sound) if known else _whole_gap(sound),
    )


def phrases_of(brief: Brief) -> tuple[str, ...]:
    """The variant's phrase, what must and may not be said, and what steps expect to be said; each once."""
    found: list[str] = []
    if brief.variant and brief.variant.phrase:
        found.append(brief.variant.phrase)
    if brief.speech:
        found += [*brief.speech.required, *brief.speech.forbidden]
    found += [text for step in brief.steps for text in step.expect_speech]
    return tuple(dict.fromkeys(found))


def try_phrase(
    sound: Sound, phrase: str, *, asr: AsrEngine, vad_spans: Sequence[Span], language: str
) -> PhraseTrial:
    """The trial of a phrase, wherever a voice was heard. Raises EngineFailed."""
    if not asr.speaks(language):
        return _undecided(phrase, Untried.LANGUAGE)
    if vad_spans:
        return asr.try_phrase(sound, phrase=phrase, language=language, speech=vad_spans)
    if _without_sound_s(sound) > _MOST_WITHOUT_SOUND * sound.duration_s:
        return _undecided(phrase, Untried.NO_SOUND)
    if _is_muted(sound):
        return _undecided(phrase, Untried.MUTED)
    return _nothing_said(phrase)


def _nothing_said(phrase: str) -> PhraseTrial:
    return PhraseTrial(
        phrase=phrase,
        heard=Heard.NOT_SPOKEN,
        margin=NOTHING_SAID_MARGIN,
        spoken_from=0.0,
        missing_below=0.0,
        span=None,
        best_decoy="",
        confidence=NOTHING_SAID_CONFIDENCE,
    )


def _undecided(phrase: str, why: Untried) -> PhraseTrial:
    return PhraseTrial(
        phrase=phrase,
        heard=Heard.UNDECIDED,
        margin=0.0,
        spoken_from=0.0,
        missing_below=0.0,
        span=None,
        best_decoy="",
        confidence=0.0,
        untried=why,
    )


def vocabulary_of(brief: Brief) -> list[str]:
    """Terms of the task. Never the phrases in question: knowing them would help to hear them."""
    texts = [brief.title, brief.statement, *(step.instruction for step in brief.steps)]
    in_question = {term.casefold() for phrase in phrases_of(brief) for term in _terms([phrase])}
    return [term for term in dict.fromkeys(_terms(texts)) if term.casefold() not in in_question]


def _terms(texts: Iterable[str]) -> list[str]:
    return [term for text in texts for term in _TERM.findall(text)]


def _whole_gap(sound: Sound) -> tuple[Gap, ...]:
    return (Gap(start_s=0.0, end_s=sound.duration_s, why=LANGUAGE_GAP),)


def _silent_gaps(sound: Sound) -> tuple[Gap, ...]:
    """Where the file has no sound data."""
    gaps: list[Gap] = []
    reached_s = 0.0
    for span in merge_spans(list(sound.spans)):
        if span.start_s > reached_s:
            gaps.append(Gap(start_s=reached_s, end_s=span.start_s, why=NO_SOUND_GAP))
        reached_s = max(reached_s, span.end_s)
    if reached_s < sound.duration_s:
        gaps.append(Gap(start_s=reached_s, end_s=sound.duration_s, why=NO_SOUND_GAP))
    return tuple(gaps)


def _without_sound_s(sound: Sound) -> float:
    return sum(gap.end_s - gap.start_s for gap in _silent_gaps(sound))


def _is_muted(sound: Sound) -> bool:
    """Whether the sound never leaves digital silence; read in pieces, as it may be a file's map."""
    samples = sound.samples
    step = 1 << 20
    return all(
        int(np.abs(samples[start : start + step].astype(np.int32)).max(initial=0)) <= _MUTED_LEVEL
        for start in range(0, len(samples), step)
    )
