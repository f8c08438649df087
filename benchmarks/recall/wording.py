"""What is written in the clips, drawn from a seed: prose, Cyrillic prose, and programs."""

from random import Random

_NOUNS = [
    "river",
    "garden",
    "window",
    "mountain",
    "lantern",
    "harbor",
    "pencil",
    "engine",
    "forest",
    "kitten",
    "ladder",
    "meadow",
    "summer",
    "valley",
    "whistle",
    "blanket",
    "elephant",
    "kettle",
    "rainbow",
    "wagon",
    "teacher",
    "library",
    "measure",
    "answer",
    "chapter",
    "lesson",
]
_VERBS = [
    "finds",
    "moves",
    "keeps",
    "opens",
    "counts",
    "draws",
    "paints",
    "follows",
    "carries",
    "leaves",
    "meets",
    "turns",
    "builds",
]
_SIDES = ["quietly", "again", "today", "slowly", "together", "outside", "twice", "nearby", "early", "often"]
_CYRILLIC = [
    "река",
    "окно",
    "гора",
    "фонарь",
    "гавань",
    "двигатель",
    "лестница",
    "долина",
    "учитель",
    "библиотека",
    "ответ",
    "глава",
    "урок",
    "письмо",
    "страница",
    "задача",
    "решение",
    "пример",
    "число",
    "таблица",
    "утро",
    "вечер",
    "дорога",
    "город",
    "поле",
    "чайник",
]
_NAMES = [
    "total",
    "count",
    "index",
    "value",
    "result",
    "width",
    "height",
    "offset",
    "limit",
    "buffer",
    "status",
]
_CALLS = ["read_rows", "sort_by", "take_first", "merge_all", "parse_line", "load_table", "count_words"]


def sentence(rng: Random) -> str:
    """A line of seven to ten words, with a number now and then."""
    words = ["The", rng.choice(_NOUNS), rng.choice(_VERBS), "the", rng.choice(_NOUNS), rng.choice(_SIDES)]
    if rng.random() < 0.4:
        words += ["and", rng.choice(_VERBS), str(rng.randint(12, 9876)), f"{rng.choice(_NOUNS)}s"]
    return f"{' '.join(words)}."


def cyrillic_sentence(rng: Random) -> str:
    words = rng.sample(_CYRILLIC, rng.randint(4, 6))
    return f"{words[0].capitalize()} {' '.join(words[1:])} {rng.randint(2, 400)}."


def program_line(rng: Random) -> str:
    """A line of Python as somebody might write it."""
    name, other = rng.sample(_NAMES, 2)
    call = rng.choice(_CALLS)
    return rng.choice(
        (
            f"def {call}({name}: int, {other}: str) -> bool:",
            f"    {name} = {call}({other}, key={rng.randint(2, 99)})",
            f"    for {name} in range({rng.randint(3, 90)}):",
            f"        if {name} >= {other}[{rng.randint(0, 9)}]:",
            f'    print(f"{{{name}}} of {{{other}}}")',
            f"    return {name} * {rng.randint(2, 40)} + {other}",
            f"import {rng.choice(('json', 'math', 'random', 'itertools'))}",
        )
    )


def subtitle(rng: Random) -> str:
    return f"{rng.choice(_NOUNS).capitalize()} {rng.choice(_VERBS)} the {rng.choice(_NOUNS)}, {rng.choice(_SIDES)}."


def person(rng: Random) -> str:
    """A name as it stands on a tile of a call."""
    first = rng.choice(("Amara", "Boris", "Chen", "Dalia", "Emil", "Farah", "Goran", "Hanna", "Ivo", "Jana"))
    last = rng.choice(("Novak", "Okafor", "Silva", "Tanaka", "Weber", "Lindt", "Moreau", "Petrov"))
    return f"{first} {last}"
