"""Clips that are drawn to learn from: things that appear, move and go, at known times and places."""

from dataclasses import dataclass, field, replace
from enum import StrEnum
from random import Random

import cv2
import numpy as np
from numpy.typing import NDArray

#: Side of a drawn picture; a model sees it smaller, through its own processor.
SIDE_PX = 128
LETTERS = "ACEFHJKLMNPRTUXZ"


class Shape(StrEnum):
    CIRCLE = "circle"
    SQUARE = "square"
    TRIANGLE = "triangle"
    CROSS = "cross"


#: RGB, told apart on a dark ground.
COLOURS = {
    "red": (225, 45, 45),
    "green": (50, 185, 70),
    "blue": (60, 95, 235),
    "yellow": (240, 215, 50),
}
#: How much of the side a moving thing covers between its first and its last picture.
_WAY = 0.5
#: Sides of a thing and of a veil.
_SIZE = 0.17
_VEIL = 0.3


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """A shape of a colour, seen from one picture on to before another. Places are parts of the side."""

    shape: Shape
    colour: str
    first: int
    until: int
    x: float
    y: float
    #: How far it moves while it is seen, to the right and down.
    across: float = 0.0
    down: float = 0.0

    @property
    def name(self) -> str:
        return f"{self.colour} {self.shape}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign:
    """Letters printed on a plate, over the whole clip or from a picture on."""

    letters: str
    first: int
    x: float
    y: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Veil:
    """A grey curtain that hides whatever is behind it, in all pictures."""

    x: float
    y: float

    def touches(self, thing: Thing) -> bool:
        """Whether some of a standing thing may be behind it."""
        far = _SIZE
        return self.x - far < thing.x < self.x + _VEIL + far and self.y - far < thing.y < self.y + _VEIL + far


@dataclass(frozen=True, slots=True, kw_only=True)
class Clip:
    """`times_s`: of its pictures, in order. `ground`: the level of its background, 0 to 255."""

    times_s: tuple[float, ...]
    things: tuple[Thing, ...]
    sign: Sign | None = None
    veil: Veil | None = None
    ground: int = 20
    noise_seed: int = field(default=0)

    def at(self, place: int) -> "Clip":
        """One of its pictures as a clip of its own."""
        things = tuple(
            _standing(thing, _gone(thing, place))
            for thing in self.things
            if thing.first <= place < thing.until
        )
        sign = self.sign if self.sign is not None and place >= self.sign.first else None
        return replace(
            self,
            times_s=(self.times_s[place],),
            things=things,
            sign=replace(sign, first=0) if sign else None,
            noise_seed=self.noise_seed + place,
        )

    def pictures(self) -> list[NDArray[np.uint8]]:
        """RGB [SIDE_PX, SIDE_PX, 3], one for each time."""
        return [self._picture(index) for index in range(len(self.times_s))]

    def _picture(self, index: int) -> NDArray[np.uint8]:
        rng = np.random.default_rng(self.noise_seed + index)
        picture = np.clip(rng.normal(self.ground, 4, (SIDE_PX, SIDE_PX, 3)), 0, 255).astype(np.uint8)
        for thing in self.things:
            if thing.first <= index < thing.until:
                _draw(picture, thing, _gone(thing, index))
        if self.veil is not None:
            _hang(picture, self.veil)
        if self.sign is not None and index >= self.sign.first:
            _print(picture, self.sign)
        return picture


def _standing(thing: Thing, gone: float) -> Thing:
    """Where a thing is on its way, in a clip of one picture."""
    x, y = thing.x + thing.across * gone, thing.y + thing.down * gone
    return replace(thing, first=0, until=1, x=x, y=y, across=0.0, down=0.0)


def _gone(thing: Thing, index: int) -> float:
    """What part of its way a thing has gone."""
    steps = thing.until - thing.first - 1
    return (index - thing.first) / steps if steps else 0.0


