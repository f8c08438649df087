"""How surely a code is read in whole recordings of the studio: 720p, 14 px text, encoded again to 300 kbit/s.

Each is judged twice: by its own code, and as the recording of somebody whose code is as near as codes are.
"""

import json
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

from benchmarks.intervals import as_share
from benchmarks.perceiving import see_alone
from benchmarks.processes import each_on_a_core
from benchmarks.studio.planning.frame import Format
from benchmarks.studio.render import RECORDING, TRUTH, render
from benchmarks.studio.scenario import Scenario, Wish, plan
from benchmarks.tries import encoded_again
from benchmarks.variants.shown import brief_asking, near_code
from workers.checks.text import TextCheck
from workers.tracks.recording import RecordingTracks

SIZE_PX, BITS = 14, 300_000
_PICTURE = Format(width=1280, height=720, fps=10, crf=23)
_RECORDINGS_A_PROCESS = 15
_MISSING, _FOREIGN = "text.code_missing", "text.foreign_code"
_OPEN = "inconclusive: "


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """What was said of one recording by its own brief, and by that of a person with a near code."""

    seed: int
    twist: str
    by_own: tuple[str, ...]
    by_other: tuple[str, ...]

    @property
    def own_is_found(self) -> bool:
        return not _is_doubted(self.by_own)

    @property
    def is_pinned_on_the_other(self) -> bool:
        """The worst: a recording with another's code is taken for one's own."""
        return not _is_doubted(self.by_other)

    @property
    def is_called_foreign(self) -> bool:
        return _FOREIGN in self.by_other

    @property
    def own_is_called_foreign(self) -> bool:
        return _FOREIGN in self.by_own


def _is_doubted(said: Sequence[str]) -> bool:
    """Whether a code is called missing, or the check could not tell (it never says then that one was shown)."""
    return any(word == _MISSING or word.startswith(_OPEN) for word in said)


def scenario_of(seed: int) -> Scenario:
    scenario = plan(seed, wish=Wish(format=_PICTURE))
    look = replace(scenario.screen.look, size_px=SIZE_PX)
    return replace(scenario, screen=replace(scenario.screen, look=look))


def judge_one(seed: int) -> Judged:
    scenario = scenario_of(seed)
    with tempfile.TemporaryDirectory(prefix="candor-recorded-") as name:
        folder = Path(name)
        render(scenario, folder)
        recording = encoded_again(folder / RECORDING, folder / f"again-{RECORDING}", BITS)
        twist = json.loads((folder / TRUTH).read_text(encoding="utf-8")).get("twist") or ""
        tracks = see_alone(recording, folder)
    own = scenario.asked.code
    other = near_code(own, Random(f"recorded/{seed}"))
    return Judged(seed=seed, twist=twist, by_own=_said(tracks, own), by_other=_said(tracks, other))


def _said(tracks: RecordingTracks, code: str) -> tuple[str, ...]:
    judgement = TextCheck().judge(tracks, brief_asking(code))
    doubts = [f"{_OPEN}{judgement.reason}"] if judgement.reason else []
    return (*(finding.code for finding in judgement.findings), *doubts)


def measure_recorded(count: int, first: int) -> list[str]:
    judged = []
    for one in each_on_a_core(judge_one, range(first, first + count), items_a_process=_RECORDINGS_A_PROCESS):
        judged.append(one)
        if not one.own_is_found or one.is_pinned_on_the_other or not one.is_called_foreign:
            print(f"{one.seed} {one.twist}: {', '.join(one.by_own)} | {', '.join(one.by_other)}", flush=True)
    return _rows(judged)


def _rows(judged: Sequence[Judged]) -> list[str]:
    def share(told: Sequence[bool]) -> str:
        return as_share(sum(told), len(told))

    return [
        f"own code found: {share([one.own_is_found for one in judged])}",
        f"own code called another's: {share([one.own_is_called_foreign for one in judged])}",
        f"another's code taken for one's own: {share([one.is_pinned_on_the_other for one in judged])}",
        f"another's code found: {share([one.is_called_foreign for one in judged])}",
    ]
