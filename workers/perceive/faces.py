"""Pictures by the clock → face tracks, as distances."""

import warnings
from bisect import bisect_right
from collections.abc import Sequence
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageOps

from workers.brief import Reference
from workers.engines.face.base import FaceBox, FaceEngine
from workers.perceive.regions import WHOLE, grown, pixels_of
from workers.perceive.sightings import Chain, Part, Sighting, chain_for, persons, track_distance
from workers.perceive.stillness import residual
from workers.report import Gap
from workers.spans import Box, Span, merge_spans
from workers.tracks.faces import FacesTrack, FaceTrack, Place, Stillness

#: A picture is looked at this often; a face seen in one lasts until the next.
LOOK_EVERY_S = 0.5
#: The whole picture is searched this often; in between only where something lives.
WHOLE_EVERY_S = 6.0
#: and this often while no face is known and nothing lives.
SEEKING_EVERY_S = 1.0
#: A live region is searched with this much of its own size around it.
REGION_MARGIN = 0.1
#: A face this wide is found four times as cheaply as a smaller one. Where one of surely that width
#: was seen within the last second, smaller ones are looked for every so many looks.
LARGE_PX = 40
SURELY_LARGE = 1.25
RECENT_S = 1.0
THOROUGH_EVERY = 4
MOST_RECENT = 32
#: Regions of which the last search is remembered.
MOST_REMEMBERED = 4
PATCH_PX = 64
PATCH_SCALE = 1.5
MAX_REFERENCE_PX = 1600
REFERENCE_FORMATS = ("JPEG", "PNG", "WEBP", "TIFF", "BMP", "GIF")


