"""The code and the phrase of a person's attempt: unique in a course, unguessable, and traced back."""

from dataclasses import dataclass

from variants import codes, phrases
from variants.errors import RosterInvalid
from variants.places import Permutation
from variants.seeds import derive, normal

#: Of so many numbers that belong to one place, the first whose word is a code is taken. Of words, one in
#: sixteen is none; that all of these are none happens once in 10 ** 14 places.
_TRIES = 12
CAPACITY: int = codes.CAPACITY // _TRIES


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """Whose code it is: a place in the roster, from 0, and an attempt, from 1."""

    place: int
    attempt: int


class Challenges:
    """All codes and phrases of one template in one course."""

    def __init__(self, secret: bytes, *, template: str, attempts: int) -> None:
        self._secret = secret
        self._template = template
        self._attempts = attempts
        self._codes = Permutation(derive(secret, "code", template), CAPACITY)

    @property
    def places(self) -> int:
        """How many people a course can have."""
        return CAPACITY // self._attempts

    def place_by_name(self, person: str) -> int:
        """A place for somebody who is in no roster: nobody else's but by chance."""
        drawn = derive(self._secret, "place", self._template, normal(person))
        return int.from_bytes(drawn[:16], "big") % self.places

    def code(self, holder: Holder) -> str:
        """Raises RosterInvalid for a place or an attempt beyond what there is."""
        first = self._codes.of(self._position(holder)) * _TRIES
        for number in range(first, first + _TRIES):
            code = codes.encode(number)
            if code is not None:
                return code
        raise RosterInvalid(f"Place {holder.place + 1} of the course has no code; leave it empty.")

    def phrase(self, holder: Holder, language: str) -> str:
        order = Permutation(derive(self._secret, "phrase", self._template, language), phrases.CAPACITY)
        return phrases.phrase(order.of(self._position(holder)), language)

    def holder(self, code: str) -> Holder | None:
        """Whose a code would be in this course; null for what is no code, or of no place."""
        if not codes.is_well_formed(code):
            return None
        group = codes.decode(code) // _TRIES
        if group >= CAPACITY:
            return None
        place, attempt = divmod(self._codes.back(group), self._attempts)
        holder = Holder(place=place, attempt=attempt + 1)
        return holder if place < self.places and self.code(holder) == code else None

    def _position(self, holder: Holder) -> int:
        if not 1 <= holder.attempt <= self._attempts:
            raise RosterInvalid(f"There are attempts 1 to {self._attempts}, and no attempt {holder.attempt}.")
        if not 0 <= holder.place < self.places:
            raise RosterInvalid(
                f"With {self._attempts} attempts each a course has codes for {self.places} people."
            )
        return holder.place * self._attempts + holder.attempt - 1
