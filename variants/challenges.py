"""The code and the phrase of a person's attempt at one template: nobody else's, unguessable, and traced back."""

from dataclasses import dataclass

from variants import codes, phrases
from variants.errors import RosterInvalid
from variants.places import Permutation
from variants.seeds import derive, normal

#: To one position belong so many numbers, of which the first whose word is a code is taken. Of words, one in
#: sixteen is none; that all of these are none happens once in 10 ** 14 positions.
_CODE_TRIES = 12
#: Likewise of phrases, the first that repeats no word.
_PHRASE_TRIES = 2
CAPACITY: int = codes.CAPACITY // _CODE_TRIES


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
        self._phrases: dict[str, Permutation] = {}
        self._codes = Permutation(derive(secret, "code", template), codes.CAPACITY)

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
        first = self._position(holder) * _CODE_TRIES
        for number in range(first, first + _CODE_TRIES):
            code = codes.encode(self._codes.of(number))
            if code is not None:
                return code
        raise RosterInvalid(f"Place {holder.place + 1} of the course has no code; leave it empty.")

    def phrase(self, holder: Holder, language: str) -> str:
        """Raises as `code` does."""
        order = self._order_of_phrases(language)
        first = self._position(holder) * _PHRASE_TRIES
        tries = [phrases.words(order.of(first + turn), language) for turn in range(_PHRASE_TRIES)]
        chosen = next((words for words in tries if len(set(words)) == len(words)), tries[0])
        return " ".join(chosen)

    def _order_of_phrases(self, language: str) -> Permutation:
        if language not in self._phrases:
            key = derive(self._secret, "phrase", self._template, language)
            self._phrases[language] = Permutation(key, phrases.CAPACITY)
        return self._phrases[language]

    def holder(self, code: str) -> Holder | None:
        """Whose a code would be in this course; null for what is no code, or of no place."""
        if not codes.is_well_formed(code):
            return None
        position = self._codes.back(codes.decode(code)) // _CODE_TRIES
        place, attempt = divmod(position, self._attempts)
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
