"""Recordings of somebody who was to show three things one after the other, and did, or did not.

Each thing stands for some seconds, as a window does, with nothing of it before and after. Drawn from a seed.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from random import Random

import cv2
import numpy as np
from numpy.typing import NDArray

from benchmarks.studio.encode import write_recording
from benchmarks.studio.planning.frame import Format
from benchmarks.studio.voice import RATE_HZ
from workers.report import StepOutcome
from workers.train.asking import STATEMENT
from workers.train.clips import COLOURS, Clip, Shape, Thing, Veil

STEPS = ("one", "two", "three")
_FORMAT = Format(width=720, height=720, fps=5, crf=20)
#: Something stands between two of the things, and before and after them.
_STATES = 2 * len(STEPS) + 1
#: How long each state of the screen stands.
_STANDS_S = (2.0, 4.0, 6.0, 12.0)


class Course(StrEnum):
    """`followed`: all as told. `missing`: one thing never comes. `swapped`: two come in the wrong order.
    `hidden`: one never comes, but a veil may hide it.
    """

    FOLLOWED = "followed"
    MISSING = "missing"
    SWAPPED = "swapped"
    HIDDEN = "hidden"


@dataclass(frozen=True, slots=True, kw_only=True)
class Procedure:
    """`shown`: the names of the things in the order of the steps. `truth`: by the id of the step. `states_s`:
    how long each picture of the clip stands.
    """

    course: Course
    clip: Clip
    states_s: tuple[float, ...]
    shown: tuple[str, ...]
    truth: Mapping[str, StepOutcome]

    @property
    def brief(self) -> str:
        steps = "".join(
            f'[[instructions.steps]]\nid = "{step}"\ninstruction = "Show a {name}."\n'
            for step, name in zip(STEPS, self.shown, strict=True)
        )
        return (
            f'schema = "candor.brief/1"\ntitle = "Three things"\nstatement = "{STATEMENT}"\n'
            f"[instructions]\nordered = true\n{steps}"
        )


def plan_procedure(seed: int) -> Procedure:
    rng = Random(f"procedure/{seed}")
    course = list(Course)[seed % len(Course)]
    names = rng.sample([(shape, colour) for shape in Shape for colour in COLOURS], len(STEPS) + 1)
    places = list(range(len(STEPS)))
    affected = rng.randrange(len(STEPS))
    if course is Course.SWAPPED:
        one = rng.randrange(len(STEPS) - 1)
        places[one], places[one + 1] = places[one + 1], places[one]
    things = [
        _thing(rng, names[step], 2 * places[step] + 1)
        for step in range(len(STEPS))
        if step != affected or course in {Course.FOLLOWED, Course.SWAPPED}
    ]
    # Something that no step asks for stands there all the time.
    things.append(replace(_thing(rng, names[-1], 0), until=_STATES, x=0.18, y=0.18))
    clip = Clip(
        times_s=tuple(float(state) for state in range(_STATES)),
        things=tuple(things),
        veil=Veil(x=rng.uniform(0.5, 0.65), y=rng.uniform(0.05, 0.2)) if course is Course.HIDDEN else None,
        ground=rng.randint(5, 45),
        noise_seed=rng.randrange(1 << 30),
    )
    outcomes = dict.fromkeys(STEPS, StepOutcome.FOLLOWED)
    if course is Course.MISSING:
        outcomes[STEPS[affected]] = StepOutcome.NOT_FOLLOWED
    if course is Course.HIDDEN:
        outcomes[STEPS[affected]] = StepOutcome.UNCLEAR
    return Procedure(
        course=course,
        clip=clip,
        states_s=tuple(rng.choice(_STANDS_S) for _ in range(_STATES)),
        shown=tuple(f"{colour} {shape}" for shape, colour in names[:-1]),
        truth=outcomes,
    )


def _thing(rng: Random, name: tuple[Shape, str], state: int) -> Thing:
    """In the lower half, where no veil hangs."""
    shape, colour = name
    x, y = rng.uniform(0.2, 0.8), rng.uniform(0.62, 0.82)
    return Thing(shape=shape, colour=colour, first=state, until=state + 1, x=x, y=y)


def write_procedure(procedure: Procedure, folder: Path) -> Path:
    path = folder / "recording.mp4"
    silence = np.zeros(round(sum(procedure.states_s) * RATE_HZ), dtype=np.float32)
    write_recording(path, _pictures(procedure), silence, _FORMAT)
    return path


def _pictures(procedure: Procedure) -> Iterator[NDArray[np.uint8]]:
    size = (_FORMAT.width, _FORMAT.height)
    for picture, stands_s in zip(procedure.clip.pictures(), procedure.states_s, strict=True):
        shown = np.asarray(cv2.resize(picture, size, interpolation=cv2.INTER_CUBIC), dtype=np.uint8)
        for _ in range(round(stands_s * _FORMAT.fps)):
            yield shown
