"""The sets of text: each makes a clip from a seed, and everything that can be read in it is known."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from random import Random
from types import MappingProxyType

from benchmarks.recall import wording
from benchmarks.recall.clip import BLACK, WHITE, Backdrop, Clip, Coding, Line, even_times

_FPS = 15.0
_DURATION_S = 9.0
_LEFT_PX = 60
_TOP_PX = 70
_MONO = "DejaVu Sans Mono"


def typing(seed: int) -> Clip:
    """A page on which some lines are typed."""
    rng = Random(f"typing/{seed}")
    page = _page(rng, "typing", seed, size_px=rng.choice((14, 16, 18)))
    standing, typed = list(page.lines[:-3]), []
    start_s = 0.6
    for line in page.lines[-3:]:
        typed.append(replace(line, start_s=start_s, rate=rng.uniform(18.0, 30.0)))
        start_s = typed[-1].done_s + 0.3
    return replace(page, lines=(*standing, *typed), **_even(max(_DURATION_S, start_s + 1.5)))


def scroll_slow(seed: int) -> Clip:
    return _scrolled("scroll-slow", seed, px_a_second=60.0)


def scroll_medium(seed: int) -> Clip:
    return _scrolled("scroll-medium", seed, px_a_second=220.0)


def scroll_fast(seed: int) -> Clip:
    """Moves faster than it can be read, with rests at which it can."""
    return _scrolled("scroll-fast", seed, px_a_second=1400.0, rest_s=1.2)


def captions(seed: int) -> Clip:
    """Lines over a film, one after another."""
    rng = Random(f"captions/{seed}")
    lines, start_s = [], 0.5
    while start_s < _DURATION_S - 1.5:
        end_s = start_s + rng.uniform(1.2, 2.4)
        size_px = rng.choice((28, 32, 36))
        x_px = rng.randint(120, 420)
        lines.append(
            Line(
                text=wording.subtitle(rng),
                x_px=x_px,
                y_px=610,
                size_px=size_px,
                start_s=start_s,
                end_s=end_s,
                ink=WHITE,
                outlined=True,
            )
        )
        start_s = end_s + rng.uniform(0.0, 0.8)
    return _clip("captions", seed, lines, backdrop=Backdrop.FILM)


def flash(seed: int) -> Clip:
    """A page that is gone after half a second, twice."""
    rng = Random(f"flash/{seed}")
    page = _page(rng, "flash", seed, size_px=16, rows=8)
    lines = list(page.lines)
    for start_s in (rng.uniform(2.0, 3.5), rng.uniform(5.5, 7.0)):
        lines += [
            Line(
                text=wording.sentence(rng),
                x_px=700,
                y_px=120 + 34 * row,
                size_px=16,
                start_s=start_s,
                end_s=start_s + 0.5,
            )
            for row in range(3)
        ]
    return replace(page, lines=tuple(lines))


def dark(seed: int) -> Clip:
    rng = Random(f"dark/{seed}")
    paper = rng.choice(((30, 30, 34), (12, 20, 32), (40, 42, 54)))
    ink = rng.choice(((220, 220, 220), (150, 200, 160), (170, 170, 180)))
    return replace(_page(rng, "dark", seed, size_px=rng.choice((13, 15, 17))), paper=paper, ink=ink)


def px_10(seed: int) -> Clip:
    return _page(Random(f"px-10/{seed}"), "px-10", seed, size_px=10)


def px_12(seed: int) -> Clip:
    return _page(Random(f"px-12/{seed}"), "px-12", seed, size_px=12)


def px_14(seed: int) -> Clip:
    return _page(Random(f"px-14/{seed}"), "px-14", seed, size_px=14)


def bitrate_200k(seed: int) -> Clip:
    """What is left of a page at 200 kbit/s while a film plays beside it."""
    rng = Random(f"bitrate-200k/{seed}")
    page = _page(rng, "bitrate-200k", seed, size_px=18, rows=12)
    return replace(page, backdrop=Backdrop.CALL, coding=Coding(bits=200_000))


def cyrillic(seed: int) -> Clip:
    rng = Random(f"cyrillic/{seed}")
    return _page(rng, "cyrillic", seed, size_px=16, write=wording.cyrillic_sentence)


def code(seed: int) -> Clip:
    """A program, some of whose lines are typed."""
    rng = Random(f"code/{seed}")
    page = _page(
        rng, "code", seed, size_px=rng.choice((13, 14, 16)), write=wording.program_line, family=_MONO
    )
    start_s, lines = 1.0, list(page.lines[:-3])
    for line in page.lines[-3:]:
        lines.append(replace(line, start_s=start_s, rate=22.0))
        start_s = lines[-1].done_s + 0.3
    paper, ink = rng.choice(((WHITE, BLACK), ((30, 30, 34), (212, 212, 212))))
    return replace(page, lines=tuple(lines), paper=paper, ink=ink, **_even(max(_DURATION_S, start_s + 1.5)))


def call(seed: int) -> Clip:
    """A page shared in a video call, people beside it."""
    rng = Random(f"call/{seed}")
    page = _page(rng, "call", seed, size_px=16, rows=14)
    names = [
        Line(text=wording.person(rng), x_px=1040, y_px=150 + 180 * tile, size_px=15, ink=WHITE, outlined=True)
        for tile in range(4)
    ]
    return replace(page, lines=(*page.lines, *names), backdrop=Backdrop.CALL)


def phone(seed: int) -> Clip:
    """Held upright: stored lying, turned by players."""
    rng = Random(f"phone/{seed}")
    lines = [
        Line(
            text=wording.subtitle(rng),
            x_px=40,
            y_px=120 + 90 * row,
            size_px=26,
            start_s=0.0 if row < 6 else 3.0,
        )
        for row in range(10)
    ]
    clip = _clip("phone", seed, lines, coding=Coding(degrees=rng.choice((90, 270))))
    return replace(clip, width_px=720, height_px=1280)


def uneven(seed: int) -> Clip:
    """Variable frame rate: a picture only where something changes."""
    rng = Random(f"uneven/{seed}")
    page = _page(rng, "uneven", seed, size_px=16)
    changes_s = sorted(rng.uniform(1.0, 8.0) for _ in range(4))
    moved = zip(page.lines[-4:], changes_s, strict=True)
    lines = (*page.lines[:-4], *(replace(line, start_s=round(at_s, 3)) for line, at_s in moved))
    return replace(
        page, lines=lines, times_s=(0.0, *(round(at_s, 3) for at_s in changes_s), _DURATION_S - 0.1)
    )


SETS: Mapping[str, Callable[[int], Clip]] = MappingProxyType(
    {
        "typing": typing,
        "scroll-slow": scroll_slow,
        "scroll-medium": scroll_medium,
        "scroll-fast": scroll_fast,
        "captions": captions,
        "flash": flash,
        "dark": dark,
        "px-10": px_10,
        "px-12": px_12,
        "px-14": px_14,
        "bitrate-200k": bitrate_200k,
        "cyrillic": cyrillic,
        "code": code,
        "call": call,
        "phone": phone,
        "uneven": uneven,
    }
)


def _clip(
    name: str,
    seed: int,
    lines: list[Line],
    *,
    backdrop: Backdrop = Backdrop.PLAIN,
    coding: Coding | None = None,
) -> Clip:
    return Clip(
        name=name,
        seed=seed,
        width_px=1280,
        height_px=720,
        lines=tuple(lines),
        backdrop=backdrop,
        coding=coding or Coding(),
        **_even(_DURATION_S),
    )


def _even(duration_s: float) -> dict[str, object]:
    return {"times_s": even_times(duration_s, _FPS), "end_s": duration_s}


def _page(
    rng: Random,
    name: str,
    seed: int,
    *,
    size_px: int,
    rows: int = 16,
    write: Callable[[Random], str] = wording.sentence,
    family: str = "DejaVu Sans",
) -> Clip:
    """A page that stands, the last half of its lines coming later."""
    lines = [
        Line(
            text=write(rng),
            x_px=_LEFT_PX,
            y_px=_TOP_PX + row * 36,
            size_px=size_px,
            family=family,
            start_s=0.0 if row < rows // 2 else 2.0 + 0.5 * (row % 4),
        )
        for row in range(rows)
    ]
    return _clip(name, seed, lines)


def _scrolled(name: str, seed: int, *, px_a_second: float, rest_s: float = 0.0) -> Clip:
    """A long text, moved up through a window of the page."""
    rng = Random(f"{name}/{seed}")
    size_px = rng.choice((14, 16, 18))
    step_px = round(1.7 * size_px)
    scroll = _course(px_a_second, rest_s)
    rows = round((scroll[-1][1] + 560) / step_px)
    lines = [
        Line(text=wording.sentence(rng), x_px=_LEFT_PX, y_px=90 + row * step_px, size_px=size_px)
        for row in range(rows)
    ]
    return replace(_clip(name, seed, lines), window_px=(80, 660), scroll=scroll)


def _course(px_a_second: float, rest_s: float) -> tuple[tuple[float, float], ...]:
    """Rests for a second, then moves on to the end, without rests or from rest to rest."""
    if not rest_s:
        return (1.0, 0.0), (_DURATION_S - 1.0, round(px_a_second * (_DURATION_S - 2.0)))
    knots, at_s, at_px = [(1.0, 0.0)], 1.0, 0.0
    while at_s < _DURATION_S - 2.0:
        at_s, at_px = at_s + 400 / px_a_second, at_px + 400
        knots += [(at_s, at_px), (at_s + rest_s, at_px)]
        at_s += rest_s
    return tuple(knots)
