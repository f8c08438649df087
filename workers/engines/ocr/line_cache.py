"""Lines already read, by their picture: a line that stands on unchanged is recognised once."""

import hashlib
from collections import OrderedDict
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

ReadLine = Callable[[NDArray[np.uint8]], tuple[str, float]]

#: A screen holds about a hundred lines; text and hash of one take under 0.5 kB.
MOST_LINES = 4096


class LineCache:
    """Remembers what the last pictures of lines read as, so that only new ones cost anything.

    A line is recognised by itself, so what it reads as depends on its pixels alone, and the cache
    changes no result.
    """

    def __init__(self, read_line: ReadLine, *, most: int = MOST_LINES) -> None:
        self._read_line = read_line
        self._most = most
        self._known: OrderedDict[bytes, tuple[str, float]] = OrderedDict()

    def read(self, crop: NDArray[np.uint8]) -> tuple[str, float]:
        """Text and confidence of a line [height, width, 3]."""
        key = _key(crop)
        if key not in self._known:
            self._known[key] = self._read_line(crop)
        self._known.move_to_end(key)
        if len(self._known) > self._most:
            self._known.popitem(last=False)
        return self._known[key]


def _key(crop: NDArray[np.uint8]) -> bytes:
    pixels = hashlib.blake2b(crop.tobytes(), digest_size=16)
    return bytes(f"{crop.shape[0]}x{crop.shape[1]}:", "ascii") + pixels.digest()
