"""The recordings that both are given: sparse screens, dense screens, a film, a camera beside a screen."""

import subprocess
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random
from types import MappingProxyType

from benchmarks.recall import wording
from benchmarks.recall.clip import WHITE, Backdrop, Clip, Coding, Line, even_times
from benchmarks.recall.voiced import write_voiced
from benchmarks.recorder.devices import write_camera
from benchmarks.studio.events import Event, Twist
from benchmarks.studio.render import BRIEF, RECORDING, render
from benchmarks.studio.scenario import Wish, plan

DURATION_S = 60.0
FPS = 30.0
_WINDOWS = 4
_CORNER_PX = 24
_ONE_PERSON = "\n[identity]\nexpected_people = 1\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """`clip`: the truth of its text, null where it was not planned line by line."""

    recording: Path
    brief: Path
    faces: bool
    clip: Clip | None


def sparse(seed: int, folder: Path, *, height_px: int) -> Prepared:
    """A few windows in turn; in each some lines are typed, and for most of the time nothing changes."""
    rng = Random(f"peers/sparse/{seed}")
    scale = height_px / 720
    lines: list[Line] = []
    for window in range(_WINDOWS):
        from_s, to_s = window * DURATION_S / _WINDOWS, (window + 1) * DURATION_S / _WINDOWS
        start_s = from_s + 1.5
        for row in range(16):
            text = wording.sentence(rng)
            typed = row >= 13
            lines.append(
                Line(
                    text=text,
                    x_px=round((50 + 90 * window) * scale),
                    y_px=round((60 + 38 * row) * scale),
                    size_px=round(15 * scale),
                    start_s=start_s if typed else from_s,
                    end_s=to_s,
                    rate=24.0 if typed else 0.0,
                )
            )
            start_s = start_s + len(text) / 24.0 + 0.5 if typed else start_s
    return _screen(_clip("sparse", seed, lines, height_px=height_px), folder)


def dense(seed: int, folder: Path) -> Prepared:
    """A long document, scrolled through from its head to its foot, with short rests."""
    rng = Random(f"peers/dense/{seed}")
    knots, at_s, at_px = [(1.0, 0.0)], 1.0, 0.0
    while at_s < DURATION_S - 4:
        over_s, rest_s, by_px = rng.uniform(1.0, 2.0), rng.uniform(0.8, 2.0), rng.choice((200, 300, 400))
        knots += [(at_s + over_s, at_px + by_px), (at_s + over_s + rest_s, at_px + by_px)]
        at_s, at_px = at_s + over_s + rest_s, at_px + by_px
    rows = int((at_px + 560) / 26)
    lines = [Line(text=wording.sentence(rng), x_px=60, y_px=90 + 26 * row, size_px=15) for row in range(rows)]
    clip = _clip("dense", seed, lines, height_px=720)
    return _screen(replace(clip, window_px=(80, 660), scroll=tuple(knots)), folder)


def film(seed: int, folder: Path) -> Prepared:
    """Where nothing ever rests: a film with captions, the worst case."""
    rng = Random(f"peers/film/{seed}")
    lines, start_s = [], 1.0
    while start_s < DURATION_S - 4:
        end_s = start_s + rng.uniform(2.0, 4.0)
        lines.append(
            Line(
                text=wording.subtitle(rng),
                x_px=rng.randint(120, 420),
                y_px=610,
                size_px=32,
                start_s=start_s,
                end_s=end_s,
                ink=WHITE,
                outlined=True,
            )
        )
        start_s = end_s + rng.uniform(0.2, 1.0)
    return _screen(replace(_clip("film", seed, lines, height_px=720), backdrop=Backdrop.FILM), folder)


def camera(seed: int, folder: Path) -> Prepared:
    """Somebody types in a few windows for a minute, and a camera shows them in the corner."""
    screen = sparse(seed, folder / "screen", height_px=720)
    write_camera(folder / "camera.y4m", seed)
    recording, brief = folder / RECORDING, folder / BRIEF
    laid = ["-filter_complex", f"overlay=W-w-{_CORNER_PX}:{_CORNER_PX}:shortest=1", "-c:a", "copy"]
    coding = ["-c:v", "libx264", "-preset", "veryfast", "-g", "250", "-pix_fmt", "yuv420p"]
    both = ["-i", screen.recording, "-i", folder / "camera.y4m"]
    subprocess.run(["ffmpeg", "-v", "error", *both, *laid, *coding, recording], check=True)
    brief.write_text(screen.brief.read_text(encoding="utf-8") + _ONE_PERSON, encoding="utf-8")
    return Prepared(recording=recording, brief=brief, faces=True, clip=screen.clip)


def studio(seed: int, folder: Path) -> Prepared:
    """A studio recording of 15 to 20 s: windows, typing, speech and a turning head, one close upon another."""
    folder.mkdir(parents=True, exist_ok=True)
    render(plan(seed, Event.NONE, Wish(twist=Twist.HEAD_TURNS)), folder)
    return Prepared(recording=folder / RECORDING, brief=folder / BRIEF, faces=True, clip=None)


KINDS: Mapping[str, Callable[[int, Path], Prepared]] = MappingProxyType(
    {
        "sparse 720p": lambda seed, folder: sparse(seed, folder, height_px=720),
        "sparse 1080p": lambda seed, folder: sparse(seed, folder, height_px=1080),
        "dense 720p": dense,
        "film 720p": film,
        "camera 720p": camera,
        "studio": studio,
    }
)


def _clip(name: str, seed: int, lines: list[Line], *, height_px: int) -> Clip:
    return Clip(
        name=name,
        seed=seed,
        width_px=height_px * 16 // 9,
        height_px=height_px,
        times_s=even_times(DURATION_S, FPS),
        end_s=DURATION_S,
        lines=tuple(lines),
        coding=Coding(group_s=250 / FPS),
    )


def _screen(clip: Clip, folder: Path) -> Prepared:
    """Pictures, a brief, and a voice that speaks now and then."""
    recording, brief = write_voiced(clip, folder, spoken_at_s=(3.0, 22.0, 41.0))
    return Prepared(recording=recording, brief=brief, faces=False, clip=clip)
