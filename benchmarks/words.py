"""Choose the words of spoken phrases: of many candidates, those that sound least alike.

`python -m benchmarks.words en|ru` prints what belongs into `variants/words-en.txt` (or -ru), and how far apart
its words are; with `--check`, the list as it stands there. A distance is the part of a word's sounds that has to
change to make another word of it: 0 is the same word, 1 has nothing of it.
"""

import argparse
import functools
import itertools
import re
import statistics
import textwrap
from collections.abc import Iterable, Mapping
from pathlib import Path

from variants.phrases import WORDS, word_list
from workers.engines.asr.pronunciations import Pronunciations, load_pronunciations
from workers.engines.weights import package_folder

Sounds = tuple[str, ...]
#: Of each two words, the first in the alphabet first.
Distances = Mapping[tuple[str, str], float]

LANGUAGES = ("en", "ru")
_LINE = 100
#: What it costs to take a sound for another that learners and recognisers take for it, for one of the same class,
#: for any other. A sound more or less costs as much as any other.
_CLOSE, _KIN, _OTHER = 0.25, 0.5, 1.0
#: Sounds in Latin letters are those of PocketSphinx's dictionary, those in Cyrillic letters our own.
_CLOSE_SOUNDS = """
P-B T-D K-G F-V TH-DH S-Z SH-ZH CH-JH IH-IY IH-AH AH-AA AA-AO EH-AE UH-UW
п-б т-д к-г ф-в с-з ш-ж ш-щ щ-ч и-э и-ы а-о
"""
_KIN_SOUNDS = """
AA-AE-AH-AO-AW-AY-EH-ER-EY-IH-IY-OW-OY-UH-UW M-N-NG L-R S-Z-SH-ZH-CH-JH
а-о-у-ы-и-э м-н л-р с-з-ш-ж-щ-ч-ц
"""
_VOWELS = {"я": "а", "ю": "у", "ё": "о", "е": "э"}


def sounds_of(word: str, language: str) -> tuple[Sounds, ...]:
    """The ways to say a word."""
    return (_russian(word),) if language == "ru" else _english().of(word)


def distance(one: Sounds, other: Sounds) -> float:
    """The cheapest way to make one out of the other, as a part of the longer one."""
    costs = [float(place) for place in range(len(other) + 1)]
    for sound in one:
        before, costs = costs, [costs[0] + _OTHER]
        for place, its in enumerate(other):
            replaced = before[place] + (0 if sound == its else _REPLACING.get((sound, its), _OTHER))
            costs.append(min(replaced, before[place + 1] + _OTHER, costs[place] + _OTHER))
    return costs[-1] / max(len(one), len(other))


def distances(words: Iterable[str], language: str) -> Distances:
    """By the two ways to say them that are closest; 0 where one word stands in the other."""
    ways = {word: sounds_of(word, language) for word in sorted(words)}
    return {
        (one, other): 0.0 if one in other or other in one else _least(ways[one], ways[other])
        for one, other in itertools.combinations(ways, 2)
    }


def choose(words: Iterable[str], far: Distances) -> list[str]:
    """Of the two words that are closest, the one whose other neighbours are closer goes, until WORDS are left."""
    left = set(words)
    for pair in sorted(far, key=lambda pair: (far[pair], pair)):
        if len(left) > WORDS and left.issuperset(pair):
            left.remove(min(pair, key=lambda word: (_neighbours(word, left, far), word)))
    return sorted(left)


def figures(words: Iterable[str], far: Distances) -> tuple[float, float]:
    """The least distance of two words, and the median of all."""
    among = [far[pair] for pair in itertools.combinations(sorted(words), 2)]
    return min(among), statistics.median(among)


def candidates(language: str) -> tuple[str, ...]:
    file = Path(__file__).parent / f"words-{language}.txt"
    return tuple(file.read_text(encoding="utf-8").split())


def _neighbours(word: str, words: Iterable[str], far: Distances) -> list[float]:
    """How far the others are, the closest first."""
    return sorted(far[min(word, other), max(word, other)] for other in words if other != word)


def _least(ones: tuple[Sounds, ...], others: tuple[Sounds, ...]) -> float:
    return min(distance(one, other) for one, other in itertools.product(ones, others))


@functools.cache
def _english() -> Pronunciations:
    folder = package_folder("pocketsphinx", package="pocketsphinx")
    return load_pronunciations(folder / "model" / "en-us" / "cmudict-en-us.dict")


def _russian(word: str) -> Sounds:
    """Letter by letter, hard and soft alike, doubled consonants once. Which vowels are unstressed no rule can
    know: those that fall together then are close sounds instead.
    """
    single = re.sub(r"([^аеёиоуыэюя])\1", r"\1", word)
    glided = re.sub(r"(?<![^аеёиоуыэюяьъ])(?=[еёюя])", "й", single)
    return tuple(_VOWELS.get(letter, letter) for letter in glided if letter not in "ьъ")


def _replacing() -> dict[tuple[str, str], float]:
    return {
        pair: cost
        for groups, cost in ((_KIN_SOUNDS, _KIN), (_CLOSE_SOUNDS, _CLOSE))
        for group in groups.split()
        for pair in itertools.permutations(group.split("-"), 2)
    }


_REPLACING = _replacing()


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.words", description=__doc__)
    parser.add_argument("language", choices=LANGUAGES)
    parser.add_argument("--check", action="store_true", help="the list as it stands in variants/")
    given = parser.parse_args()
    words = word_list(given.language) if given.check else candidates(given.language)
    far = distances(words, given.language)
    chosen = choose(words, far)
    least, median = figures(chosen, far)
    print(textwrap.fill(" ".join(chosen), _LINE))
    print(f"{len(chosen)} of {len(words)} words: least distance {least:.3f}, median {median:.3f}")


if __name__ == "__main__":
    main()
