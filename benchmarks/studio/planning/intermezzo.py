"""What comes between the stages: a planted window, or one that is only unusual."""

import textwrap
from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from benchmarks.studio import wording
from benchmarks.studio.events import Event, Twist
from benchmarks.studio.planning.windows import long_page, note, page
from benchmarks.studio.portraits import PEOPLE
from benchmarks.studio.scene import Window
from benchmarks.studio.tasks import Task


@dataclass(frozen=True, slots=True, kw_only=True)
class Intermezzo:
    """`make`: the window, given the time at which it opens. `planted`: it is the event itself."""

    make: Callable[[float], Window]
    length_s: float
    planted: bool = False
    small: bool = False


def choose_intermezzo(
    rng: Random,
    *,
    event: Event,
    twist: Twist | None,
    task: Task,
    foreign_code: str,
    forbidden: tuple[str, ...],
    notes: tuple[str, ...],
) -> Intermezzo | None:
    """`notes`: what may be written to a grader."""
    if event is Event.GRADER_TEXT:
        return _grader_note(rng, notes)
    if twist is Twist.FAST_SCROLLING:
        return _scrolling(rng, task.language)
    return _standing(rng, event=event, twist=twist, task=task, foreign_code=foreign_code, forbidden=forbidden)


def _standing(
    rng: Random,
    *,
    event: Event,
    twist: Twist | None,
    task: Task,
    foreign_code: str,
    forbidden: tuple[str, ...],
) -> Intermezzo | None:
    """A window whose content does not depend on when it opens."""
    match event, twist:
        case Event.FOREIGN_CODE, _:
            window, length_s = _foreign_code(rng, task, foreign_code), rng.uniform(2.0, 4.0)
        case Event.FORBIDDEN_WINDOW, _:
            window, length_s = _forbidden(rng, forbidden), rng.uniform(2.0, 3.0)
        case _, Twist.POLICY_PAGE:
            window, length_s = _policy(rng, task.language), rng.uniform(2.6, 3.8)
        case _, Twist.PORTRAIT_ON_PAGE:
            window, length_s = _biography(rng), rng.uniform(3.0, 4.5)
        case _, Twist.VIDEO_PLAYING:
            window, length_s = _film(), rng.uniform(4.0, 6.0)
        case _:
            return None
    return Intermezzo(make=lambda _: window, length_s=length_s, planted=event is not Event.NONE)


def _foreign_code(rng: Random, task: Task, code: str) -> Window:
    chat = rng.random() < 0.5
    if chat:
        title, address, lines = "Messages", "chat.example/anna", wording.FOREIGN_CODE_LINES
    else:
        title, address, lines = "Shared task", "files.example/shared/task", wording.FOREIGN_PAGE_LINES
    filled = tuple(line.format(code=code, title=task.title, first=task.paragraphs[0]) for line in lines)
    return page("foreign", title=title, address=address, lines=filled, key_texts=(code,))


def _forbidden(rng: Random, forbidden: tuple[str, ...]) -> Window:
    known = [entry for entry in wording.FORBIDDEN_PAGES if entry[3] in forbidden]
    title, address, lines, name = rng.choice(known)
    return page("forbidden", title=title, address=address, lines=lines, key_texts=(name,))


def grader_lines(rng: Random, notes: tuple[str, ...]) -> list[str]:
    """A note to the grader in lines that fit a comment."""
    return textwrap.wrap(rng.choice(notes), 44)


def _grader_note(rng: Random, notes: tuple[str, ...]) -> Intermezzo:
    text, length_s = rng.choice(notes), rng.uniform(2.6, 4.0)
    if rng.random() < 0.4:
        window = note("grader", text, width=34)
        return Intermezzo(make=lambda _: window, length_s=length_s, planted=True, small=True)
    lines = ("# Comments", "The submission has one comment.", f"! {text}", "[] Reply")
    window = page(
        "grader", title="Comments", address="campus.example/comments", lines=lines, key_texts=(text,)
    )
    return Intermezzo(make=lambda _: window, length_s=length_s, planted=True)


def _policy(rng: Random, language: str) -> Window:
    title, lines = rng.choice(wording.POLICY_PAGES_RU if language == "ru" else wording.POLICY_PAGES)
    return page("policy", title=title, address="campus.example/rules", lines=lines)


def _biography(rng: Random) -> Window:
    person = rng.choice(PEOPLE)
    lines = (
        "# People of this course",
        f"%portrait {person} They gave the lecture on which this week is based.",
        "Office hours are on Tuesdays.",
    )
    return page("people", title="People", address="campus.example/people", lines=lines)


def _film() -> Window:
    lines = ("# Lecture 5", "%video", "Recorded last week. Eleven minutes.", "- Slides", "- Exercises")
    return page("film", title="Lecture 5", address="campus.example/lectures/5", lines=lines)


def _scrolling(rng: Random, language: str) -> Intermezzo:
    """Flicks of the wheel, each some hundred pixels within a quarter of a second."""
    length_s = rng.uniform(4.0, 5.5)
    flicks = rng.randint(5, 8)
    steps = [rng.uniform(140, 420) for _ in range(flicks)]
    seed = rng.randrange(1 << 30)

    def make(start_s: float) -> Window:
        stops, at_px = [(start_s, 0.0)], 0.0
        for number, step in enumerate(steps):
            begins_s = start_s + 0.5 + number * (length_s - 0.8) / flicks
            moved = at_px + (step if number < flicks - 2 else -step)
            stops += [(begins_s, at_px), (begins_s + 0.25, max(0.0, moved))]
            at_px = max(0.0, moved)
        return long_page(Random(seed), language, scroll=tuple(stops))

    return Intermezzo(make=make, length_s=length_s)
