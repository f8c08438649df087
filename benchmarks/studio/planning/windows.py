"""The windows of a recording: the task page, each stage's window, and pages on the side."""

import textwrap
from random import Random

from benchmarks.studio.scene import TimedLine, Window
from benchmarks.studio.tasks import App, Stage, Task
from benchmarks.studio.wording import READING, READING_RU

_OUTPUT_EVERY_S = 0.12


def task_page(task: Task, *, code: str | None, phrase: str, banner: bool) -> Window:
    """The statement, word for word, and below it the person's code (where it is shown) and phrase."""
    own: list[str] = []
    if code is not None:
        label = "Ваш вариант" if task.language == "ru" else "Your variant"
        own.append(f"! {label}: {code}" if banner else f"=| {label}|{code}")
    say = "Скажите вслух" if task.language == "ru" else "Say aloud"
    own.append(f'{say}: "My phrase is {phrase}"')
    title, *rest = task.statement.split("\n")
    return page(
        "task",
        title=task.course,
        address="campus.example/course/tasks",
        lines=(f"# {title}", *own[:1], *rest, *own[1:]),
        key_texts=(code,) if code else (),
    )


def page(
    name: str,
    *,
    title: str,
    address: str,
    lines: tuple[str, ...],
    tabs: tuple[str, ...] = (),
    scroll: tuple[tuple[float, float], ...] = (),
    key_texts: tuple[str, ...] = (),
) -> Window:
    return Window(
        id=name,
        app=App.BROWSER,
        title=title,
        address=address,
        tabs=tabs,
        lines=tuple(TimedLine(text=text) for text in lines),
        scroll=scroll,
        key_texts=key_texts,
    )


def note(name: str, text: str, *, width: int = 30) -> Window:
    lines = tuple(TimedLine(text=part) for part in textwrap.wrap(text, width, break_on_hyphens=False))
    return Window(id=name, app=App.NOTE, title="Note", lines=lines, key_texts=(text,))


def code_note(code: str) -> Window:
    lines = (TimedLine(text="My variant"), TimedLine(text=code))
    return Window(id="code-note", app=App.NOTE, title="Note", lines=lines, key_texts=(code,))


def stage_window(rng: Random, stage: Stage, *, start_s: float, length_s: float, typed_part: float) -> Window:
    """The stage's window, its lines timed to appear within `length_s` of `start_s`."""
    match stage.app:
        case App.BROWSER:
            return page(stage.id, title=stage.title, address=stage.address, lines=stage.lines)
        case App.TERMINAL:
            lines = _run(stage, start_s + 0.35)
        case App.SHEET:
            lines = _filled(stage, start_s + 0.5, length_s * 0.5)
        case _:
            lines = _typed(rng, stage, start_s + 0.4, length_s * 0.62, typed_part)
    return Window(id=stage.id, app=stage.app, title=stage.title, lines=lines)


def _run(stage: Stage, start_s: float) -> tuple[TimedLine, ...]:
    command, *output = stage.lines
    typed = TimedLine(text=command, start_s=start_s, rate=26.0)
    rows = (
        TimedLine(text=text, start_s=typed.done_s + 0.25 + number * _OUTPUT_EVERY_S)
        for number, text in enumerate(output)
    )
    return (typed, *rows)


def _filled(stage: Stage, start_s: float, within_s: float) -> tuple[TimedLine, ...]:
    given, rest = stage.lines[: stage.given], stage.lines[stage.given :]
    every_s = within_s / max(1, len(rest))
    rows = (TimedLine(text=text, start_s=start_s + number * every_s) for number, text in enumerate(rest))
    return (*(TimedLine(text=text) for text in given), *rows)


def _typed(
    rng: Random, stage: Stage, start_s: float, within_s: float, typed_part: float
) -> tuple[TimedLine, ...]:
    """The last lines are typed; what comes before them stands there already."""
    total = sum(map(len, stage.lines))
    given, seen = 0, 0
    while given < len(stage.lines) - 2 and seen < total * (1 - typed_part):
        seen += len(stage.lines[given])
        given += 1
    rest = stage.lines[given:]
    rate = max(22.0, sum(len(text) + 3 for text in rest) / within_s) * rng.uniform(1.0, 1.2)
    lines = [TimedLine(text=text) for text in stage.lines[:given]]
    at_s = start_s
    for text in rest:
        lines.append(TimedLine(text=text, start_s=at_s, rate=rate))
        at_s = lines[-1].done_s + 3 / rate
    return tuple(lines)


def pasted(window: Window, at_s: float) -> Window:
    """The same window, with all that was to be typed pasted at one moment."""
    lines = tuple(
        line if line.start_s < 0 else TimedLine(text=line.text, start_s=at_s) for line in window.lines
    )
    return Window(id=window.id, app=window.app, title=window.title, lines=lines)


def long_page(rng: Random, language: str, *, scroll: tuple[tuple[float, float], ...] = ()) -> Window:
    """A page of reading that is longer than the screen."""
    source = READING_RU if language == "ru" else READING
    lines: list[str] = ["# Глава 3" if language == "ru" else "# Chapter 3"]
    for number in range(5):
        lines += rng.sample(source, min(9, len(source)))
        lines.append(f"# 3.{number + 1}")
    return page(
        "reading", title="Reading", address="reader.example/chapter-3", lines=tuple(lines), scroll=scroll
    )


def typing_times(window: Window, rng: Random) -> list[float]:
    """When keys go down, for the sound."""
    times: list[float] = []
    for line in window.lines:
        if line.rate:
            count = max(1, len(line.text) // 3)
            times += [line.start_s + 3 * key / line.rate + rng.uniform(0, 0.05) for key in range(count)]
    return times
