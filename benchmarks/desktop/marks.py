"""Coloured marks that the pages show while a thing is on the screen, found again in the pictures.

This is the truth of a capture: it is taken from the recording's own pictures, so that nothing of
the browser's, the screen's or the recorder's delays is in it, and by none of Candor's code.
"""

from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType

import av
import numpy as np
from numpy.typing import NDArray

from workers.spans import Span

Picture = NDArray[np.uint8]
#: Edge of a mark on the page.
MARK_PX = 24
#: One pixel in so many is looked at, along each edge.
_STEP_PX = 4
#: How far from its colour a pixel of a mark may be after encoding, in levels.
_NEAR_LEVELS = 60
#: Of the 36 pixels that are looked at in a whole mark; its rim is blurred by the encoder.
_ENOUGH = 14


class Mark(StrEnum):
    FORBIDDEN = "forbidden"
    TYPED = "typed"
    RAN = "ran"


COLOURS: Mapping[Mark, tuple[int, int, int]] = MappingProxyType(
    {Mark.FORBIDDEN: (255, 0, 255), Mark.TYPED: (0, 255, 0), Mark.RAN: (0, 255, 255)}
)


def shows(picture: Picture, mark: Mark) -> bool:
    """Whether the mark is somewhere in an RGB picture [height, width, 3]."""
    thinned = picture[::_STEP_PX, ::_STEP_PX].astype(np.int16)
    near = (np.abs(thinned - np.array(COLOURS[mark], np.int16)) <= _NEAR_LEVELS).all(axis=2)
    return int(near.sum()) >= _ENOUGH


def mark_spans(pictures: Iterable[tuple[float, Picture]]) -> Mapping[Mark, tuple[Span, ...]]:
    """When each mark stood: from the first picture that has it to the first that has it no more."""
    found: dict[Mark, list[Span]] = {mark: [] for mark in Mark}
    since_s: dict[Mark, float] = {}
    time_s = 0.0
    for time_s, picture in pictures:
        for mark in Mark:
            if shows(picture, mark):
                since_s.setdefault(mark, time_s)
            elif mark in since_s:
                found[mark].append(Span(start_s=since_s.pop(mark), end_s=time_s))
    for mark, start_s in since_s.items():
        found[mark].append(Span(start_s=start_s, end_s=time_s))
    return {mark: tuple(spans) for mark, spans in found.items()}


def pictures_of(recording: Path) -> Iterator[tuple[float, Picture]]:
    """Every picture with its time in seconds, RGB."""
    with av.open(str(recording)) as file:
        for frame in file.decode(video=0):
            yield float(frame.time or 0.0), frame.to_ndarray(format="rgb24")
