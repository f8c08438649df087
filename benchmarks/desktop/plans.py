"""What happens in one capture, decided from its seed."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from random import Random
from types import MappingProxyType

from benchmarks.desktop.work import WORKS, Work
from variants import codes

DURATION_S = 60.0
#: How long the forbidden window is left on the screen.
FORBIDDEN_FOR_S = 3.0
_KEYS_A_SECOND = 14.0


class Cover(StrEnum):
    """How the forbidden page comes over the task."""

    WINDOW = "window"
    TAB = "tab"
    WHOLE_WINDOW = "whole_window"
    SMALL_WINDOW = "small_window"


#: Left, top, width, height of a window of its own, in pixels; a tab has none.
WINDOWS_PX: Mapping[Cover, tuple[int, int, int, int]] = MappingProxyType(
    {
        Cover.WINDOW: (180, 60, 900, 600),
        Cover.WHOLE_WINDOW: (0, 0, 1280, 720),
        Cover.SMALL_WINDOW: (640, 250, 560, 380),
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """`text_px`: the size of all text on the pages, headings aside."""

    dark: bool
    text_px: int
    cover: Cover


class Deed(StrEnum):
    SCROLL = "scroll"
    OPEN_EDITOR = "open_editor"
    TYPE = "type"
    RUN = "run"
    SHOW_FORBIDDEN = "show_forbidden"


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """`at_s`: seconds since the recorder was started, at the earliest. `text`: what is typed."""

    at_s: float
    deed: Deed
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """`runs`: whether the program is run, or that step left out."""

    seed: int
    look: Look
    work: Work
    code: str
    phrase: str
    runs: bool
    acts: tuple[Act, ...]


_PHRASE = "amber river seven"
_LOOKS = (
    Look(dark=False, text_px=16, cover=Cover.WINDOW),
    Look(dark=True, text_px=15, cover=Cover.TAB),
    Look(dark=False, text_px=12, cover=Cover.WHOLE_WINDOW),
    Look(dark=True, text_px=12, cover=Cover.SMALL_WINDOW),
)


def plan(seed: int) -> Plan:
    """Looks and works take turns; a fourth of the captures leaves out the last step."""
    rng = Random(f"{seed}/desktop")
    work = WORKS[(seed + seed // len(_LOOKS)) % len(WORKS)]
    runs = seed % len(_LOOKS) != len(_LOOKS) - 1
    return Plan(
        seed=seed,
        look=_LOOKS[seed % len(_LOOKS)],
        work=work,
        code=_without_runs_of_three(rng),
        phrase=_PHRASE,
        runs=runs,
        acts=_acts(rng, work, runs=runs),
    )


def _without_runs_of_three(rng: Random) -> str:
    """A code with no symbol three times on end: readers swallow such runs."""
    while True:
        code = codes.encode(rng.randrange(codes.CAPACITY))
        plain = "" if code is None else code.replace("-", "")
        if code is not None and not any(symbol * 3 in plain for symbol in plain):
            return code


def _acts(rng: Random, work: Work, *, runs: bool) -> tuple[Act, ...]:
    """Reading, typing, running; the forbidden window while reading, amid the typing or near the end."""
    scrolls = [Act(at_s=at_s, deed=Deed.SCROLL) for at_s in (4.0, 6.5, 9.0)]
    typing = _typing(work, from_s=20.0)
    forbidden_s = rng.choice((rng.uniform(11, 13), rng.uniform(22, 28), rng.uniform(46, 54)))
    acts = [
        *scrolls,
        Act(at_s=17.5, deed=Deed.OPEN_EDITOR),
        *typing,
        *([Act(at_s=44.0, deed=Deed.RUN)] if runs else []),
        Act(at_s=forbidden_s, deed=Deed.SHOW_FORBIDDEN),
    ]
    return tuple(sorted(acts, key=lambda act: act.at_s))


def _typing(work: Work, *, from_s: float) -> list[Act]:
    """One act a line; a line is begun once there was time to type the one before."""
    acts, at_s = [], from_s
    for line in work.typed:
        acts.append(Act(at_s=at_s, deed=Deed.TYPE, text=f"{line}\n"))
        at_s += (len(line) + 1) / _KEYS_A_SECOND + 0.4
    return acts


def key_delay_s(rng: Random) -> float:
    """Between two keys: uneven, as people type."""
    return rng.uniform(0.4, 1.4) / _KEYS_A_SECOND
