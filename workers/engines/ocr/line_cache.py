"""Lines already read, by their picture: a line that stands on unchanged is recognised once."""

import hashlib
from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

#: Text and confidence of a line.
Read = tuple[str, float]
ReadLine = Callable[[NDArray[np.uint8]], Read]
#: What applies a function to each of several lines, in order: `map`, or a pool's.
Each = Callable[[ReadLine, Iterable[NDArray[np.uint8]]], Iterable[Read]]

#: A screen holds about a hundred lines; text and hash of one take under 0.5 kB.
MOST_LINES = 4096


class LineCache:
    """Remembers what the last pictures of lines read as, so that only new ones cost anything.

    A line is recognised by itself, so what it reads as depends on its pixels alone, and the cache
    changes no result.
    """

    def __init__(self, read_line: ReadLine, *, each: Each = map, most: int = MOST_LINES) -> None:
        self._read_line = read_line
        self._each = each
        self._most = most
        self._known: OrderedDict[bytes, Read] = OrderedDict()

    def read(self, crops: Sequence[NDArray[np.uint8]]) -> list[Read]:
        """Of several lines [height, width, 3], in their order."""
        keys = [_key(crop) for crop in crops]
        new = {key: crop for key, crop in zip(keys, crops, strict=True) if key not in self._known}
        self._known.update(zip(new, self._each(self._read_line, new.values()), strict=True))
        found = [self._known[key] for key in keys]
        self._forget(keys)
        return found

    def _forget(self, keys: Sequence[bytes]) -> None:
        """What was not asked for longest, beyond what is kept."""
        for key in keys:
            self._known.move_to_end(key)
        while len(self._known) > self._most:
            self._known.popitem(last=False)


def _key(crop: NDArray[np.uint8]) -> bytes:
    pixels = hashlib.blake2b(crop.tobytes(), digest_size=16)
    return bytes(f"{crop.shape[0]}x{crop.shape[1]}:", "ascii") + pixels.digest()
