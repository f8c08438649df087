"""A recording's speech as features that are alike for every speaker, room and microphone.

Three steps: the bands are moved to where the speaker's vocal tract puts them, cepstral means over
the loud frames are taken out (room and microphone), and each feature is shifted and stretched so
that its mean and spread are those which the model expects of the phones that a free loop heard.
Without them, voices unlike the model's own speakers, synthetic ones above all, are told from noise
but not word from word.
"""

import functools
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from workers.engines.asr.acoustics import FILLERS, STATES_PER_PHONE, AcousticModel
from workers.engines.asr.features import (
    FRAMES_PER_S,
    Frames,
    background_of,
    band_powers,
    cepstra,
    clearness_db,
    loud_frames,
    with_deltas,
)
from workers.engines.asr.spotting import loop_gains, loop_path
from workers.media.pictures import Sound
from workers.spans import Span, merge_spans

#: A pause inside a phrase may be this long; speech is heard with so much around it.
_JOIN_PAUSES_S = 1.5
_PAD_S = 0.3
#: Longer stretches are cut into pieces that overlap by more than a phrase takes.
_PIECE_S = 60.0
_OVERLAP_S = 12.0
#: The speaker is learned from the first minutes of speech; less than a second teaches nothing.
_MOST_LEARNED = 180 * FRAMES_PER_S
_LEAST_LEARNED = 1 * FRAMES_PER_S
_LEARNED_TWICE = 2
#: The length of the vocal tract is learned from less speech, step by step.
_WARP_LEARNED_S = 20.0
_WARP_STEP = 0.06
_MOST_WARP_STEPS = 4
#: No feature is stretched further: beyond this it was no speech.
_LEAST_STRETCH, _MOST_STRETCH = 0.5, 2.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Some seconds of speech. `features`: float64 [frames, 39]; `loop`: float64 [frames], the
    free phone loop's gain at each frame.
    """

    start_s: float
    features: Frames
    loop: NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Hearing:
    """All speech of a recording. No `pieces` where it holds nothing louder than its own quiet.

    `clearness_db`: how far the loud parts of speech are above the background that never ceases.
    """

    pieces: tuple[Piece, ...]
    clearness_db: float


#: Some stretches of a recording's speech, heard with a warp.
_Heard: TypeAlias = Callable[[tuple[Span, ...], float], tuple[Piece, ...]]


def hear(model: AcousticModel, sound: Sound, speech: Sequence[Span]) -> Hearing:
    """The spans of speech, as one speaker's."""
    stretches = _stretches(sound, speech)
    # Most recordings hold little speech: all of it is heard as it was heard to learn the warp.
    heard = functools.cache(functools.partial(_hear_warped, model, sound))
    pieces = heard(stretches, _warp(heard, _beginning(stretches)))
    return Hearing(pieces=pieces, clearness_db=_clearness_db(sound, stretches) if pieces else 0.0)


def _clearness_db(sound: Sound, stretches: Sequence[Span]) -> float:
    _, powers = _powers(sound, stretches, 1.0)
    return clearness_db(np.concatenate(powers))


def _warp(heard: _Heard, stretches: tuple[Span, ...]) -> float:
    """The warp with which the free loop of phones fits best, from none upwards.

    Not downwards: bands moved closer together always fit better, and tell words apart worse.
    """
    best = _loop_gain(heard(stretches, 1.0))
    for steps in range(_MOST_WARP_STEPS):
        longer = _loop_gain(heard(stretches, 1.0 + (steps + 1) * _WARP_STEP))
        if longer <= best:
            return 1.0 + steps * _WARP_STEP
        best = longer
    return 1.0 + _MOST_WARP_STEPS * _WARP_STEP


def _loop_gain(pieces: Sequence[Piece]) -> float:
    """Mean gain of a frame, to a thousandth, so that the last bits of a sum do not choose."""
    return round(float(np.concatenate([piece.loop for piece in pieces]).mean()), 3) if pieces else 0.0