def _draw(picture: NDArray[np.uint8], thing: Thing, gone: float) -> None:
    centre = (
        round((thing.x + thing.across * gone) * SIDE_PX),
        round((thing.y + thing.down * gone) * SIDE_PX),
    )
    size, colour = round(_SIZE * SIDE_PX / 2), COLOURS[thing.colour]
    x, y = centre
    match thing.shape:
        case Shape.CIRCLE:
            cv2.circle(picture, centre, size, colour, -1, cv2.LINE_AA)
        case Shape.SQUARE:
            cv2.rectangle(picture, (x - size, y - size), (x + size, y + size), colour, -1)
        case Shape.TRIANGLE:
            corners = np.array([[x, y - size], [x - size, y + size], [x + size, y + size]], dtype=np.int32)
            cv2.fillPoly(picture, [corners], colour, cv2.LINE_AA)
        case Shape.CROSS:
            arm = size // 3
            cv2.rectangle(picture, (x - arm, y - size), (x + arm, y + size), colour, -1)
            cv2.rectangle(picture, (x - size, y - arm), (x + size, y + arm), colour, -1)


def _hang(picture: NDArray[np.uint8], veil: Veil) -> None:
    x, y, side = round(veil.x * SIDE_PX), round(veil.y * SIDE_PX), round(_VEIL * SIDE_PX)
    picture[y : y + side, x : x + side] = 110
    picture[y : y + side : 4, x : x + side] = 140


def _print(picture: NDArray[np.uint8], sign: Sign) -> None:
    x, y = round(sign.x * SIDE_PX), round(sign.y * SIDE_PX)
    width, height = round(0.2 * SIDE_PX * len(sign.letters)), round(0.26 * SIDE_PX)
    cv2.rectangle(picture, (x, y), (x + width, y + height), (235, 235, 235), -1)
    for place, letter in enumerate(sign.letters):
        at = (x + 3 + round(0.2 * SIDE_PX) * place, y + height - 6)
        cv2.putText(picture, letter, at, cv2.FONT_HERSHEY_SIMPLEX, 1.0, (10, 10, 10), 2, cv2.LINE_AA)


def make_clip(rng: Random, *, pictures: int, things: int, moving: bool = False, veiled: bool = False) -> Clip:
    """A clip with so many pictures and things, no two of one name; drawn from the generator alone."""
    steps = [rng.choice((0.5, 1.0, 1.5, 2.0, 3.0, 4.0)) for _ in range(pictures - 1)]
    start_s = rng.choice((0.0, 0.0, 2.0, 5.5))
    times_s = tuple(round(start_s + sum(steps[:place]), 1) for place in range(pictures))
    names = rng.sample([(shape, colour) for shape in Shape for colour in COLOURS], things)
    places = rng.sample([(x, y) for x in (0.2, 0.5, 0.8) for y in (0.2, 0.5, 0.8)], things)
    return Clip(
        times_s=times_s,
        things=tuple(
            _thing(rng, shape, colour, place, pictures, moving=moving)
            for (shape, colour), place in zip(names, places, strict=True)
        ),
        veil=Veil(x=rng.uniform(0.05, 0.65), y=rng.uniform(0.05, 0.65)) if veiled else None,
        ground=rng.randint(5, 45),
        noise_seed=rng.randrange(1 << 30),
    )


def _thing(
    rng: Random, shape: Shape, colour: str, place: tuple[float, float], pictures: int, *, moving: bool
) -> Thing:
    first = rng.randrange(pictures - 1)
    until = rng.randint(min(first + 2, pictures), pictures)
    x, y = (part + rng.uniform(-0.06, 0.06) for part in place)
    if not moving:
        return Thing(shape=shape, colour=colour, first=first, until=until, x=x, y=y)
    across, down = rng.choice(((_WAY, 0.0), (-_WAY, 0.0), (0.0, _WAY), (0.0, -_WAY)))
    return Thing(
        shape=shape,
        colour=colour,
        first=first,
        until=pictures,
        x=_start(rng, across),
        y=_start(rng, down),
        across=across,
        down=down,
    )


def _start(rng: Random, way: float) -> float:
    """Where a thing has to begin to stay in the picture on its way."""
    if way > 0:
        return rng.uniform(0.15, 0.35)
    return rng.uniform(0.65, 0.85) if way < 0 else rng.uniform(0.2, 0.8)
