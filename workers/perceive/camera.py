"""Where the camera's picture lies in a recording: a region of its own that never rests."""

import math

import cv2
import numpy as np
from numpy.typing import NDArray

from workers.perceive.regions import WHOLE, component_boxes, grown
from workers.perceive.watch import ALIVE_LEVELS, TILE_PX
from workers.perceive.watched import Alive, Watched
from workers.spans import Box

#: A camera's tiles are alive in at least this part of all seconds.
ALIVE_SHARE = 0.5
#: A camera's picture is at least this many tiles wide and high.
MIN_TILES = 5
#: What lives further than this many tiles from where a camera's picture would fit is not part of it: the
#: edges of windows that are switched all the time.
THREAD_TILES = 4
#: A tile is the camera's own if it changes this part as often as its livelier ones.
LIVELY_SHARE = 0.5
#: A camera's picture moves by this many levels in at least this part of all samples.
MOVING_LEVELS = 0.1
MOVING_SHARE = 0.15
#: From this part of the picture on, the camera is taken to fill it.
WHOLE_SHARE = 0.6
#: Of a camera that fills the picture, about so many tiles tell as much as all of them.
MOST_TILES = 900
#: A face stands where it is in this part of the looks, overlapping itself by this much,
STANDING_SHARE = 0.8
STANDING_IOU = 0.4
#: while at some moment this part of the screen turned to something else.
TURNED_SHARE = 0.15
TURNED_LEVELS = 4.0


def live_regions(alive: Alive) -> list[Box]:
    """Regions that are alive most of the time, largest first; the whole picture for a film."""
    mask = alive.share >= ALIVE_SHARE
    if mask.mean() >= WHOLE_SHARE:
        return [WHOLE]
    closed = cv2.morphologyEx(mask.astype(np.uint8), cv2.MORPH_CLOSE, _square(3))
    whole = _without_threads(np.asarray(closed, dtype=np.uint8))
    boxes = component_boxes(whole, alive.shape_px, tile_px=TILE_PX)
    rows, columns = mask.shape
    wide = [box for box in boxes if box.width * columns >= MIN_TILES and box.height * rows >= MIN_TILES]
    return sorted(wide, key=lambda box: (-box.area, box.x, box.y))


def _without_threads(living: NDArray[np.uint8]) -> NDArray[np.bool_]:
    """The tiles that live [rows, columns], without the long thin parts of what is wide elsewhere."""
    core = cv2.morphologyEx(
        living, cv2.MORPH_OPEN, _square(MIN_TILES), borderType=cv2.BORDER_CONSTANT, borderValue=(0,)
    )
    near = cv2.dilate(core, _square(2 * THREAD_TILES + 1)) > 0
    _, labels = cv2.connectedComponents(living)
    has_core = np.isin(labels, np.unique(labels[core > 0]))
    return np.asarray((living > 0) & (near | ~has_core), dtype=np.bool_)


def _square(side_tiles: int) -> NDArray[np.uint8]:
    return np.ones((side_tiles, side_tiles), dtype=np.uint8)


def moving_regions(watched: Watched) -> list[Box]:
    """The live regions without those that stand still between their changes: a clock lives every
    second, but for a moment only.
    """
    return [box for box in live_regions(watched.alive) if _keeps_moving(box, watched)]


def _keeps_moving(box: Box, watched: Watched) -> bool:
    changes, _ = lively_tiles(box, watched)
    return bool((changes.mean(axis=1) > MOVING_LEVELS).mean() >= MOVING_SHARE)


def choose_camera(regions: list[Box], faces: list[Box]) -> Box | None:
    """The live region that holds most of the faces seen; without any face, the largest one."""
    if not regions:
        return None
    if not faces:
        return regions[0]
    held = [sum(region.contains_centre_of(face) for face in faces) for region in regions]
    most = max(held)
    return regions[held.index(most)] if most else None


def still_camera(watched: Watched, faces: list[Box], looks: int) -> Box | None:
    """The surroundings of a face that stands in one place all the time, while the screen changes.

    A camera that shows a picture need not be alive anywhere. A face on a page goes with the page.
    """
    if not faces or len(faces) < STANDING_SHARE * looks:
        return None
    middle = sorted(faces, key=lambda box: (box.x, box.y))[len(faces) // 2]
    there = sum(middle.iou(box) > STANDING_IOU for box in faces)
    turned = float(watched.changed_share(TURNED_LEVELS).max())
    if there < STANDING_SHARE * looks or turned < TURNED_SHARE:
        return None
    return grown(middle, 0.5)


def tiles_of(box: Box, watched: Watched) -> tuple[slice, slice]:
    """The rows and columns of tiles that a box covers, at least one of each."""
    rows, columns = watched.grid
    top = min(max(0, round(box.y * rows)), rows - 1)
    left = min(max(0, round(box.x * columns)), columns - 1)
    bottom = max(top + 1, round((box.y + box.height) * rows))
    right = max(left + 1, round((box.x + box.width) * columns))
    return slice(top, bottom), slice(left, right)


def inner_tiles(camera: Box, watched: Watched) -> tuple[slice, slice]:
    """The same without the outermost tiles, through which the screen behind may show."""
    rows, columns = tiles_of(camera, watched)
    return _inner(rows), _inner(columns)


def lively_tiles(camera: Box, watched: Watched) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Changes and means, [n, tiles] each, of the camera's own inner tiles: those that change often.

    A box around the camera may take in some screen (a clock, a window's edge), which hardly ever does.
    """
    region = watched.region(*_thinned(inner_tiles(camera, watched)))
    lively = (region.changes > ALIVE_LEVELS).mean(axis=0)
    kept = lively >= LIVELY_SHARE * np.quantile(lively, 0.75)
    return region.changes[:, kept], region.means[:, kept]


def _thinned(block: tuple[slice, slice]) -> tuple[slice, slice]:
    """Every second or third row and column of a block of very many tiles."""
    rows, columns = block
    tiles = (rows.stop - rows.start) * (columns.stop - columns.start)
    step = max(1, math.ceil(math.sqrt(tiles / MOST_TILES)))
    return slice(rows.start, rows.stop, step), slice(columns.start, columns.stop, step)


def _inner(part: slice) -> slice:
    return slice(part.start + 1, part.stop - 1) if part.stop - part.start >= MIN_TILES else part
