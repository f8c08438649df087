"""Where in the sound a sequence of phones fits best, against a free loop of all phones.

The measure is a logarithm of likelihoods: how much better (or, nearly always, worse) the phones of
a hypothesis explain their stretch of sound than the free loop explains the same stretch. All
hypotheses are searched at once, each over every start and end (Viterbi).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from workers.engines.asr.acoustics import SILENCE, STATES_PER_PHONE, AcousticModel
from workers.engines.asr.features import Frames

_BEGIN, _END, _SINGLE, _INSIDE = range(4)
#: What the free loop pays for each new phone, so that it does not change phone every 30 ms.
_LOOP_PENALTY = -4.0
#: A pause between two words may be left out at this price, or taken at the same.
_NEVER = -1e9

Pronunciation = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """The best stretch of one hypothesis: `gain` (logarithm, the whole stretch), frames [start, end)."""

    gain: float
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Chain:
    """One hypothesis as states from left to right, int or bool [states] each.

    `senones`: what is heard in it; `phones`, `position`: which transitions it has; `skips`: the
    first state after a pause, which may be entered without the pause.
    """

    senones: NDArray[np.intp]
    phones: NDArray[np.intp]
    position: NDArray[np.intp]
    skips: NDArray[np.bool_]


def chain_of(model: AcousticModel, words: Sequence[Pronunciation]) -> Chain:
    """The states of these words, with an optional pause of one phone between two words."""
    phones = model.phones
    silence = phones.number(SILENCE)
    numbers = [[phones.number(name) for name in word] for word in words]
    rows: list[tuple[int, int, int, bool]] = []
    for index, word in enumerate(numbers):
        before = numbers[index - 1][-1] if index else silence
        after = numbers[index + 1][0] if index + 1 < len(numbers) else silence
        if index:
            # The pause is one state deep: a breath of 10 ms or of a second, whatever was there.
            rows.append((int(phones.plain[silence][1]), silence, 1, False))
        for place, phone in enumerate(word):
            left = word[place - 1] if place else before
            right = word[place + 1] if place + 1 < len(word) else after
            states = _states(model, phone, left, right, _position(place, len(word)))
            for state, senone in enumerate(states):
                first = index > 0 and place == 0 and state == 0
                rows.append((int(senone), phone, state, first))
    senones, phone_of, position, skips = zip(*rows, strict=True)
    return Chain(
        senones=np.array(senones, np.intp),
        phones=np.array(phone_of, np.intp),
        position=np.array(position, np.intp),
        skips=np.array(skips, np.bool_),
    )


def _position(place: int, length: int) -> int:
    if length == 1:
        return _SINGLE
    if place == 0:
        return _BEGIN
    return _END if place == length - 1 else _INSIDE


def _states(model: AcousticModel, phone: int, left: int, right: int, position: int) -> NDArray[np.intp]:
    """The senones of a phone between its neighbours; the plain phone's where none were trained."""
    phones = model.phones
    silence = phones.number(SILENCE)
    for near_left, near_right in ((left, right), (silence, right), (left, silence)):
        for place in (position, _BEGIN, _END, _SINGLE, _INSIDE):
            found = phones.tree.get((place, phone, near_left, near_right))
            if found is not None:
                return np.asarray(phones.states[found])
    return np.asarray(phones.plain[phone])


def loop_path(model: AcousticModel, plain: Frames) -> NDArray[np.intp]:
    """Shape int [frames]: the state of the best path of the free phone loop, 3 to a phone.

    `plain`: log likelihoods [frames, phones * 3] of the phones without context.
    """
    observed = plain.reshape(len(plain), -1, STATES_PER_PHONE).astype(np.float64)
    own = np.arange(observed.shape[1] * STATES_PER_PHONE).reshape(observed.shape[1:])
    came_from = np.zeros(observed.shape, np.int32)
    path = np.full(observed.shape[1:], _NEVER)
    path[:, 0] = 0.0
    for frame, likelihood in enumerate(observed):
        onward, entry, leader = path + model.move, path.max() + _LOOP_PENALTY, path.argmax()
        path = path + model.stay
        came_from[frame] = own
        moved = onward[:, :-1] > path[:, 1:]
        np.copyto(path[:, 1:], onward[:, :-1], where=moved)
        np.copyto(came_from[frame][:, 1:], own[:, :-1], where=moved)
        fresh = entry > path[:, 0]
        path[fresh, 0] = entry
        came_from[frame][fresh, 0] = leader
        path += likelihood
    states = np.zeros(len(observed), np.intp)
    states[-1] = path.argmax()
    for frame in range(len(observed) - 1, 0, -1):
        states[frame - 1] = came_from[frame].ravel()[states[frame]]
    return states


