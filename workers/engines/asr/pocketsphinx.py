"""Speech by PocketSphinx (BSD), US English, from what its package carries.

Its free transcript is rough. Whether a phrase was said is not asked of it: that is a trial of the
phrase against decoys by the same acoustic model (`contest`).
"""

from collections.abc import Iterator, Sequence
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from workers.engines.asr.acoustics import load_model
from workers.engines.asr.contest import Contest, hold_contest
from workers.engines.asr.decoys import words_of
from workers.engines.asr.hearing import Hearing, hear
from workers.engines.asr.numerals import spell_numbers
from workers.engines.asr.pronunciations import load_pronunciations
from workers.engines.weights import name_weights, package_folder, package_version
from workers.errors import EngineFailed, EngineUnavailable
from workers.media.pictures import Sound
from workers.report import EngineUsed
from workers.spans import Span
from workers.tracks.speech import Heard, PhraseTrial, Untried, Word

_PACKAGE = "pocketsphinx"
_LANGUAGE = "en"
#: Sound heard before and after a span, so that first and last sounds are whole.
_PAD_S = 0.2
#: How much of its search PocketSphinx follows: states of words at each moment, and densities of a state.
_MOST_STATES = 6000
_DENSITIES = 2

#: The margin is the logarithm of the odds that the phrase was said, by a logistic regression on
#: the contest's figures (benchmarks/speech.py; docs/engines.md has what was measured).
MARGIN_OF_GAIN = 0.06
MARGIN_OF_LEAD = 0.10
MARGIN_OF_STANDING = 0.35
MARGIN_OF_NEAREST = 0.08
MARGIN_OF_ORDER = 0.11
MARGIN_AT_NOTHING = -1.1
SPOKEN_FROM = 2.0
MISSING_BELOW = -2.0
#: In noise a phrase that was said may do as badly as one that was not: far less is called missing.
CLEAR_FROM_DB = 24.0
MISSING_BELOW_IN_NOISE = -4.0
#: Shorter phrases fit somewhere in any speech.
LEAST_PHONES = 8


class PocketSphinxAsr:
    """Every recording and every span is heard with a fresh state: the same sound, the same words."""

    NAME: ClassVar[str] = "pocketsphinx"
    ROUGH: ClassVar[bool] = True

    def __init__(self) -> None:
        folder = package_folder("pocketsphinx", package=_PACKAGE) / "model" / "en-us"
        self._dictionary = folder / "cmudict-en-us.dict"
        self._pronunciations = load_pronunciations(self._dictionary)
        self._model = load_model(folder / "en-us")
        self._used = EngineUsed(
            kind="asr",
            name=self.NAME,
            model=f"en-us/{name_weights(folder / 'en-us' / 'means', folder / 'en-us' / 'sendump')}",
            version=package_version(_PACKAGE),
        )
        #: The last sound and spans that were heard, and how: a brief tries several phrases on one sound.
        self._heard: tuple[NDArray[np.int16], tuple[Span, ...], Hearing] | None = None

    @property
    def used(self) -> EngineUsed:
        return self._used

    def speaks(self, language: str) -> bool:
        """Whether the loaded model knows this language (BCP 47): English only."""
        return language.replace("_", "-").split("-")[0].lower() == _LANGUAGE

    def learns(self, vocabulary: Sequence[str]) -> tuple[str, ...]:
        """The words that its dictionary lacks and whose sound is known all the same."""
        new = [word for word in dict.fromkeys(vocabulary) if not self._pronunciations.lists(word.casefold())]
        return tuple(word for word in new if self._pronunciations.of_written(word))

    def transcribe(
        self, sound: Sound, *, language: str, speech: Sequence[Span], vocabulary: Sequence[str]
    ) -> list[Word]:
        """Words inside the given speech spans, in order of time. Raises EngineFailed.

        `vocabulary`: words to know besides the dictionary's. Those of known parts, and
        abbreviations, are added; others, whose sound the spelling does not tell, are not.
        """
        if not self.speaks(language):
            raise EngineFailed(f"pocketsphinx knows English only, not {language!r}.")
        if not speech:
            return []
        decoder = _open_decoder()
        self._teach(decoder, vocabulary)
        return [word for span in speech for word in _words_within(decoder, sound, span)]

    def try_phrase(self, sound: Sound, *, phrase: str, language: str, speech: Sequence[Span]) -> PhraseTrial:
        """The phrase against decoys, over the given speech spans. Raises EngineFailed."""
        if not self.speaks(language):
            return untried(phrase, Untried.LANGUAGE)
        words = words_of(spell_numbers(phrase, _LANGUAGE))
        unknown = tuple(word for word in words if not self._pronunciations.knows(word))
        if unknown or not words:
            return untried(phrase, Untried.WORDS, unknown=unknown or (phrase,))
        if sum(len(self._pronunciations.of(word)[0]) for word in words) < LEAST_PHONES:
            return untried(phrase, Untried.TOO_SHORT)
        hearing = self.hear(sound, speech)
        if not hearing.pieces:
            return untried(phrase, Untried.NO_SOUND)
        return trial_of(phrase, self.hold_contest(hearing, phrase), hearing)

    def hold_contest(self, hearing: Hearing, phrase: str) -> Contest:
        """The contest behind a trial. Every word must be known, and something heard."""
        words = words_of(spell_numbers(phrase, _LANGUAGE))
        return hold_contest(self._model, hearing.pieces, words, _LANGUAGE, self._pronunciations.of)

    def knows(self, phrase: str) -> bool:
        """Whether every word of the phrase can be said."""
        return all(map(self._pronunciations.knows, words_of(spell_numbers(phrase, _LANGUAGE))))

    def hear(self, sound: Sound, speech: Sequence[Span]) -> Hearing:
        """The given spans of speech, ready for contests; the last ones heard are remembered."""
        spans = tuple(speech)
        if self._heard is None or self._heard[0] is not sound.samples or self._heard[1] != spans:
            self._heard = (sound.samples, spans, hear(self._model, sound, spans))
        return self._heard[2]

    def _teach(self, decoder: Any, vocabulary: Sequence[str]) -> None:
        for word in self.learns(vocabulary):
            way = self._pronunciations.of_written(word)[0]
            if decoder.lookup_word(word.casefold()) is None:
                decoder.add_word(word.casefold(), " ".join(way), update=True)


