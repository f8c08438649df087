"""Lines that a recogniser could read only in part, read again word by word.

A line in a script that the recogniser does not know makes it drop the letters that it does know
as well: of "Код задания: K7QX-204M" it gives ": -204". The word alone it reads.
"""

from collections.abc import Callable, Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from workers.tracks.text import UNREAD

#: A recogniser: pictures of text to texts with their confidence.
Recogniser = Callable[[list[NDArray[np.uint8]]], list[tuple[str, float]]]

#: Letters per height of the line. Whole lines of Latin text have 2 to 3, those mostly unread below 1.3.
_READ_FROM = 1.6
#: A gap this wide, in heights of the line, parts words.
_WORD_GAP = 0.22
_LEAST_GAP_PX = 3
#: A word of six letters and its space take so many heights of the line.
_WORD_WIDTH = 3.0
#: Ink differs from paper by this part of the greatest difference.
_INK_FROM = 0.35
_MARGIN_PX = 4
_LEAST_CONFIDENCE = 0.5


def is_mostly_unread(text: str, crop: NDArray[np.uint8]) -> bool:
    """Whether far fewer letters were read than have room on the line."""
    letters = sum(not char.isspace() for char in text)
    return bool(letters * crop.shape[0] < _READ_FROM * crop.shape[1])


def read_by_words(crop: NDArray[np.uint8], recognise: Recogniser) -> tuple[str, float] | None:
    """The words that can be read, `UNREAD` for each that cannot (several for a long stretch, as its
    gaps may be narrow); empty where none can be read, null where the line is one word, which would
    only be read again.

    The confidence is the mean over the letters that were read.
    """
    places = word_places(crop)
    if len(places) < 2:
        return None
    pieces = [
        np.ascontiguousarray(crop[:, max(0, start - _MARGIN_PX) : end + _MARGIN_PX]) for start, end in places
    ]
    words = [
        (text.strip(), confidence) if confidence >= _LEAST_CONFIDENCE else ("", 0.0)
        for text, confidence in recognise(pieces)
    ]
    if not any(char.isalnum() for text, _ in words for char in text):
        return "", 0.0
    marked = [text or _marks(piece) for piece, (text, _) in zip(pieces, words, strict=True)]
    return " ".join(marked), _mean_confidence(words)


def _marks(piece: NDArray[np.uint8]) -> str:
    """As many signs as there is room for words."""
    return " ".join([UNREAD] * max(1, round(piece.shape[1] / (_WORD_WIDTH * piece.shape[0]))))


def word_places(crop: NDArray[np.uint8]) -> list[tuple[int, int]]:
    """Columns [start, end) of each word, from left to right."""
    grey = cv2.cvtColor(crop, cv2.COLOR_BGR2GRAY).astype(np.int16)
    difference = np.abs(grey - np.median(grey))
    columns = np.flatnonzero((difference > max(8.0, _INK_FROM * float(difference.max()))).any(axis=0))
    if not len(columns):
        return []
    gap = max(_LEAST_GAP_PX, round(_WORD_GAP * crop.shape[0]))
    breaks = np.flatnonzero(np.diff(columns) > gap)
    starts = [columns[0], *columns[breaks + 1]]
    ends = [*columns[breaks], columns[-1]]
    return [(int(start), int(end) + 1) for start, end in zip(starts, ends, strict=True)]


def _mean_confidence(words: Sequence[tuple[str, float]]) -> float:
    letters = sum(len(text) for text, _ in words)
    return sum(len(text) * confidence for text, confidence in words) / letters
