"""What an eye sees at each place of a picture, learned directly: things, veils and letters where they stand.

Answers about clips teach a new eye slowly, as one word tells of eight pictures. Here each of its sixteen places
is told what is there; what it has learned stays as it is while the language part learns to ask it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from random import Random
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch.nn.functional import binary_cross_entropy_with_logits, cross_entropy

from workers.train.clips import (
    LETTER,
    LETTERS,
    NAMES,
    PLATE,
    SIDE_PX,
    VEIL,
    Clip,
    make_clip,
    with_sign,
    with_veil,
)

#: No more letters than that have their middle in one place: they are narrower than it.
SLOTS = 2
_THINGS, _SIGNED, _VEILED = 5, 0.55, 0.3


@dataclass(frozen=True, slots=True, kw_only=True)
class Looks:
    """Pictures and what is seen at each place of them. `pixels` [pictures, 3, side, side], RGB, 0 to 255.
    `things` [pictures, places, names]: 1 where the middle of one lies. `veils` [pictures, places]: the part that
    is behind one. `letters` [pictures, places, slots]: of `LETTERS`, from the left, plus one; 0 where is none.
    """

    pixels: torch.Tensor
    things: torch.Tensor
    veils: torch.Tensor
    letters: torch.Tensor

    @staticmethod
    def of(clips: Sequence[Clip], side: int) -> "Looks":
        """Clips of one picture, whose places are `side` by `side`."""
        return Looks(
            pixels=as_pixels([clip.pictures()[0] for clip in clips]),
            things=torch.from_numpy(np.stack([things_at(clip, side) for clip in clips])),
            veils=torch.from_numpy(np.stack([_veils(clip, side) for clip in clips])),
            letters=torch.from_numpy(np.stack([_letters(clip, side) for clip in clips])),
        )


def as_pixels(pictures: Sequence[NDArray[np.uint8]]) -> torch.Tensor:
    """[pictures, 3, side, side]"""
    return torch.from_numpy(np.stack(pictures)).permute(0, 3, 1, 2).contiguous()


def things_at(clip: Clip, side: int) -> NDArray[np.float32]:
    """Of a clip of one picture, [places, names]: 1 where the middle of one lies that no veil hides."""
    seen = np.zeros((side * side, len(NAMES)), dtype=np.float32)
    for thing in clip.plain:
        seen[_place(thing.x, thing.y, side), NAMES.index(thing.name)] = 1
    return seen


def _place(x: float, y: float, side: int) -> int:
    """Of what is drawn at whole pixels."""
    column, row = (round(part * SIDE_PX) * side // SIDE_PX for part in (x, y))
    return row * side + column


def _veils(clip: Clip, side: int) -> NDArray[np.float32]:
    if clip.veil is None:
        return np.zeros(side * side, dtype=np.float32)
    starts = np.arange(side) / side
    columns, rows = (
        np.clip(np.minimum(starts + 1 / side, at + VEIL) - np.maximum(starts, at), 0, None) * side
        for at in (clip.veil.x, clip.veil.y)
    )
    return np.outer(rows, columns).ravel().astype(np.float32)


def _letters(clip: Clip, side: int) -> NDArray[np.int64]:
    seen = np.zeros((side * side, SLOTS), dtype=np.int64)
    if clip.sign is not None:
        for nth, letter in enumerate(clip.sign.letters):
            x, y = (round(part * SIDE_PX) / SIDE_PX for part in (clip.sign.x, clip.sign.y))
            place = _place(x + (nth + 0.5) * LETTER, y + PLATE / 2, side)
            seen[place, int(seen[place, 0] > 0)] = LETTERS.index(letter) + 1
    return seen


def make_look(rng: Random) -> Clip:
    """A clip of one picture that shows much at once."""
    moving = rng.random() < 0.3
    clip = make_clip(rng, pictures=2, things=1 if moving else rng.randint(1, _THINGS), moving=moving)
    clip = replace(clip, things=tuple(replace(thing, first=0, until=2) for thing in clip.things))
    clip = clip.at(rng.randrange(2))
    if rng.random() < _SIGNED:
        return with_sign(rng, clip)
    return with_veil(rng, clip) if rng.random() < _VEILED else clip


class Sight(torch.nn.Module):
    """What is read off the places of a picture, as the language part gets them; thrown away once it is learned."""

    def __init__(self, width: int, places: int) -> None:
        super().__init__()
        self.things = torch.nn.Linear(width, len(NAMES))
        self.veils = torch.nn.Linear(width, 1)
        self.letters = torch.nn.Linear(width, SLOTS * (len(LETTERS) + 1))
        self.places = torch.nn.Linear(width, places)

    @property
    def whole(self) -> tuple[torch.Tensor, torch.Tensor]:
        """Weights [answers, width] and biases [answers] of all that is told of a place."""
        layers = (self.things, self.veils, self.letters, self.places)
        return torch.cat([one.weight for one in layers]), torch.cat([one.bias for one in layers])

    def loss(self, seen: torch.Tensor, looks: Looks) -> torch.Tensor:
        """`seen` [pictures, places, width]"""
        letters = self.letters(seen).unflatten(-1, (SLOTS, -1))
        where = torch.arange(seen.shape[1]).expand(seen.shape[:2])
        return (
            _A_NAME * binary_cross_entropy_with_logits(self.things(seen), looks.things)
            + binary_cross_entropy_with_logits(self.veils(seen)[..., 0], looks.veils)
            + cross_entropy(letters.flatten(0, 2), looks.letters.flatten())
            + _A_PLACE * cross_entropy(self.places(seen).flatten(0, 1), where.flatten())
        )

    def right(self, seen: torch.Tensor, looks: Looks) -> tuple[float, float]:
        """In what part of the pictures all things, and of the plates all letters, are told rightly."""
        named = ((self.things(seen) > 0) == (looks.things > 0)).flatten(1).all(dim=1)
        letters = self.letters(seen).unflatten(-1, (SLOTS, -1)).argmax(dim=-1)
        read = (letters == looks.letters).flatten(1).all(dim=1)[looks.letters.flatten(1).any(dim=1)]
        return float(named.float().mean()), float(read.float().mean())


#: There are sixteen names, of which hardly one is at a place; where a place is is soon told.
_A_NAME, _A_PLACE = 16.0, 0.1


def places_seen(model: Any, pixels: torch.Tensor) -> torch.Tensor:
    """[pictures, places, width]: what the language part gets of pictures [pictures, 3, side, side]."""
    core = model.model
    # Its last layer, not what the tower makes of it: that is where a LLaVA-OneVision looks.
    sight = core.vision_tower.encoder(inputs_embeds=core.vision_tower.embeddings(normalised(pixels)))
    seen: torch.Tensor = core.multi_modal_projector(sight.last_hidden_state)
    return seen


def hand_on(model: Any, heads: Sight, pixels: torch.Tensor) -> None:
    """Makes what the language part gets of a place what the heads tell of it, every answer as large as a word is.

    What an eye has learned to tell is a small part of what its last layer holds, and whoever reads the whole has to
    find it there first. `pixels`: pictures, by which the answers' sizes are measured.
    """
    with torch.no_grad():
        last = model.model.multi_modal_projector.linear_2
        weight, bias = heads.whole
        told = places_seen(model, pixels).flatten(0, 1) @ weight.T + bias
        size = told.std(dim=0) * (len(bias) / len(last.bias)) ** 0.5
        weight, bias = weight / size[:, None], (bias - told.mean(dim=0)) / size
        last.bias.copy_(_filled(weight @ last.bias + bias, len(last.bias)))
        last.weight.copy_(_filled(weight @ last.weight, len(last.bias)))


def _filled(rows: torch.Tensor, count: int) -> torch.Tensor:
    """So many rows, the last of them empty."""
    return torch.cat([rows, rows.new_zeros(count - len(rows), *rows.shape[1:])])


def normalised(pixels: torch.Tensor) -> torch.Tensor:
    """As the processor of the ruler hands them to its eye."""
    return pixels.float() / 127.5 - 1
