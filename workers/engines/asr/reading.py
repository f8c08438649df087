"""A phrase's trial on a transcript: how near the phrase comes, against phrases like it.

For recognisers whose words can be trusted. Nearness is 1 - edits / letters for the best place in
the transcript (Sellers 1980), over letters alone, since recognisers part words differently.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from workers.engines.asr.decoys import far_decoys, near_decoys, words_of
from workers.engines.asr.numerals import spell_numbers
from workers.spans import Span
from workers.tracks.speech import Heard, PhraseTrial, Word

#: Margins in letters of the phrase, measured on transcripts with simulated mishearings (docs/engines.md).
SPOKEN_FROM = 1.5
MISSING_BELOW = -1.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """The best place of a text: `nearness` 0 to 1, letters [start, end) of the transcript."""

    nearness: float
    start: int
    end: int


def trial_from_words(words: Sequence[Word], *, phrase: str, language: str) -> PhraseTrial:
    """The trial of a phrase; its margin is its lead over the best decoy, in letters of the phrase.
    Its confidence is how near the phrase came, or how far it stayed away where it was not spoken.

    Where no word was heard the trial is undecided: that is silence or noise, not another text.
    """
    letters, owners = _letters_of(words, language)
    own_letters = _letters(phrase, language)
    fit = best_fit(own_letters, letters)
    wanted = words_of(spell_numbers(phrase, language))
    near = _best_rival([decoy.words for decoy in near_decoys(wanted, language)], letters)
    far = _best_rival(far_decoys(wanted, language), letters)
    lead = _lead(fit.nearness, near=near.nearness, far=far.nearness)
    margin = round(lead * len(own_letters), 4)
    heard = _heard(margin) if words else Heard.UNDECIDED
    return PhraseTrial(
        phrase=phrase,
        heard=heard,
        margin=margin,
        spoken_from=SPOKEN_FROM,
        missing_below=MISSING_BELOW,
        span=_span(words, owners[fit.start : fit.end]),
        best_decoy=max(near, far, key=lambda rival: rival.nearness).text,
        confidence=round(1 - fit.nearness if heard is Heard.NOT_SPOKEN else fit.nearness, 4),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rival:
    text: str
    nearness: float


def _best_rival(decoys: Sequence[tuple[str, ...]], letters: str) -> _Rival:
    rivals = [_Rival(text=" ".join(d), nearness=best_fit("".join(d), letters).nearness) for d in decoys]
    return max(rivals, key=lambda rival: rival.nearness, default=_Rival(text="", nearness=0.0))


def _lead(nearness: float, *, near: float, far: float) -> float:
    """How far the phrase is ahead of every decoy, or behind the far ones.

    A near decoy may win where one word was misheard: that alone counts as a draw (0), and only a
    phrase that is behind phrases without any of its words has lost.
    """
    ahead = nearness - max(near, far)
    behind = min(0.0, nearness - far)
    return ahead if ahead >= 0 else behind


def best_fit(wanted: str, text: str) -> Fit:
    """Where in the text the wanted letters fit with the fewest edits; the first of equals."""
    if not wanted or not text:
        return Fit(nearness=0.0, start=0, end=0)
    edits = _edits_by_end(wanted, text)
    end = int(np.argmin(edits))
    before = text[max(0, end - 2 * len(wanted)) : end]
    length = int(np.argmin(_edits_by_length(wanted[::-1], before[::-1])))
    nearness = max(0.0, 1 - float(edits[end]) / len(wanted))
    return Fit(nearness=nearness, start=end - length, end=end)


def _edits_by_end(wanted: str, text: str) -> NDArray[np.int64]:
    """Fewest edits that make `wanted` of a piece of text that ends before each letter [letters + 1]."""
    return _edits(wanted, text, first_row=np.zeros(len(text) + 1, dtype=np.int64))


def _edits_by_length(wanted: str, text: str) -> NDArray[np.int64]:
    """Fewest edits that make `wanted` of the first letters of the text, by how many [letters + 1]."""
    return _edits(wanted, text, first_row=np.arange(len(text) + 1, dtype=np.int64))


def _edits(wanted: str, text: str, *, first_row: NDArray[np.int64]) -> NDArray[np.int64]:
    letters = np.array([ord(letter) for letter in text], dtype=np.int64)
    places = np.arange(len(text) + 1, dtype=np.int64)
    row = first_row
    for letter in wanted:
        least = row + 1
        least[1:] = np.minimum(least[1:], row[:-1] + (letters != ord(letter)))
        # Letters of the text left out: each costs one, so the cheapest earlier place goes on.
        row = np.minimum.accumulate(least - places) + places
    return row


def _heard(margin: float) -> Heard:
    if margin >= SPOKEN_FROM:
        return Heard.SPOKEN
    return Heard.NOT_SPOKEN if margin < MISSING_BELOW else Heard.UNDECIDED


def _letters_of(words: Sequence[Word], language: str) -> tuple[str, list[int]]:
    """All letters of the words, and for each the number of its word."""
    letters: list[str] = []
    owners: list[int] = []
    for number, word in enumerate(words):
        own = _letters(word.text, language)
        letters.append(own)
        owners += [number] * len(own)
    return "".join(letters), owners


def _letters(text: str, language: str) -> str:
    spelled = spell_numbers(text.casefold(), language)
    return "".join(letter for letter in spelled if letter.isalpha())


def _span(words: Sequence[Word], owners: Sequence[int]) -> Span | None:
    if not owners:
        return None
    return Span(start_s=words[owners[0]].start_s, end_s=words[owners[-1]].end_s)