def _hear_warped(
    model: AcousticModel, sound: Sound, stretches: Sequence[Span], warp: float
) -> tuple[Piece, ...]:
    starts_s, powers = _powers(sound, stretches, warp)
    if not powers:
        return ()
    background = background_of(np.concatenate(powers))
    values = [cepstra(part, background) for part in powers]
    ends = np.cumsum([len(part) for part in values])
    loud = np.split(loud_frames(np.concatenate(values)), ends[:-1])
    if not any(part.any() for part in loud):
        return ()
    mean = np.concatenate(values)[np.concatenate(loud)].mean(axis=0)
    features = _fit_speaker(model, [with_deltas(part - mean) for part in values], loud)
    plain = [model.log_likelihoods(part, model.plain_senones) for part in features]
    return tuple(
        Piece(start_s=start_s, features=part, loop=loop_gains(model, likelihoods))
        for start_s, part, likelihoods in zip(starts_s, features, plain, strict=True)
    )


def _beginning(stretches: Sequence[Span]) -> tuple[Span, ...]:
    """The first stretches, cut where they are longer than what a warp is learned from."""
    found: list[Span] = []
    left_s = _WARP_LEARNED_S
    for span in stretches:
        if left_s <= 0:
            break
        found.append(Span(start_s=span.start_s, end_s=min(span.end_s, span.start_s + left_s)))
        left_s -= span.duration_s
    return tuple(found)


def _stretches(sound: Sound, speech: Sequence[Span]) -> tuple[Span, ...]:
    padded = [
        Span(start_s=max(0.0, span.start_s - _PAD_S), end_s=min(sound.duration_s, span.end_s + _PAD_S))
        for span in speech
        if span.start_s < sound.duration_s
    ]
    joined = merge_spans(padded, join_gap_s=_JOIN_PAUSES_S)
    return tuple(piece for span in joined for piece in _pieces(span))


def _pieces(span: Span) -> list[Span]:
    found = [span]
    while found[-1].duration_s > _PIECE_S:
        last = found.pop()
        cut_s = last.start_s + _PIECE_S
        found += [
            Span(start_s=last.start_s, end_s=cut_s),
            Span(start_s=cut_s - _OVERLAP_S, end_s=last.end_s),
        ]
    return found


def _powers(sound: Sound, stretches: Sequence[Span], warp: float) -> tuple[list[float], list[Frames]]:
    parts = [(span.start_s, band_powers(sound.cut(span), warp=warp)) for span in stretches]
    heard = [(start_s, part) for start_s, part in parts if len(part)]
    return [start_s for start_s, _ in heard], [part for _, part in heard]


def _fit_speaker(model: AcousticModel, features: list[Frames], loud: list[NDArray[np.bool_]]) -> list[Frames]:
    expected = [model.moments(int(senone)) for senone in model.plain_senones]
    means, variances = (np.array(part) for part in zip(*expected, strict=True))
    fillers = [model.phones.number(name) for name in FILLERS]
    for _ in range(_LEARNED_TWICE):
        heard = [
            loop_path(model, model.log_likelihoods(part, model.plain_senones)) for part in _first(features)
        ]
        states = np.concatenate(heard)
        spoken = np.concatenate(loud)[: len(states)] & ~np.isin(states // STATES_PER_PHONE, fillers)
        if spoken.sum() < _LEAST_LEARNED:
            return features
        learned = np.concatenate(features)[: len(states)][spoken].astype(np.float64)
        stretch, shift = _stretch_and_shift(learned, means[states[spoken]], variances[states[spoken]])
        features = [np.asarray(part * stretch + shift, np.float64) for part in features]
    return features


def _first(features: list[Frames]) -> list[Frames]:
    """The pieces from the first on, until enough is learned; always whole pieces."""
    found: list[Frames] = []
    for part in features:
        if found and sum(map(len, found)) + len(part) > _MOST_LEARNED:
            break
        found.append(part)
    return found


def _stretch_and_shift(
    learned: NDArray[np.float64], means: NDArray[np.float64], variances: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """float64 [39] each: `feature * stretch + shift` has the spread and the mean that are expected."""
    spread = np.sqrt(means.var(axis=0) + variances.mean(axis=0))
    stretch = np.clip(spread / np.maximum(learned.std(axis=0), 1e-6), _LEAST_STRETCH, _MOST_STRETCH)
    weight = 1 / variances
    offset = ((means - learned) * weight).sum(axis=0) / weight.sum(axis=0)
    centre = learned.mean(axis=0)
    return stretch, centre * (1 - stretch) + offset