class FaceWatcher:
    """Finds faces in the pictures it is offered, and tells them apart; embeddings live no longer
    than it does.
    """

    def __init__(self, engine: FaceEngine) -> None:
        self._engine = engine
        self._sightings: list[Sighting] = []
        self._chains: list[Chain] = []
        self._looked: list[float] = []
        self._whole_s: float | None = None
        #: By region: what stood there when it was last searched, and the faces in it. Latest last.
        self._searched: dict[Box, tuple[NDArray[np.uint8], list[FaceBox]]] = {}

    def offer(self, time_s: float, picture: NDArray[np.uint8], live: Sequence[Box]) -> None:
        """Looks at an RGB picture; `live`: regions that never rested so far. Raises EngineFailed."""
        regions = [*(grown(box, REGION_MARGIN) for box in live), *self._known(time_s, live)]
        every_s = WHOLE_EVERY_S if regions else SEEKING_EVERY_S
        whole_due = self._whole_s is None or time_s - self._whole_s >= every_s
        if whole_due:
            self._whole_s = time_s
            regions = [WHOLE]
        self._looked.append(time_s)
        for region in regions:
            self._search(time_s, picture, region)

    def _known(self, time_s: float, live: Sequence[Box]) -> list[Box]:
        """Surroundings of the faces seen in the last seconds, outside every live region."""
        recent = [item.box for item in self._sightings if time_s - item.time_s <= WHOLE_EVERY_S]
        outside = [box for box in recent if not any(region.contains_centre_of(box) for region in live)]
        around: list[Box] = []
        for box in outside:
            if not any(known.contains_centre_of(box) for known in around):
                around.append(grown(box, 1.0))
        return around

    @property
    def looks(self) -> int:
        return len(self._looked)

    @property
    def boxes(self) -> list[Box]:
        return [sighting.box for sighting in self._sightings]

    def finish(self, camera: Box | None, references: Sequence[Reference], end_s: float) -> FacesTrack:
        """Tracks of all faces seen, with their distances to each other and to the references."""
        parts = self._parts()
        known = [self._reference(reference.path) for reference in references]
        matrix = _distance_matrix(parts)
        numbers = persons(matrix, different_from=self._engine.DIFFERENT_FROM)
        compared = [item for item in known if item is not None]
        tracks = tuple(
            self._track(index, part, numbers[index], camera, compared, end_s)
            for index, part in enumerate(parts)
        )
        return FacesTrack(
            engine=self._engine.used,
            camera=camera,
            tracks=tracks,
            distances=tuple(tuple(round(float(value), 4) for value in row) for row in matrix),
            looked_s=tuple(self._looked),
            stillness=_stillness(parts),
            references=tuple(reference.sha256 for reference in references),
            unread_references=tuple(
                reference.path.name for reference, item in zip(references, known, strict=True) if item is None
            ),
            gaps=() if self._looked else (Gap(start_s=0.0, end_s=end_s, why="no_picture"),),
        )

    def _search(self, time_s: float, picture: NDArray[np.uint8], region: Box) -> None:
        height, width = picture.shape[:2]
        rows, columns = pixels_of(region, height, width)
        crop = np.ascontiguousarray(picture[rows, columns])
        for face in self._faces_in(crop, region, self._least_px(time_s, region, width)):
            box = Box(
                x=(columns.start + face.x_px) / width,
                y=(rows.start + face.y_px) / height,
                width=face.width_px / width,
                height=face.height_px / height,
            )
            if any(item.time_s == time_s and item.box.iou(box) > 0.3 for item in self._sightings[-8:]):
                continue
            seen = Sighting(time_s=time_s, box=box, confidence=face.confidence, patch=_patch(picture, box))
            self._join(seen, self._engine.align(crop, face))

    def _join(self, seen: Sighting, chip: NDArray[np.uint8]) -> None:
        chain = chain_for(self._chains, seen)
        if chain is None:
            chain = Chain()
            self._chains.append(chain)
        chain.add(seen, chip, self._engine.embed, different_from=self._engine.DIFFERENT_FROM)
        self._sightings.append(seen)

    def _parts(self) -> list[Part]:
        """All chains, each described to its end and cut where the person changes."""
        limit = self._engine.DIFFERENT_FROM
        for chain in self._chains:
            chain.describe(self._engine.embed, different_from=limit)
        parts = [part for chain in self._chains for part in chain.parts(different_from=limit)]
        return sorted(parts, key=lambda part: (part.sightings[0].time_s, part.sightings[0].box.x))

    def _least_px(self, time_s: float, region: Box, width_px: int) -> int:
        """How small a face may be to be looked for: where all were large a moment ago, the small ones
        are looked for only now and then.
        """
        if len(self._looked) % THOROUGH_EVERY == 0:
            return 0
        recent = [item for item in self._sightings[-MOST_RECENT:] if 0 < time_s - item.time_s <= RECENT_S]
        widths = [item.box.width * width_px for item in recent if region.contains_centre_of(item.box)]
        return LARGE_PX if min(widths, default=0.0) >= SURELY_LARGE * LARGE_PX else 0

    def _faces_in(self, crop: NDArray[np.uint8], region: Box, least_px: int) -> list[FaceBox]:
        """A picture that stands is searched once, not every half second for hours."""
        searched = self._searched.pop(region, None)
        if searched is None or not np.array_equal(searched[0], crop):
            searched = (crop, self._engine.find(crop, least_px=least_px))
        self._searched[region] = searched
        if len(self._searched) > MOST_REMEMBERED:
            del self._searched[next(iter(self._searched))]
        return searched[1]

    def _track(
        self,
        index: int,
        part: Part,
        person: int,
        camera: Box | None,
        references: Sequence[NDArray[np.float64]],
        end_s: float,
    ) -> FaceTrack:
        box = _median_box(part.sightings)
        in_camera = camera is not None and camera.contains_centre_of(box)
        return FaceTrack(
            id=index,
            person=person,
            place=Place.CAMERA if in_camera else Place.SCREEN,
            spans=_spans(part.sightings, self._looked, end_s),
            box=box,
            observations=len(part.sightings),
            confidence=round(float(np.median([item.confidence for item in part.sightings])), 4),
            reference_distances=tuple(
                round(track_distance(part.embeddings, [known]), 4) for known in references
            ),
        )

    def _reference(self, path: Path) -> NDArray[np.float64] | None:
        """The embedding of the largest face of a picture; None where none is found."""
        picture = _open_picture(path)
        faces = self._engine.find(picture) if picture is not None else []
        if picture is None or not faces:
            return None
        largest = max(faces, key=lambda face: face.width_px * face.height_px)
        return self._engine.embed(self._engine.align(picture, largest))


