"""Which stills a model is shown: unless it is told otherwise, those in which the screen, as it was shown last,
has changed, or somebody before the camera has moved.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from workers.engines.vlm.showing import Pick
from workers.media.messages import LUMA_SIDE_PX
from workers.media.tiles import changed_tiles
from workers.perceive.regions import pixels_of, tiles_of
from workers.spans import Box, Span
from workers.tracks.activity import ActivityTrack, Still

#: From this part of the screen on, the camera's place aside, a still shows something new: a small dialog, a typed
#: line. What is never shown is called not done, so it is little (docs/measurements.md). The last still counts from
#: less on, for it shows the result.
CHANGED_SHARE = 0.01
LAST_SHARE = 0.002
#: Of the camera's picture, in so many parts a side, one that differs by so many levels from whatever was shown of late
#: shows that something was done: who talks and sways comes back to where they were, a hand or a card held up is new
#: (docs/measurements.md).
PARTS = 8
ACTED_LEVELS = 25.0
#: So long nothing new may come: then what moves less is shown again.
LONGEST_S = 20.0


def picked_stills(activity: ActivityTrack, folder: Path, pick: Pick) -> list[Still]:
    """The stills to show, in order of time, each until the next. They lie in `folder`."""
    match pick:
        case Pick.CHANGES:
            return changing_stills(activity.stills, folder, activity.camera)
        case Pick.ALL:
            return list(activity.stills)
        case Pick.SECOND:
            return _standing_at(activity.stills, lambda length_s: max(1, round(length_s)))
        case Pick.TEN | Pick.SIXTY_FOUR:
            return _standing_at(activity.stills, lambda _: int(pick))


def _standing_at(stills: Sequence[Still], count: Callable[[float], int]) -> list[Still]:
    """What stood at so many moments, evenly over the recording; where nothing changed, the same again."""
    if not stills:
        return []
    start_s, end_s = stills[0].span.start_s, stills[-1].span.end_s
    number = count(end_s - start_s)
    edges_s = [start_s + (end_s - start_s) * place / number for place in range(number + 1)]
    return [
        Still(
            span=Span(start_s=one_s, end_s=other_s),
            image=next(still.image for still in reversed(stills) if still.span.start_s <= one_s),
        )
        for one_s, other_s in pairwise(edges_s)
    ]


def changing_stills(stills: Sequence[Still], folder: Path, camera: Box | None) -> list[Still]:
    """The stills to show, in order of time, each until the next. They lie in `folder`."""
    shown = _Shown(camera)
    for place, still in enumerate(stills):
        is_last = place == len(stills) - 1
        shown.offer(still, read_luma(folder / still.image), LAST_SHARE if is_last else CHANGED_SHARE)
    ends_s = [
        *(still.span.start_s for still in shown.stills[1:]),
        *(still.span.end_s for still in stills[-1:]),
    ]
    return [
        replace(still, span=Span(start_s=still.span.start_s, end_s=end_s))
        for still, end_s in zip(shown.stills, ends_s, strict=True)
    ]


def read_luma(path: Path) -> NDArray[np.uint8]:
    """A picture's luma, its longer side at most 640 px."""
    with Image.open(path) as image:
        luma = np.asarray(image.convert("L"))
    scale = LUMA_SIDE_PX / max(luma.shape)
    if scale >= 1:
        return luma
    return np.asarray(
        cv2.resize(luma, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), dtype=np.uint8
    )


class _Shown:
    """The stills that are shown, and what of them later ones are compared with."""

    def __init__(self, camera: Box | None) -> None:
        self.stills: list[Still] = []
        self._camera = camera
        self._luma: NDArray[np.uint8] = np.zeros((0, 0), dtype=np.uint8)
        #: Of the camera's picture, as it was shown of late.
        self._parts: list[tuple[float, NDArray[np.float32]]] = []

    def offer(self, still: Still, luma: NDArray[np.uint8], least: float) -> None:
        """Takes a still that shows something new. `least`: the part of the screen that has to have changed."""
        start_s = still.span.start_s
        self._parts = [one for one in self._parts if start_s - one[0] < LONGEST_S]
        parts = None if self._camera is None else _parts(luma, self._camera)
        if self._stands(start_s, luma, least) and not self._acts(parts):
            return
        self.stills.append(still)
        self._luma = luma
        if parts is not None:
            self._parts.append((start_s, parts))

    def _stands(self, start_s: float, luma: NDArray[np.uint8], least: float) -> bool:
        """Whether the screen is as it was shown last, not too long ago."""
        if luma.shape != self._luma.shape or start_s - self.stills[-1].span.start_s >= LONGEST_S:
            return False
        changed = changed_tiles(self._luma, luma)
        counted = np.ones_like(changed)
        if self._camera is not None:
            counted[tiles_of(self._camera, (luma.shape[0], luma.shape[1]))] = False
        return not counted.any() or float(changed[counted].mean()) < least

    def _acts(self, parts: NDArray[np.float32] | None) -> bool:
        """Whether something is done before the camera: not whether somebody breathes or the light has changed."""
        return parts is not None and all(
            np.abs(parts - lately).max() >= ACTED_LEVELS for _, lately in self._parts
        )


def _parts(luma: NDArray[np.uint8], camera: Box) -> NDArray[np.float32]:
    """How light each part of the camera's picture is [PARTS, PARTS], against its middle one."""
    rows, columns = pixels_of(camera, luma.shape[0], luma.shape[1])
    parts = cv2.resize(luma[rows, columns], (PARTS, PARTS), interpolation=cv2.INTER_AREA).astype(np.float32)
    return np.asarray(parts - np.median(parts), dtype=np.float32)
