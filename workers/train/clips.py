"""Clips that are drawn to learn from: things that appear, move and go, at known times and places."""

from dataclasses import dataclass, field, replace
from enum import StrEnum
from random import Random

import cv2
import numpy as np
from numpy.typing import NDArray

#: Side of a drawn picture, which is that of the pictures that the ruler takes.
SIDE_PX = 64
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
#: Of all things that can be drawn.
NAMES = tuple(f"{colour} {shape}" for shape in Shape for colour in COLOURS)
#: How much of the side a moving thing covers between its first and its last picture.
_WAY = 0.5
#: Sides of a thing and of a veil, and how far from each other they are where neither may hide the other.
SIZE = 0.17
VEIL = 0.3
_CLEAR = 0.03
#: Sides of the plate behind one letter.
LETTER, PLATE = 0.2, 0.26
#: How long a picture of a clip stands, more or less.
_STEPS_S = (0.5, 1.0, 2.0, 3.0, 4.0, 8.0)
#: How soft pictures are, as they become on their way through a recording.
_SOFT_PX = (0.0, 0.0, 0.4, 0.6)


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

    def placed(self, place: int) -> tuple[float, float]:
        """Where its middle is in a picture in which it is seen."""
        steps = self.until - self.first - 1
        gone = (place - self.first) / steps if steps else 0.0
        return self.x + self.across * gone, self.y + self.down * gone


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign:
    """Letters printed on a plate, over the whole clip or from a picture on."""

    letters: str
    first: int
    x: float
    y: float

    def clear_of(self, thing: Thing) -> bool:
        """Whether nothing of a standing thing lies behind the plate."""
        return _apart(thing, (self.x, self.y), (LETTER * len(self.letters), PLATE))


@dataclass(frozen=True, slots=True, kw_only=True)
class Veil:
    """A grey curtain that hides whatever is behind it, in all pictures."""

    x: float
    y: float

    def hides(self, thing: Thing) -> bool:
        """Whether a standing thing lies behind it, wholly."""
        middle = self.x + VEIL / 2, self.y + VEIL / 2
        reach = (VEIL - SIZE) / 2
        return abs(thing.x - middle[0]) < reach and abs(thing.y - middle[1]) < reach

    def clear_of(self, thing: Thing) -> bool:
        """Whether nothing of a standing thing lies behind it."""
        return _apart(thing, (self.x, self.y), (VEIL, VEIL))