def _open_picture(path: Path) -> NDArray[np.uint8] | None:
    try:
        with warnings.catch_warnings(action="ignore"), Image.open(path, formats=REFERENCE_FORMATS) as image:
            upright = ImageOps.exif_transpose(image).convert("RGB")
    except (OSError, ValueError, TypeError, SyntaxError, Image.DecompressionBombError):
        # Damaged pictures raise all of these.
        return None
    upright.thumbnail((MAX_REFERENCE_PX, MAX_REFERENCE_PX))
    return np.asarray(upright, dtype=np.uint8)


def _patch(picture: NDArray[np.uint8], face: Box) -> NDArray[np.uint8]:
    """The face with what is around it, gray, 64 x 64; replicated where the picture ends.

    Of the whole picture: an edge of the region that was searched lies elsewhere at each look, and would
    pass for a movement.
    """
    height, width = picture.shape[:2]
    rows, columns = pixels_of(grown(face, PATCH_SCALE), height, width)
    gray = np.asarray(cv2.cvtColor(picture[rows, columns], cv2.COLOR_RGB2GRAY))
    side = PATCH_SCALE * max(face.width * width, face.height * height)
    x_px = (face.x + face.width / 2) * width - columns.start
    y_px = (face.y + face.height / 2) * height - rows.start
    scale = PATCH_PX / side
    move = np.array(
        [[scale, 0, PATCH_PX / 2 - scale * x_px], [0, scale, PATCH_PX / 2 - scale * y_px]], dtype=np.float32
    )
    size = (PATCH_PX, PATCH_PX)
    patch = cv2.warpAffine(gray, move, size, flags=cv2.INTER_AREA, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(patch, dtype=np.uint8)


def _median_box(part: Sequence[Sighting]) -> Box:
    values = np.median([(item.box.x, item.box.y, item.box.width, item.box.height) for item in part], axis=0)
    x, y, width, height = (round(float(value), 4) for value in values)
    return Box(x=x, y=y, width=width, height=height)


def _spans(part: Sequence[Sighting], looked_s: Sequence[float], end_s: float) -> tuple[Span, ...]:
    """A face is there from the picture that shows it until the next look, or the recording's end.

    A picture that stands is looked at the rarer the longer it stands, and shows its faces all the time.
    """
    seen = []
    for item in part:
        following = bisect_right(looked_s, item.time_s)
        until_s = looked_s[following] if following < len(looked_s) else end_s
        start_s = min(item.time_s, end_s)
        seen.append(Span(start_s=start_s, end_s=max(start_s, min(until_s, end_s))))
    return tuple(merge_spans(seen, join_gap_s=LOOK_EVERY_S))


def _distance_matrix(parts: Sequence[Part]) -> NDArray[np.float64]:
    matrix = np.zeros((len(parts), len(parts)))
    for i, one in enumerate(parts):
        for j in range(i):
            matrix[i, j] = matrix[j, i] = track_distance(one.embeddings, parts[j].embeddings)
    return matrix


def _stillness(parts: Sequence[Part]) -> tuple[Stillness, ...]:
    found = []
    for index, part in enumerate(parts):
        value, pairs = residual([item.patch for item in part.sightings])
        found.append(Stillness(track=index, residual=value, pictures=pairs))
    return tuple(found)
