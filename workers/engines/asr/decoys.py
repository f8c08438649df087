"""Decoys: phrases that were not asked for, against which a phrase has to win its trial.

A pure function of the phrase and its language: the same phrase has the same decoys in every
recording, on every machine. *Near* decoys keep two thirds of the words or more and replace the
rest, or say the same words in another order; *far* decoys share no word with the phrase.
"""

import difflib
import functools
import hashlib
import itertools
import random
import re
from dataclasses import dataclass
from importlib import resources

#: Replacements tried at each place of the phrase.
REPLACEMENTS = 16
ORDERS = 5
FAR = 60
#: A near decoy replaces this part of the words, at least one: of a long sentence, one other word
#: is too little to tell apart by ear.
_REPLACED_PART = 1 / 3
#: A word more like one of the phrase's than this (difflib, 0 to 1) is no decoy for it.
_TOO_LIKE = 0.5
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_FALLBACK = "en"


@dataclass(frozen=True, slots=True, kw_only=True)
class NearDecoy:
    """`replaced`: places of the phrase's words that another word has taken; empty for another order."""

    words: tuple[str, ...]
    replaced: tuple[int, ...]


def words_of(text: str) -> tuple[str, ...]:
    """The words of a text, folded by case, without punctuation and digits."""
    return tuple(word.replace("’", "'") for word in _WORD.findall(text.casefold()))


def decoys_for(phrase: str, language: str) -> tuple[str, ...]:
    """Every decoy of a phrase as text: near ones first. At least one for any phrase."""
    words = words_of(phrase)
    near = [decoy.words for decoy in near_decoys(words, language)]
    return tuple(dict.fromkeys(" ".join(decoy) for decoy in [*near, *far_decoys(words, language)]))


def near_decoys(words: tuple[str, ...], language: str) -> tuple[NearDecoy, ...]:
    """Words replaced at each place in turn, then other orders; the phrase itself is never among them."""
    chance = _chance(words, "near")
    others = _unlike(words, language)
    width = max(1, round(len(words) * _REPLACED_PART))
    found: list[NearDecoy] = []
    for first in range(len(words) - width + 1):
        places = tuple(range(first, first + width))
        for _ in range(REPLACEMENTS):
            drawn = dict(zip(places, chance.sample(others, width), strict=True))
            found.append(
                NearDecoy(words=tuple(drawn.get(i, word) for i, word in enumerate(words)), replaced=places)
            )
    found += [NearDecoy(words=order, replaced=()) for order in _orders(words, chance)]
    return tuple(decoy for decoy in dict.fromkeys(found) if decoy.words != words)


def far_decoys(words: tuple[str, ...], language: str) -> tuple[tuple[str, ...], ...]:
    """Phrases of as many words, none of them the phrase's own."""
    chance = _chance(words, "far")
    others = _unlike(words, language)
    count = max(1, len(words))
    drawn = (tuple(chance.choice(others) for _ in range(count)) for _ in range(FAR))
    return tuple(dict.fromkeys(drawn))


def _orders(words: tuple[str, ...], chance: random.Random) -> list[tuple[str, ...]]:
    if len(words) > ORDERS:
        return [tuple(chance.sample(words, len(words))) for _ in range(ORDERS)]
    orders = [order for order in itertools.permutations(words) if order != words]
    return chance.sample(orders, min(ORDERS, len(orders)))


def _chance(words: tuple[str, ...], purpose: str) -> random.Random:
    digest = hashlib.sha256("\0".join((purpose, *words)).encode()).digest()
    return random.Random(digest)  # noqa: S311 - repeatable by design; nothing is kept secret by it


def _unlike(words: tuple[str, ...], language: str) -> list[str]:
    """The word list without what sounds or looks like a word of the phrase; never empty."""
    every = word_list(language)
    return [word for word in every if all(_likeness(word, own) <= _TOO_LIKE for own in words)] or list(every)


def _likeness(one: str, other: str) -> float:
    return difflib.SequenceMatcher(None, one, other, autojunk=False).ratio()


@functools.cache
def word_list(language: str) -> tuple[str, ...]:
    """Our own list of common words; for a language that has none, the English one."""
    folder = resources.files("workers.engines.asr")
    primary = language.split("-", maxsplit=1)[0].lower()
    file = folder / f"decoys-{primary}.txt"
    if not file.is_file():
        file = folder / f"decoys-{_FALLBACK}.txt"
    return tuple(file.read_text(encoding="utf-8").split())
