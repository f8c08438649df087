"""How well each moment of sound fits each sound of English: PocketSphinx's acoustic model, read here.

The library gives only the best path through one grammar, which says nothing of how far the
second best was behind. A trial of a phrase against many decoys needs the likelihoods themselves,
so the model's own files (phonetically tied mixtures: 128 Gaussians a phone and stream, three
streams) are read and evaluated in full, without the library's short cuts.
"""

import functools
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from workers.engines.asr.features import CEPSTRA, STREAMS, Frames, product
from workers.errors import EngineUnavailable

STATES_PER_PHONE = 3
SILENCE = "SIL"
FILLERS = ("SIL", "+NSN+", "+SPN+")
#: One step of a stored mixture weight, in natural logarithm: 1024 steps of log base 1.0001.
_WEIGHT_STEP = 1024 * float(np.log(1.0001))
#: Variances below this are floored, as the library does.
_VARIANCE_FLOOR = 1e-4


@dataclass(frozen=True, slots=True, kw_only=True)
class Phones:
    """The model's phones and which states each takes between which neighbours.

    `tree`: (word position, phone, left, right) → index into `states`; word positions are
    0 begin, 1 end, 2 single, 3 internal. `states`: int [sequences, 3], senone numbers.
    """

    names: tuple[str, ...]
    tree: dict[tuple[int, int, int, int], int]
    states: NDArray[np.intp]
    plain: NDArray[np.intp]
    senones: int

    def number(self, name: str) -> int:
        return self.names.index(name)