def loop_gains(model: AcousticModel, plain: Frames) -> NDArray[np.float64]:
    """float64 [frames]: what each frame adds to the best path of the free phone loop.

    `plain`: log likelihoods [frames, phones * 3] of the phones without context.
    """
    observed = plain.reshape(len(plain), -1, STATES_PER_PHONE).astype(np.float64)
    path = np.full(observed.shape[1:], _NEVER)
    path[:, 0] = 0.0
    best = np.zeros(len(observed) + 1)
    for frame, likelihood in enumerate(observed):
        onward = path + model.move
        entry = best[frame] + _LOOP_PENALTY
        path = path + model.stay
        path[:, 1:] = np.maximum(path[:, 1:], onward[:, :-1])
        path[:, 0] = np.maximum(path[:, 0], entry)
        path += likelihood
        best[frame + 1] = path.max()
    return np.diff(best)


def best_fits(
    model: AcousticModel,
    chains: Sequence[Chain],
    observed: Frames,
    column: NDArray[np.intp],
    loop: NDArray[np.float64],
) -> list[Fit]:
    """The best stretch of every chain.

    `observed`: log likelihoods [frames, columns]; `column`: senone → column; `loop`: the free
    loop's gain at each frame, which every chain has to match.
    """
    width = max(len(chain.senones) for chain in chains)
    shape = (len(chains), width)
    senones = np.zeros(shape, np.intp)
    stay, enter, skip = (np.full(shape, _NEVER) for _ in range(3))
    for row, chain in enumerate(chains):
        length = len(chain.senones)
        senones[row, :length] = column[chain.senones]
        stay[row, :length] = model.stay[chain.phones, chain.position]
        leave = model.move[chain.phones, chain.position]
        enter[row, 0] = 0.0
        enter[row, 1:length] = leave[:-1]
        after = np.flatnonzero(chain.skips)
        skip[row, after] = leave[after - 2]
    last = np.array([len(chain.senones) - 1 for chain in chains])
    return _search(senones, stay, enter, skip, last, observed, loop)


def _search(  # one loop over time; splitting its body would cost a call a frame
    senones: NDArray[np.intp],
    stay: NDArray[np.float64],
    enter: NDArray[np.float64],
    skip: NDArray[np.float64],
    last: NDArray[np.intp],
    observed: Frames,
    loop: NDArray[np.float64],
) -> list[Fit]:
    rows = np.arange(len(senones))
    path = np.full(senones.shape, _NEVER)
    began = np.zeros(senones.shape, np.int32)
    best = np.full(len(senones), _NEVER)
    start, end = np.zeros(len(senones), np.int32), np.zeros(len(senones), np.int32)
    step, step_began = np.empty_like(path), np.empty_like(began)
    relative = observed - loop[:, None]
    for frame in range(len(observed)):
        step[:, 0], step_began[:, 0] = 0.0, frame
        step[:, 1:], step_began[:, 1:] = path[:, :-1] + enter[:, 1:], began[:, :-1]
        jump = path[:, :-2] + skip[:, 2:]
        better = jump > step[:, 2:]
        np.copyto(step[:, 2:], jump, where=better)
        np.copyto(step_began[:, 2:], began[:, :-2], where=better)
        path += stay
        better = step > path
        np.copyto(path, step, where=better)
        np.copyto(began, step_began, where=better)
        path += relative[frame][senones]
        ending = path[rows, last]
        ahead = ending > best
        best[ahead] = ending[ahead]
        start[ahead] = began[rows, last][ahead]
        end[ahead] = frame + 1
    return [Fit(gain=float(g), start=int(s), end=int(e)) for g, s, e in zip(best, start, end, strict=True)]
