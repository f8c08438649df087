"""Which stills a model is shown: unless it is told otherwise, those in which the screen, as it was shown last,
has changed.
"""

from collections.abc import Callable, Sequence
from itertools import pairwise
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from workers.engines.vlm.showing import Pick
from workers.media.messages import LUMA_SIDE_PX
from workers.media.tiles import changed_tiles
from workers.perceive.regions import tiles_of
from workers.spans import Box, Span
from workers.tracks.activity import ActivityTrack, Still

#: From this part of the screen on, the camera's place aside, a still shows something new: a small dialog, a typed
#: line. What is never shown is called not done, so it is little (docs/measurements.md). The last still counts from
#: less on, for it shows the result.
CHANGED_SHARE = 0.01
LAST_SHARE = 0.002
#: So long nothing new may come: then what moves in the camera's picture alone is shown again.
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
    kept: list[tuple[Still, NDArray[np.uint8]]] = []
    for place, still in enumerate(stills):
        luma = read_luma(folder / still.image)
        is_last = place == len(stills) - 1
        if not kept or _is_new(
            still, luma, *kept[-1], camera=camera, least=LAST_SHARE if is_last else CHANGED_SHARE
        ):
            kept.append((still, luma))
    ends_s = [*(still.span.start_s for still, _ in kept[1:]), *(still.span.end_s for still in stills[-1:])]
    return [
        Still(span=Span(start_s=still.span.start_s, end_s=end_s), image=still.image)
        for (still, _), end_s in zip(kept, ends_s, strict=True)
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


def _is_new(
    still: Still,
    luma: NDArray[np.uint8],
    last: Still,
    last_luma: NDArray[np.uint8],
    *,
    camera: Box | None,
    least: float,
) -> bool:
    if still.span.start_s - last.span.start_s >= LONGEST_S or luma.shape != last_luma.shape:
        return True
    changed = changed_tiles(last_luma, luma)
    counted = np.ones_like(changed)
    if camera is not None:
        counted[tiles_of(camera, (luma.shape[0], luma.shape[1]))] = False
    return bool(counted.any()) and float(changed[counted].mean()) >= least
