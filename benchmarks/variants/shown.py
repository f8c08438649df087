"""How surely a code is read off the screen: one's own found, another's never taken for one's own.

Pages of 720p with 14 px text at 300 kb/s: words that are typed and stand, the code among them in one of the ways
in which people show it. In every other recording the code is another's: one that differs in four symbols alone, or
any other.
"""

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

from benchmarks.intervals import as_share
from benchmarks.perceiving import see_alone
from benchmarks.processes import each_on_a_core
from benchmarks.recall.clip import BLACK, WHITE, Clip, Coding, Line
from benchmarks.recall.sets import SETS
from benchmarks.recall.write import write_clip
from benchmarks.studio.fonts import MONO_FAMILIES, SERIF_FAMILIES, UI_FAMILIES
from variants import codes
from workers.brief import Brief, parse_brief
from workers.checks.text import TextCheck

SIZE_PX, BITS = 14, 300_000
_WAYS = (
    "{code}",
    "Code: {code}",
    "# variant {code}",
    "Your code is {code}.",
    'code = "{code}"',
    "{code} · Variant",
)
_RECORDINGS_A_PROCESS = 20
#: Words that differ in four places are four symbols of a word of weight four apart.
_WEIGHT = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What was said of one recording that shows the person's own code, or another's."""

    seed: int
    own: str
    shown: str
    found: tuple[str, ...]

    @property
    def shows_own(self) -> bool:
        return self.own == self.shown

    @property
    def own_is_found(self) -> bool:
        return "text.code_missing" not in self.found


def clip_of(seed: int, shown: str) -> Clip:
    """A page of the set `typing` in small letters, one of whose lines has the code."""
    rng = Random(f"shown/{seed}")
    clip = SETS["typing"](seed)
    family = rng.choice((*UI_FAMILIES, *MONO_FAMILIES, *SERIF_FAMILIES))
    place = rng.randrange(len(clip.lines) - 3)
    lines = [
        replace(line, size_px=SIZE_PX, family=family, start_s=min(line.start_s, 4.0)) for line in clip.lines
    ]
    text = rng.choice(_WAYS).format(code=shown)
    start_s = rng.choice((0.0, 1.5))
    lines[place] = Line(
        text=text,
        x_px=rng.randrange(40, 700),
        y_px=lines[place].y_px,
        size_px=SIZE_PX,
        family=family,
        start_s=start_s,
        rate=rng.choice((0.0, 20.0)) if start_s else 0.0,
    )
    paper, ink = rng.choice(
        ((WHITE, BLACK), (BLACK, WHITE), ((40, 44, 52), (171, 178, 191)), ((253, 246, 227), (88, 110, 117)))
    )
    return replace(clip, lines=tuple(lines), paper=paper, ink=ink, coding=Coding(bits=BITS))


def codes_of(seed: int) -> tuple[str, str]:
    """One's own and the one that is shown: in every other recording another's, half of them as near as codes are."""
    rng = Random(f"codes/{seed}")
    own = _any_code(rng)
    if seed % 2 == 0:
        return own, own
    return own, near_code(own, rng) if seed % 4 == 1 else _any_code(rng)


def _any_code(rng: Random) -> str:
    while True:
        code = codes.encode(rng.randrange(codes.CAPACITY))
        if code is not None:
            return code


def near_code(own: str, rng: Random) -> str:
    """A code that differs in four places: four symbols drawn, until the word is one."""
    symbols = own.replace("-", "")
    while True:
        places = rng.sample(range(codes.LENGTH), _WEIGHT)
        for _ in range(40_000):
            drawn = list(symbols)
            for place in places:
                drawn[place] = rng.choice(codes.ALPHABET.replace(symbols[place], ""))
            code = f"{''.join(drawn[:4])}-{''.join(drawn[4:])}"
            if codes.is_well_formed(code):
                return code


def try_one(seed: int) -> Shown:
    own, shown = codes_of(seed)
    with tempfile.TemporaryDirectory(prefix="candor-shown-") as name:
        folder = Path(name)
        write_clip(folder / "clip.mp4", clip_of(seed, shown))
        tracks = see_alone(folder / "clip.mp4", folder)
    found = TextCheck().judge(tracks, brief_asking(own)).findings
    return Shown(seed=seed, own=own, shown=shown, found=tuple(finding.code for finding in found))


def brief_asking(code: str) -> Brief:
    return parse_brief(f'schema = "candor.brief/1"\n[variant]\ncode = "{code}"\n')


def measure_shown(count: int, first: int) -> list[str]:
    tried = []
    for one in each_on_a_core(try_one, range(first, first + count), items_a_process=_RECORDINGS_A_PROCESS):
        tried.append(one)
        if one.shows_own != one.own_is_found or one.shows_own == ("text.foreign_code" in one.found):
            print(
                f"{one.seed}: own {one.own}, shown {one.shown}, found {', '.join(one.found) or 'nothing'}",
                flush=True,
            )
    return _rows(tried)


def _rows(tried: Sequence[Shown]) -> list[str]:
    own = [one for one in tried if one.shows_own]
    others = [one for one in tried if not one.shows_own]
    return [
        f"own code found: {as_share(sum(one.own_is_found for one in own), len(own))}",
        f"own code called another's: {as_share(sum('text.foreign_code' in one.found for one in own), len(own))}",
        f"another's code taken for one's own: {as_share(sum(one.own_is_found for one in others), len(others))}",
        f"another's code found: {as_share(sum('text.foreign_code' in one.found for one in others), len(others))}",
    ]
