"""A person's place in a course, through a keyed permutation, to numbers that nobody else gets.

The permutation is a Feistel network with rounds of keyed BLAKE2b (RFC 7693) over two numbers of about the same size
(M. Luby and C. Rackoff, 1988), walked again where it leaves the range (J. Black and P. Rogaway, 2002).
"""

import hashlib
import math

#: Four make a permutation that nobody tells from a random one, however he asks it.
_ROUNDS = 4


class Permutation:
    """One order of the numbers 0 to size - 1, which only the key knows."""

    def __init__(self, key: bytes, size: int) -> None:
        self._key = key
        self._size = size
        self._side = math.isqrt(size - 1) + 1

    def of(self, number: int) -> int:
        """Where a number goes. Raises ValueError outside 0 to size - 1."""
        if not 0 <= number < self._size:
            raise ValueError(f"outside 0 to {self._size - 1}: {number=}")
        while True:
            number = self._forwards(number)
            if number < self._size:
                return number

    def back(self, number: int) -> int:
        """Where a number came from."""
        while True:
            number = self._backwards(number)
            if number < self._size:
                return number

    def _forwards(self, number: int) -> int:
        left, right = divmod(number, self._side)
        for turn in range(_ROUNDS):
            left, right = right, (left + self._mixed(turn, right)) % self._side
        return left * self._side + right

    def _backwards(self, number: int) -> int:
        left, right = divmod(number, self._side)
        for turn in reversed(range(_ROUNDS)):
            left, right = (right - self._mixed(turn, left)) % self._side, left
        return left * self._side + right

    def _mixed(self, turn: int, half: int) -> int:
        message = turn.to_bytes(1, "big") + half.to_bytes(8, "big")
        return int.from_bytes(hashlib.blake2b(message, digest_size=16, key=self._key).digest(), "big")
