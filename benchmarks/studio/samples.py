"""The eight small recordings that come with the project, for its demo and its tests."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from benchmarks.studio.events import Event, Twist
from benchmarks.studio.planning.frame import Format
from benchmarks.studio.render import render
from benchmarks.studio.scenario import Scenario, Wish, plan

_FORMAT = Format(width=1280, height=720, fps=12, crf=27)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    seed: int
    event: Event
    task: str
    dark: bool
    twist: Twist | None = None


SAMPLES: Mapping[str, Sample] = MappingProxyType(
    {
        "moving-average": Sample(
            seed=184, event=Event.NONE, task="moving-average", dark=False, twist=Twist.PLAIN
        ),
        "sorting-in-russian": Sample(
            seed=187, event=Event.NONE, task="sorting-ru", dark=True, twist=Twist.GLASSES
        ),
        "forbidden-window": Sample(seed=45, event=Event.FORBIDDEN_WINDOW, task="titration", dark=False),
        "foreign-code": Sample(seed=811, event=Event.FOREIGN_CODE, task="sql-join", dark=False),
        "second-person": Sample(seed=245, event=Event.SECOND_PERSON, task="primes-ru", dark=True),
        "cut": Sample(seed=2209, event=Event.CUT, task="pendulum", dark=False),
        "step-missing": Sample(seed=229, event=Event.STEP_MISSING, task="text-statistics", dark=False),
        "grader-text": Sample(seed=243, event=Event.GRADER_TEXT, task="insertion-sort", dark=True),
    }
)


def sample_scenario(name: str) -> Scenario:
    sample = SAMPLES[name]
    wish = Wish(twist=sample.twist, task=sample.task, format=_FORMAT, dark=sample.dark)
    return plan(sample.seed, sample.event, wish)


def render_samples(folder: Path) -> None:
    """Renders all eight, each into a folder of its name."""
    for name in SAMPLES:
        render(sample_scenario(name), folder / name)
