"""Scenarios for tests: small and in the fonts that come inside a package."""

from dataclasses import replace

from benchmarks.studio.events import Event
from benchmarks.studio.planning.frame import Format
from benchmarks.studio.scenario import Scenario, Wish, plan

SMALL = Format(width=1280, height=720, fps=10, crf=30)


def scenario_of(seed: int, event: Event = Event.NONE, **wishes: object) -> Scenario:
    """A 720p scenario drawn in DejaVu, which matplotlib brings."""
    made = plan(seed, event, Wish(format=SMALL, **wishes))
    look = replace(
        made.screen.look, ui_font="DejaVu Sans", mono_font="DejaVu Sans Mono", serif_font="DejaVu Serif"
    )
    return replace(made, screen=replace(made.screen, look=look))
