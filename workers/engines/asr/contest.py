"""A phrase against its decoys in the sound itself, and what comes out of it as one margin."""

import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from workers.engines.asr.acoustics import AcousticModel
from workers.engines.asr.decoys import NearDecoy, far_decoys, near_decoys
from workers.engines.asr.features import FRAMES_PER_S
from workers.engines.asr.hearing import Piece
from workers.engines.asr.spotting import Chain, Fit, Pronunciation, best_fits, chain_of
from workers.spans import Span

#: Ways to say the phrase that are tried: words have up to four pronunciations each.
_MOST_WAYS = 8

Pronounce = Callable[[str], Sequence[Pronunciation]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Contest:
    """How the phrase did. Gains are logarithms of likelihood ratios, for each phone.

    `gain`: of the phrase against a free loop of phones. `lead`: over the best far decoy.
    `standing`: in standard deviations of the far decoys' gains, from their mean. `nearest`: over
    the best near decoy, for each phone that it replaced. `order`: over the best other order of
    the same words (0 where there is none).
    """

    gain: float
    lead: float
    standing: float
    nearest: float
    order: float
    phones: int
    span: Span | None
    best_decoy: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Entrant:
    words: tuple[str, ...]
    chain: Chain
    phones: int


def hold_contest(
    model: AcousticModel, pieces: Sequence[Piece], words: tuple[str, ...], language: str, pronounce: Pronounce
) -> Contest:
    """The phrase against every decoy, each where it fits best in all of the pieces.

    Every word must have a pronunciation, and there must be a piece.
    """
    ways = itertools.islice(itertools.product(*(pronounce(word) for word in words)), _MOST_WAYS)
    own = [_entrant(model, words, way) for way in ways]
    near = near_decoys(words, language)
    near_entrants = [_entrant(model, decoy.words, _first_way(decoy.words, pronounce)) for decoy in near]
    far = [_entrant(model, decoy, _first_way(decoy, pronounce)) for decoy in far_decoys(words, language)]
    fits = _fits(model, pieces, [entrant.chain for entrant in (*own, *near_entrants, *far)])
    best = max(range(len(own)), key=lambda index: fits[index][1].gain)
    lengths = [len(way) for way in _first_way(words, pronounce)]
    piece, fit = fits[best]
    own_gain, phones = fit.gain, own[best].phones
    gains = [fit.gain for _, fit in fits]
    near_gains = gains[len(own) : len(own) + len(near)]
    far_gains = np.array(
        [gain / entrant.phones for gain, entrant in zip(gains[-len(far) :], far, strict=True)]
    )
    gain = own_gain / phones
    leads = _leads(own_gain, near, near_gains, lengths)
    replaced = [lead for places, lead in leads.items() if places]
    nearest_index = int(np.argmax([*near_gains, *(far_gains * phones)]))
    return Contest(
        gain=gain,
        lead=gain - float(far_gains.max()),
        standing=(gain - float(far_gains.mean())) / max(float(far_gains.std()), 1e-6),
        nearest=min(replaced),
        order=leads.get((), 0.0) / phones,
        phones=phones,
        span=_span(pieces[piece], fit),
        best_decoy=" ".join([*near_entrants, *far][nearest_index].words),
    )


def _entrant(model: AcousticModel, words: tuple[str, ...], way: Sequence[Pronunciation]) -> _Entrant:
    return _Entrant(words=words, chain=chain_of(model, way), phones=sum(map(len, way)))


def _first_way(words: Sequence[str], pronounce: Pronounce) -> tuple[Pronunciation, ...]:
    return tuple(pronounce(word)[0] for word in words)


def _fits(model: AcousticModel, pieces: Sequence[Piece], chains: Sequence[Chain]) -> list[tuple[int, Fit]]:
    """For each chain the piece where it fits best (the first of equals), and how."""
    senones = np.unique(np.concatenate([chain.senones for chain in chains]))
    column = np.zeros(model.phones.senones, np.intp)
    column[senones] = np.arange(len(senones))
    best: list[tuple[int, Fit]] = []
    for index, piece in enumerate(pieces):
        observed = model.log_likelihoods(piece.features, senones)
        fits = [(index, fit) for fit in best_fits(model, chains, observed, column, piece.loop)]
        best = (
            [max(pair, key=lambda found: found[1].gain) for pair in zip(best, fits, strict=True)]
            if best
            else fits
        )
    return best


def _leads(
    own: float, near: Sequence[NearDecoy], gains: Sequence[float], lengths: Sequence[int]
) -> dict[tuple[int, ...], float]:
    """Replaced places → how far the phrase is before the best of those decoys, for each phone replaced."""
    leads: dict[tuple[int, ...], float] = {}
    for decoy, gain in zip(near, gains, strict=True):
        lead = (own - gain) / max(1, sum(lengths[place] for place in decoy.replaced))
        leads[decoy.replaced] = min(lead, leads.get(decoy.replaced, lead))
    return leads


def _span(piece: Piece, fit: Fit) -> Span:
    return Span(
        start_s=round(piece.start_s + fit.start / FRAMES_PER_S, 3),
        end_s=round(piece.start_s + fit.end / FRAMES_PER_S, 3),
    )
