"""The codes and phrases of a course: by its number every variant has its own, unguessable, and traced back."""

from variants import codes, phrases
from variants.errors import RosterInvalid
from variants.places import Permutation
from variants.seeds import derive, normal

#: To one number belong so many words, of which the first that is a code is taken. Of words, one in
#: sixteen is none; that all of these are none happens once in 10 ** 14 numbers.
_CODE_TRIES = 12
#: Likewise of phrases, the first that repeats no word.
_PHRASE_TRIES = 2
#: So many variants a course has codes for, of all its templates.
CAPACITY: int = codes.CAPACITY // _CODE_TRIES


class Challenges:
    """Of one course: of two numbers, 0 to CAPACITY - 1, neither codes nor phrases are the same."""

    def __init__(self, secret: bytes) -> None:
        self._secret = secret
        self._phrases: dict[str, Permutation] = {}
        self._codes = Permutation(derive(secret, "code"), codes.CAPACITY)

    def number_by_name(self, *names: str) -> int:
        """A number for a variant that is in no list: no other's but by chance."""
        drawn = derive(self._secret, "number", *map(normal, names))
        return int.from_bytes(drawn[:16], "big") % CAPACITY

    def code(self, number: int) -> str:
        """Raises RosterInvalid beyond the course."""
        _refuse_beyond(number)
        for word in range(number * _CODE_TRIES, (number + 1) * _CODE_TRIES):
            code = codes.encode(self._codes.of(word))
            if code is not None:
                return code
        raise RosterInvalid(f"Number {number + 1} of the course has no code; leave it empty.")

    def phrase(self, number: int, language: str) -> str:
        """Raises RosterInvalid beyond the course."""
        _refuse_beyond(number)
        order = self._order_of_phrases(language)
        first = number * _PHRASE_TRIES
        tries = [phrases.words(order.of(first + turn), language) for turn in range(_PHRASE_TRIES)]
        chosen = next((words for words in tries if len(set(words)) == len(words)), tries[0])
        return " ".join(chosen)

    def _order_of_phrases(self, language: str) -> Permutation:
        if language not in self._phrases:
            key = derive(self._secret, "phrase", language)
            self._phrases[language] = Permutation(key, phrases.CAPACITY)
        return self._phrases[language]

    def number(self, code: str) -> int | None:
        """Whose a code would be in this course; null for what is no code, or no number's."""
        if not codes.is_well_formed(code):
            return None
        number = self._codes.back(codes.decode(code)) // _CODE_TRIES
        return number if number < CAPACITY and self.code(number) == code else None


def _refuse_beyond(number: int) -> None:
    if not 0 <= number < CAPACITY:
        raise RosterInvalid(f"A course has codes for {CAPACITY} variants, and none for number {number + 1}.")
