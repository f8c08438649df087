"""Which of a course's numbers are a template's, where nobody writes down which were given out."""

import re
from dataclasses import dataclass
from typing import Self

from variants.challenges import CAPACITY
from variants.errors import RosterInvalid, short

_WRITTEN = re.compile(r"([0-9]{1,6})/([0-9]{1,6})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """Whose number it is: a place in the roster, from 0, and an attempt, from 1."""

    place: int
    attempt: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """The numbers of the `which`-th of `of` templates of a course, each person of which has so many attempts."""

    which: int = 1
    of: int = 1
    attempts: int

    @classmethod
    def read(cls, text: str, *, attempts: int) -> Self:
        """Of a text such as 2/8. Raises RosterInvalid."""
        found = _WRITTEN.fullmatch(text)
        which, of = map(int, found.groups()) if found else (0, 0)
        if not 1 <= which <= of <= CAPACITY // attempts:
            raise RosterInvalid(
                f"A share is written as 2/8 (the second of a course's eight templates), not {short(text)}."
            )
        return cls(which=which, of=of, attempts=attempts)

    @property
    def places(self) -> int:
        """How many people there are numbers for."""
        return CAPACITY // self.of // self.attempts

    def number(self, holder: Holder) -> int:
        """Raises RosterInvalid for a place or an attempt beyond what there is."""
        if not 1 <= holder.attempt <= self.attempts:
            raise RosterInvalid(f"There are attempts 1 to {self.attempts}, and no attempt {holder.attempt}.")
        if not 0 <= holder.place < self.places:
            shared = f" in each of {self.of} templates" if self.of > 1 else ""
            raise RosterInvalid(
                f"With {self.attempts} attempts each{shared} a course has codes for {self.places} people."
            )
        return (holder.place * self.attempts + holder.attempt - 1) * self.of + self.which - 1

    def holder(self, number: int) -> Holder | None:
        """Null for another template's number."""
        position, template = divmod(number, self.of)
        place, attempt = divmod(position, self.attempts)
        own = template == self.which - 1 and place < self.places
        return Holder(place=place, attempt=attempt + 1) if own else None
