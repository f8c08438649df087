"""How English words are said: the dictionary that PocketSphinx carries, and what follows from it."""

import functools
from collections.abc import Mapping
from pathlib import Path

from workers.engines.asr.spotting import Pronunciation
from workers.errors import EngineUnavailable

#: A compound's parts have at least so many letters: shorter ones make nonsense ("a" + "m").
_LEAST_PART = 3
#: Of the ways to say a word, the first are the usual ones.
_MOST_WAYS = 4
#: Abbreviations up to this length, in capitals, are said letter by letter.
_MOST_LETTERS = 5


class Pronunciations:
    """Ways to say a word. Nothing is guessed from spelling: an unknown word has none."""

    def __init__(self, path: Path) -> None:
        self._lines = _read(path)

    def knows(self, word: str) -> bool:
        return bool(self.of(word))

    def lists(self, word: str) -> bool:
        """Whether the dictionary itself has the word (folded by case)."""
        return word in self._lines

    def of(self, word: str) -> tuple[Pronunciation, ...]:
        """The ways to say a word (folded by case): its own, else those of the two known words it is
        made of ("textbox"); empty where there are none.
        """
        plain = word.replace("’", "'")
        return self._own(plain) or self._compound(plain)

    def of_written(self, word: str) -> tuple[Pronunciation, ...]:
        """The same for a word as it is written: "SQL" is said letter by letter."""
        found = self.of(word.casefold())
        if found or not (word.isupper() and word.isalpha() and len(word) <= _MOST_LETTERS):
            return found
        letters = [self._own(f"{letter}.") for letter in word.casefold()]
        return (tuple(phone for ways in letters for phone in ways[0]),) if all(letters) else ()

    def _compound(self, word: str) -> tuple[Pronunciation, ...]:
        for cut in range(len(word) - _LEAST_PART, _LEAST_PART - 1, -1):
            first, second = self._own(word[:cut]), self._own(word[cut:])
            if first and second:
                return ((*first[0], *second[0]),)
        return ()

    def _own(self, word: str) -> tuple[Pronunciation, ...]:
        """What stands in the dictionary; other ways to say a word stand there as "word(2)"."""
        entries = [word, *(f"{word}({number})" for number in range(2, _MOST_WAYS + 1))]
        return tuple(tuple(self._lines[entry].split()) for entry in entries if entry in self._lines)


@functools.cache
def load_pronunciations(path: Path) -> Pronunciations:
    """Raises EngineUnavailable where the dictionary cannot be read."""
    return Pronunciations(path)


def _read(path: Path) -> Mapping[str, str]:
    """Each entry's phones as they stand there: 130,000 lines of which few are ever asked for."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise EngineUnavailable(f"The dictionary {path} cannot be read: {error}.") from error
    entries = (line.partition(" ") for line in lines)
    return {word: phones for word, _, phones in entries}
