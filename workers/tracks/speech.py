"""The speech tracks: words with times, and trials of the phrase that had to be said."""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from workers.report import EngineUsed, Gap
from workers.spans import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    text: str
    start_s: float
    end_s: float
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeechTrack:
    """`speech`: where the voice detector heard a voice. `rough`: the engine's free transcript
    is too weak for an absent word to mean anything (the embedded engine's is).
    """

    SCHEMA: ClassVar[str] = "candor.track.speech/1"

    engine: EngineUsed
    vad: EngineUsed
    language: str
    rough: bool
    speech: tuple[Span, ...]
    words: tuple[Word, ...]
    gaps: tuple[Gap, ...] = ()


class Untried(StrEnum):
    """Why no trial could be held: its phrase is then undecided."""

    LANGUAGE = "language"
    WORDS = "words"
    NO_SOUND = "no_sound"
    MUTED = "muted"
    TOO_SHORT = "too_short"


class Heard(StrEnum):
    SPOKEN = "spoken"
    NOT_SPOKEN = "not_spoken"
    UNDECIDED = "undecided"


@dataclass(frozen=True, slots=True, kw_only=True)
class PhraseTrial:
    """The phrase against its decoys over the whole sound.

    `margin`: how far the phrase was ahead of the best decoy (positive) or behind (negative), in
    the engine's own unit; `spoken_from` and `missing_below` are the margins from which `heard`
    follows, undecided in between. The span is where the phrase fits best, null where no voice was
    heard at all. `untried`: why no trial could be held; `unknown`: the words that the engine has no
    pronunciation of (where `untried` is `words`).
    """

    phrase: str
    heard: Heard
    margin: float
    spoken_from: float
    missing_below: float
    span: Span | None
    best_decoy: str
    confidence: float
    untried: Untried | None = None
    unknown: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PhraseTrack:
    SCHEMA: ClassVar[str] = "candor.track.phrases/1"

    engine: EngineUsed
    trials: tuple[PhraseTrial, ...]