def untried(phrase: str, why: Untried, *, unknown: tuple[str, ...] = ()) -> PhraseTrial:
    """A trial that could not be held: undecided."""
    return PhraseTrial(
        phrase=phrase,
        heard=Heard.UNDECIDED,
        margin=0.0,
        spoken_from=SPOKEN_FROM,
        missing_below=MISSING_BELOW,
        span=None,
        best_decoy="",
        confidence=0.0,
        untried=why,
        unknown=unknown,
    )


def margin_of(contest: Contest) -> float:
    """Logarithm of the odds that the phrase was said; about 0 where it is as likely as not."""
    return (
        MARGIN_AT_NOTHING
        + MARGIN_OF_GAIN * contest.gain
        + MARGIN_OF_LEAD * contest.lead
        + MARGIN_OF_STANDING * contest.standing
        + MARGIN_OF_NEAREST * contest.nearest
        + MARGIN_OF_ORDER * contest.order
    )


def trial_of(phrase: str, contest: Contest, hearing: Hearing) -> PhraseTrial:
    """What follows from a contest."""
    # Two digits: the last bits of a sum of floats depend on how many threads made it.
    margin = round(margin_of(contest), 2)
    missing_below = MISSING_BELOW if hearing.clearness_db >= CLEAR_FROM_DB else MISSING_BELOW_IN_NOISE
    heard = Heard.UNDECIDED
    if margin >= SPOKEN_FROM:
        heard = Heard.SPOKEN
    elif margin < missing_below:
        heard = Heard.NOT_SPOKEN
    return PhraseTrial(
        phrase=phrase,
        heard=heard,
        margin=margin,
        spoken_from=SPOKEN_FROM,
        missing_below=missing_below,
        span=contest.span,
        best_decoy=contest.best_decoy,
        confidence=round(1 / (1 + float(np.exp(-abs(margin)))), 3),
    )


def _open_decoder() -> Any:
    try:
        import pocketsphinx  # noqa: PLC0415 - loaded on use
    except ImportError as error:
        raise EngineUnavailable(
            "The package pocketsphinx is not installed; install it with: pip install pocketsphinx."
        ) from error
    # Means over each whole utterance: the library's running means would carry one span into the next.
    # Its second, flat search takes a quarter of the time, and so do further states and densities; none mends
    # a word worth it (docs/measurements.md).
    return pocketsphinx.Decoder(
        cmn="batch", fwdflat=False, maxhmmpf=_MOST_STATES, topn=_DENSITIES, loglevel="FATAL"
    )


def _words_within(decoder: Any, sound: Sound, span: Span) -> Iterator[Word]:
    start_s, end_s = max(0.0, span.start_s - _PAD_S), min(sound.duration_s, span.end_s + _PAD_S)
    heard = Span(start_s=min(start_s, end_s), end_s=end_s)
    samples = np.ascontiguousarray(sound.cut(heard))
    if not samples.any():
        return
    try:
        decoder.start_utt()
        decoder.process_raw(samples.tobytes(), full_utt=True)
        decoder.end_utt()
        segments = list(decoder.seg() or ())
    except RuntimeError as error:
        raise EngineFailed(f"pocketsphinx failed to hear: {error}") from error
    frames_per_s = int(decoder.config["frate"])
    logmath = decoder.logmath
    for segment in segments:
        text = segment.word.partition("(")[0]
        if not text or text.startswith(("<", "[")):
            continue
        yield Word(
            text=text,
            start_s=round(heard.start_s + segment.start_frame / frames_per_s, 3),
            end_s=round(min(heard.end_s, heard.start_s + (segment.end_frame + 1) / frames_per_s), 3),
            confidence=round(min(1.0, float(logmath.exp(segment.prob))), 3),
        )
