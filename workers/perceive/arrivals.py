"""Whether what stands where a face was seen came and went, or hung there all the time.

A picture on the wall that the finder sees only now and then looks the same before and after; where a
person sat for a while, there is a room before, and the same room after.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from workers.perceive.camera import tiles_of
from workers.perceive.watched import Watched
from workers.spans import Box, Span
from workers.tracks.faces import FacesTrack, FaceTrack

#: Who comes in takes this long to be where they sit, and to be found there.
ON_THE_WAY_S = 1.0
#: For so long the place is looked at before, in the middle and after.
LOOKED_S = 1.5


def with_departures(faces: FacesTrack, watched: Watched) -> FacesTrack:
    """The same track, each stillness with how much its face's place differs from before and after."""
    looks = [look for track in faces.tracks for look in _looks(track)]
    shown = _shown(watched, looks, [track.box for track in faces.tracks for _ in range(3)])
    departures = {
        track.id: _departure(*shown[3 * index : 3 * index + 3]) for index, track in enumerate(faces.tracks)
    }
    told = (replace(item, departure=departures[item.track]) for item in faces.stillness)
    return replace(faces, stillness=tuple(told))


def _looks(face: FaceTrack) -> Iterator[Span]:
    """Before a face came, in the middle of its time, and after it went."""
    before_s = face.start_s - ON_THE_WAY_S - LOOKED_S
    middle_s = (face.start_s + face.end_s - LOOKED_S) / 2
    for start_s in (before_s, middle_s, face.end_s + ON_THE_WAY_S):
        yield Span(start_s=max(0.0, start_s), end_s=max(0.0, start_s + LOOKED_S))


def _shown(watched: Watched, looks: Sequence[Span], boxes: Sequence[Box]) -> list[NDArray[np.float32] | None]:
    """The median means of each box's tiles while it is looked at; None where no sample falls."""
    starts = np.array([look.start_s for look in looks])
    ends = np.array([look.end_s for look in looks])
    kept: list[list[NDArray[np.float32]]] = [[] for _ in looks]
    for time_s, (means, _) in zip(watched.times_s, watched.each_means(), strict=True):
        for index in np.flatnonzero((starts <= time_s) & (time_s < ends)):
            kept[index].append(means.reshape(watched.grid)[tiles_of(boxes[index], watched)].copy())
    return [np.median(np.stack(seen), axis=0) if seen else None for seen in kept]


def _departure(
    before: NDArray[np.float32] | None, during: NDArray[np.float32] | None, after: NDArray[np.float32] | None
) -> float | None:
    if before is None or during is None or after is None:
        return None
    nearest = min(_unlike(before, during), _unlike(after, during))
    return round(nearest - _unlike(before, after), 4)


def _unlike(one: NDArray[np.float32], other: NDArray[np.float32]) -> float:
    return float(np.abs(one - other).mean())