@dataclass(frozen=True, slots=True, kw_only=True)
class AcousticModel:
    """`centre`/`weight`/`offset`: per stream the linear terms of every Gaussian's logarithm.

    Shapes: `centre`, `weight` [streams][13, codebooks * densities], `offset` [streams][codebooks *
    densities]; `mixture` float64 [streams, densities, senones]; `codebook` int [senones];
    `stay`/`move` float [codebooks, 3], logarithms of staying in a state and of leaving it.
    """

    phones: Phones
    centre: tuple[Frames, ...]
    weight: tuple[Frames, ...]
    offset: tuple[Frames, ...]
    mixture: Frames
    codebook: NDArray[np.intp]
    stay: NDArray[np.float64]
    move: NDArray[np.float64]
    densities: int

    @property
    def plain_senones(self) -> NDArray[np.intp]:
        """Shape int [phones * 3]: the states of the phones without context, in order."""
        return self.phones.plain.ravel()

    def log_likelihoods(self, features: Frames, senones: NDArray[np.intp]) -> Frames:
        """float64 [frames, len(senones)]: natural logarithm, up to a constant of the features."""
        found = np.zeros((len(features), len(senones)), np.float64)
        books = self.codebook[senones]
        for stream in range(STREAMS):
            part = features[:, stream * CEPSTRA : (stream + 1) * CEPSTRA]
            for book in np.unique(books):
                wanted = np.flatnonzero(books == book)
                found[:, wanted] += self._one_book(part, stream, int(book), senones[wanted])
        return found

    def moments(self, senone: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Mean and variance, float64 [39] each, of the features that a senone stands for."""
        book = int(self.codebook[senone])
        place = slice(book * self.densities, (book + 1) * self.densities)
        means, variances = [], []
        for stream in range(STREAMS):
            variance = 0.5 / self.weight[stream][:, place]
            centre = self.centre[stream][:, place] * variance
            share = self.mixture[stream][:, senone]
            means.append((centre * share).sum(axis=1))
            variances.append(((centre**2 + variance) * share).sum(axis=1) - means[-1] ** 2)
        return np.concatenate(means).astype(np.float64), np.concatenate(variances).astype(np.float64)

    def _one_book(self, part: Frames, stream: int, book: int, senones: NDArray[np.intp]) -> Frames:
        place = slice(book * self.densities, (book + 1) * self.densities)
        density = product(part, self.centre[stream][:, place])
        density -= product(part * part, self.weight[stream][:, place])
        density += self.offset[stream][place]
        highest = density.max(axis=1, keepdims=True)
        # In place, for memory anew takes longer than the step.
        density -= highest
        mixed = product(np.exp(density, out=density), self.mixture[stream][:, senones])
        return np.asarray(np.log(np.maximum(mixed, 1e-30)) + highest, np.float64)


@functools.cache
def load_model(folder: Path) -> AcousticModel:
    """Reads the model in `folder`. Raises EngineUnavailable where a file is absent or foreign."""
    try:
        phones = _read_phones(folder / "mdef")
        means, variances = _read_gaussians(folder / "means"), _read_gaussians(folder / "variances")
        mixture = _read_mixture(folder / "sendump", phones.senones)
        transitions = _read_transitions(folder / "transition_matrices")
    except (OSError, ValueError, IndexError) as error:
        raise EngineUnavailable(f"The acoustic model in {folder} cannot be read: {error}.") from error
    variances = np.maximum(variances, _VARIANCE_FLOOR)
    books, _, densities, _ = means.shape
    flat = [(means[:, s].reshape(-1, CEPSTRA), variances[:, s].reshape(-1, CEPSTRA)) for s in range(STREAMS)]
    return AcousticModel(
        phones=phones,
        centre=tuple(np.ascontiguousarray((mean / variance).T) for mean, variance in flat),
        weight=tuple(np.ascontiguousarray((0.5 / variance).T) for _, variance in flat),
        offset=tuple(
            -0.5 * (np.log(2 * np.pi * variance) + mean * mean / variance).sum(axis=1)
            for mean, variance in flat
        ),
        mixture=mixture,
        codebook=_codebooks(phones, books),
        stay=transitions[0],
        move=transitions[1],
        densities=densities,
    )


def _read_phones(path: Path) -> Phones:
    data = path.read_bytes()
    if data[:4] != b"BMDF":
        raise ValueError(f"{path.name} is not a binary model definition")
    start = 12 + int(np.frombuffer(data, "<i4", 1, 8)[0])
    counts = [int(value) for value in np.frombuffer(data, "<i4", 10, start)]
    plain_count, all_count, per_phone, _, senones, _, sequences, _, nodes, _ = counts
    if per_phone != STATES_PER_PHONE:
        raise ValueError(f"{path.name} has {per_phone} states a phone instead of {STATES_PER_PHONE}")
    at = start + 40
    names: list[str] = []
    while len(names) < plain_count:
        end = data.index(b"\0", at)
        names.append(data[at:end].decode("ascii"))
        at = end + 1
    at = start + 40 + (at - start - 40 + 3) // 4 * 4
    tree = np.frombuffer(data, np.dtype([("context", "<i2"), ("down", "<i2"), ("to", "<i4")]), nodes, at)
    at += nodes * 8
    phone = np.frombuffer(data, np.dtype([("sequence", "<i4"), ("rest", "<i4", 2)]), all_count, at)
    at += all_count * 12 + 4
    states = np.frombuffer(data, "<u2", sequences * per_phone, at).reshape(-1, per_phone).astype(np.intp)
    sequence_of = phone["sequence"]
    return Phones(
        names=tuple(names),
        tree=_walk(tree, sequence_of),
        states=states,
        plain=states[sequence_of[:plain_count]],
        senones=senones,
    )


def _walk(tree: NDArray[np.void], sequence_of: NDArray[np.int32]) -> dict[tuple[int, int, int, int], int]:
    """The leaves of the context tree: four levels, the first with four word positions."""
    found: dict[tuple[int, int, int, int], int] = {}
    contexts, downs, targets = (tree[name].tolist() for name in ("context", "down", "to"))
    waiting: list[tuple[tuple[int, ...], int, int]] = [((), 0, 4)]
    while waiting:
        path, first, count = waiting.pop()
        for node in range(first, first + count):
            here = (*path, contexts[node])
            if downs[node]:
                waiting.append((here, targets[node], downs[node]))
            elif len(here) == 4:
                found[here] = int(sequence_of[targets[node]])
    return found


def _read_gaussians(path: Path) -> NDArray[np.float64]:
    """float64 [codebooks, streams, densities, 13]."""
    body = _after_header(path)
    books, streams, densities = (int(value) for value in np.frombuffer(body, "<i4", 3))
    lengths = np.frombuffer(body, "<i4", streams, 12)
    if streams != STREAMS or set(lengths.tolist()) != {CEPSTRA}:
        raise ValueError(f"{path.name} is of another feature type")
    values = np.frombuffer(body, "<f4", books * streams * densities * CEPSTRA, 12 + 4 * streams + 4)
    return values.reshape(books, streams, densities, CEPSTRA)


def _read_transitions(path: Path) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    body = _after_header(path)
    count, states, ends, _ = (int(value) for value in np.frombuffer(body, "<i4", 4))
    if (states, ends) != (STATES_PER_PHONE, STATES_PER_PHONE + 1):
        raise ValueError(f"{path.name} is of another topology")
    table = np.frombuffer(body, "<f4", count * states * ends, 16).reshape(count, states, ends)
    table = table / table.sum(axis=2, keepdims=True)
    here = np.arange(states)
    stay, move = table[:, here, here], table[:, here, here + 1]
    return np.log(np.maximum(stay, 1e-6)), np.log(np.maximum(move, 1e-6))


def _after_header(path: Path) -> bytes:
    data = path.read_bytes()
    mark = b"endhdr\n"
    end = data.index(mark) + len(mark)
    if not data.startswith(b"s3\n") or data[end : end + 4] != b"D3\x22\x11":
        raise ValueError(f"{path.name} is not a model file of this machine's byte order")
    return data[end + 4 :]


def _read_mixture(path: Path, senones: int) -> Frames:
    """float64 [streams, densities, senones]: weights, each senone's summing to 1 in a stream."""
    data = path.read_bytes()
    at = 0
    facts: list[str] = []
    while (size := int(np.frombuffer(data, "<i4", 1, at)[0])) != 0:
        facts.append(data[at + 4 : at + 3 + size].decode("ascii", "replace"))
        at += 4 + size
    at += 4
    if "cluster_count 0" not in facts and any(fact.startswith("cluster_count") for fact in facts):
        raise ValueError(f"{path.name} is clustered, which is not read here")
    rows, columns = (int(value) for value in np.frombuffer(data, "<i4", 2, at))
    codes = np.frombuffer(data, np.uint8, STREAMS * rows * columns, at + 8).reshape(STREAMS, rows, columns)
    weights = np.exp(-_WEIGHT_STEP * codes[:, :, :senones].astype(np.float64))
    return np.asarray(weights / weights.sum(axis=1, keepdims=True), np.float64)


def _codebooks(phones: Phones, books: int) -> NDArray[np.intp]:
    """Shape int [senones]: the phone (and so the codebook) that each senone belongs to."""
    if books != len(phones.names):
        raise ValueError("the Gaussians are not tied by phone")
    found = np.zeros(phones.senones, np.intp)
    for phone, states in enumerate(phones.plain):
        found[states] = phone
    for (_, phone, _, _), sequence in phones.tree.items():
        found[phones.states[sequence]] = phone
    return found
