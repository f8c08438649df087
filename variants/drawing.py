"""Drawing from a seed, the same on every platform and in every release of Python.

The standard library promises this of no drawing but `random()`, so the stream is our own: SHA-256 in counter
mode over the seed and a name (as Hash_DRBG of NIST SP 800-90A generates), and numbers by rejection, so that
none is likelier than another.
"""

import hashlib
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")
_WORD_BYTES = 8
_WORDS = 2 ** (8 * _WORD_BYTES)


class Drawing:
    """One stream of a seed. Streams of other names are independent: what one draws moves no other."""

    def __init__(self, seed: bytes, name: str) -> None:
        self._start = hashlib.sha256(seed + name.encode("utf-8"))
        self._block = b""
        self._count = 0

    def below(self, limit: int) -> int:
        """A whole number from 0 to limit - 1, each as likely as another; limit at most 2**64."""
        # Above this the remainders would not be evenly many.
        even = _WORDS - _WORDS % limit
        while True:
            word = self._word()
            if word < even:
                return word % limit

    def one_of(self, values: Sequence[T]) -> T:
        return values[self.below(len(values))]

    def sample(self, values: Sequence[T], count: int) -> list[T]:
        """So many different ones, in the order drawn (Fisher and Yates)."""
        rest = list(values)
        for place in range(count):
            other = place + self.below(len(rest) - place)
            rest[place], rest[other] = rest[other], rest[place]
        return rest[:count]

    def _word(self) -> int:
        if not self._block:
            block = self._start.copy()
            block.update(self._count.to_bytes(8, "big"))
            self._block, self._count = block.digest(), self._count + 1
        word, self._block = self._block[:_WORD_BYTES], self._block[_WORD_BYTES:]
        return int.from_bytes(word, "big")
