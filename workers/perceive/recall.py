"""Screens as they were last read: a window that comes back need not be read again."""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from workers.media.tiles import changed_tiles
from workers.perceive.lines import SeenLine
from workers.perceive.regions import tiles_of

#: Screens remembered, a quarter of a megabyte each: the windows that somebody goes back and forth between.
MOST_SCREENS = 12
#: A change of this part of the picture is one of windows or pages, worth remembering what was before.
TURNED_SHARE = 0.1
#: A screen is known again where this part of what changed is as it was.
KNOWN_SHARE = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Recalled:
    """`lines`: of an earlier screen, standing again; `unknown` [rows, columns]: tiles still to be read;
    `changed`: its lines at or beside unknown tiles, which have to be read again in whole.
    """

    lines: tuple[SeenLine, ...]
    unknown: NDArray[np.bool_]
    changed: tuple[SeenLine, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Screen:
    luma: NDArray[np.uint8]
    lines: tuple[SeenLine, ...]


class ScreenMemory:
    """The last screens that gave way to others.

    A tile counts as known where it does not differ from the earlier screen by what makes the gate
    read a tile anew, so what is recalled is what would not have been read again had it stood on.
    """

    def __init__(self) -> None:
        self._screens: deque[_Screen] = deque(maxlen=MOST_SCREENS)

    def keep(self, luma: NDArray[np.uint8], lines: Sequence[SeenLine], new_tiles: NDArray[np.bool_]) -> None:
        """Remembers a screen as it was read, where so much is new that it has given way to another."""
        if new_tiles.mean() >= TURNED_SHARE:
            self._screens.append(_Screen(luma=luma, lines=tuple(lines)))

    def recall(self, luma: NDArray[np.uint8], new_tiles: NDArray[np.bool_]) -> Recalled:
        """What an earlier screen says about the new tiles of this one."""
        nothing = Recalled(lines=(), unknown=new_tiles)
        if new_tiles.mean() < TURNED_SHARE:
            return nothing
        differing = [(changed_tiles(luma, screen.luma) & new_tiles, screen) for screen in self._screens]
        unknown, screen = min(differing, key=lambda pair: int(pair[0].sum()), default=(new_tiles, None))
        if screen is None or unknown.sum() > (1 - KNOWN_SHARE) * new_tiles.sum():
            return nothing
        standing, changed = _parted(screen, luma, new_tiles, unknown)
        return Recalled(lines=tuple(standing), unknown=unknown, changed=tuple(changed))


def _parted(
    screen: _Screen, luma: NDArray[np.uint8], new_tiles: NDArray[np.bool_], unknown: NDArray[np.bool_]
) -> tuple[list[SeenLine], list[SeenLine]]:
    """The screen's lines on new tiles: those without an unknown tile in or beside them, and the others."""
    near = np.asarray(cv2.dilate(unknown.astype(np.uint8), np.ones((3, 3), np.uint8)), dtype=np.bool_)
    shape = (luma.shape[0], luma.shape[1])
    places = [(replace(line, first_box=line.box), tiles_of(line.box, shape)) for line in screen.lines]
    new = [(line, bool(near[place].any())) for line, place in places if new_tiles[place].any()]
    return [line for line, changed in new if not changed], [line for line, changed in new if changed]