def _apart(thing: Thing, corner: tuple[float, float], sides: tuple[float, float]) -> bool:
    near = SIZE / 2 + _CLEAR
    return not all(
        start - near < middle < start + side + near
        for middle, start, side in zip((thing.x, thing.y), corner, sides, strict=True)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Clip:
    """`times_s`: of its pictures, in order. `ground`: the level of its background, 0 to 255. `soft_px`: how far
    its pictures are blurred.
    """

    times_s: tuple[float, ...]
    things: tuple[Thing, ...]
    sign: Sign | None = None
    veil: Veil | None = None
    ground: int = 20
    soft_px: float = 0.0
    noise_seed: int = field(default=0)

    @property
    def plain(self) -> list[Thing]:
        """What no veil hides."""
        return [thing for thing in self.things if self.veil is None or not self.veil.hides(thing)]

    def at(self, place: int) -> "Clip":
        """One of its pictures as a clip of its own."""
        sign = self.sign if self.sign is not None and place >= self.sign.first else None
        return replace(
            self,
            times_s=(self.times_s[place],),
            things=tuple(
                replace(thing, first=0, until=1, x=x, y=y, across=0.0, down=0.0)
                for thing in self.things
                if thing.first <= place < thing.until
                for x, y in [thing.placed(place)]
            ),
            sign=replace(sign, first=0) if sign else None,
            noise_seed=self.noise_seed + place,
        )

    def pictures(self) -> list[NDArray[np.uint8]]:
        """RGB [SIDE_PX, SIDE_PX, 3], one for each time."""
        return [self._picture(index) for index in range(len(self.times_s))]

    def _picture(self, index: int) -> NDArray[np.uint8]:
        rng = np.random.default_rng(self.noise_seed + index)
        noise = rng.standard_normal((SIDE_PX, SIDE_PX, 3), dtype=np.float32)
        picture = np.clip(self.ground + 4 * noise, 0, 255).astype(np.uint8)
        for thing in self.things:
            if thing.first <= index < thing.until:
                _draw(picture, thing, thing.placed(index))
        if self.veil is not None:
            _hang(picture, self.veil)
        if self.sign is not None and index >= self.sign.first:
            _print(picture, self.sign)
        if self.soft_px:
            picture = np.asarray(cv2.GaussianBlur(picture, (0, 0), self.soft_px), dtype=np.uint8)
        return picture


def _draw(picture: NDArray[np.uint8], thing: Thing, middle: tuple[float, float]) -> None:
    x, y = centre = round(middle[0] * SIDE_PX), round(middle[1] * SIDE_PX)
    size, colour = round(SIZE * SIDE_PX / 2), COLOURS[thing.colour]
    match thing.shape:
        case Shape.CIRCLE:
            cv2.circle(picture, centre, size, colour, -1, cv2.LINE_AA)
        case Shape.SQUARE:
            cv2.rectangle(picture, (x - size, y - size), (x + size, y + size), colour, -1)
        case Shape.TRIANGLE:
            corners = np.array([[x, y - size], [x - size, y + size], [x + size, y + size]], dtype=np.int32)
            cv2.fillPoly(picture, [corners], colour, cv2.LINE_AA)
        case Shape.CROSS:
            arm = 1
            cv2.rectangle(picture, (x - arm, y - size), (x + arm, y + size), colour, -1)
            cv2.rectangle(picture, (x - size, y - arm), (x + size, y + arm), colour, -1)


def _hang(picture: NDArray[np.uint8], veil: Veil) -> None:
    x, y, side = round(veil.x * SIDE_PX), round(veil.y * SIDE_PX), round(VEIL * SIDE_PX)
    picture[y : y + side, x : x + side] = 110
    picture[y : y + side : 2, x : x + side] = 140


def _print(picture: NDArray[np.uint8], sign: Sign) -> None:
    x, y = round(sign.x * SIDE_PX), round(sign.y * SIDE_PX)
    width, height = round(LETTER * SIDE_PX * len(sign.letters)), round(PLATE * SIDE_PX)
    cv2.rectangle(picture, (x, y), (x + width, y + height), (235, 235, 235), -1)
    for place, letter in enumerate(sign.letters):
        at = (x + 2 + round(LETTER * SIDE_PX * place), y + height - 3)
        cv2.putText(picture, letter, at, cv2.FONT_HERSHEY_SIMPLEX, 0.5, (10, 10, 10), 1, cv2.LINE_AA)


def make_clip(rng: Random, *, pictures: int, things: int, moving: bool = False) -> Clip:
    """A clip with so many pictures and things, no two of one name; drawn from the generator alone."""
    # Any tenth: a time that ends in a digit never seen there is taken for another picture's.
    steps = [round(rng.choice(_STEPS_S) * rng.uniform(0.8, 1.2), 1) for _ in range(pictures - 1)]
    start_s = rng.choice((0.0, 0.0, round(rng.uniform(0.0, 9.0), 1)))
    times_s = tuple(round(start_s + sum(steps[:place]), 1) for place in range(pictures))
    names = rng.sample([(shape, colour) for shape in Shape for colour in COLOURS], things)
    places = rng.sample([(x, y) for x in (0.2, 0.5, 0.8) for y in (0.2, 0.5, 0.8)], things)
    drawn = tuple(
        _thing(rng, shape, colour, place, pictures, moving=moving)
        for (shape, colour), place in zip(names, places, strict=True)
    )
    return Clip(
        times_s=times_s,
        things=drawn,
        ground=rng.randint(5, 45),
        soft_px=rng.choice(_SOFT_PX),
        noise_seed=rng.randrange(1 << 30),
    )


def with_veil(rng: Random, clip: Clip) -> Clip:
    """With a curtain; what it would hide in part is left out, so that what is seen can be said."""
    veil = Veil(x=rng.uniform(0.05, 0.65), y=rng.uniform(0.05, 0.65))
    kept = tuple(thing for thing in clip.things if veil.hides(thing) or veil.clear_of(thing))
    return replace(clip, veil=veil, things=kept)


def with_sign(rng: Random, clip: Clip) -> Clip:
    """With one to three letters on a plate, from a picture on, and nothing behind it."""
    sign = Sign(
        letters="".join(rng.sample(LETTERS, rng.randint(1, 3))),
        first=rng.randrange(len(clip.times_s)),
        x=rng.uniform(0.02, 0.35),
        y=rng.uniform(0.05, 0.7),
    )
    return replace(clip, sign=sign, things=tuple(thing for thing in clip.things if sign.clear_of(thing)))


def _thing(
    rng: Random, shape: Shape, colour: str, place: tuple[float, float], pictures: int, *, moving: bool
) -> Thing:
    first = rng.randrange(max(1, pictures - 1))
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
