"""Recordings with pauses, reloads and lost networks from our own recorder: is any of it called a cut or a freeze?

Each is made in a headless Chromium with a studio's person as its camera, handed in to a site, and inspected
with the brief that the site made: once as it is, and once without the journal, to show what that is good for.
"""

import tempfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

from benchmarks.intervals import as_share
from benchmarks.recorder.acting import KINDS, Cost, record, recording_browser
from benchmarks.recorder.devices import write_camera, write_sound
from benchmarks.recorder.site import HandedIn, newest, serve
from workers.brief import LoadedBrief, load_brief
from workers.inspect import inspect_recording

_AGAINST_SOMEBODY = ("continuity.cut", "continuity.freeze")
_OTHER = ("continuity.black", "continuity.repeat")
_MB = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """Codes of findings, with the journal and without it; why the journal says that there were interruptions."""

    codes: tuple[str, ...]
    without: tuple[str, ...]
    why: tuple[str, ...]
    size_bytes: int

    def has(self, codes: Sequence[str]) -> bool:
        return any(code in codes for code in self.codes)


def measure_recorder(count: int, first: int) -> list[str]:
    judged, costs = [], []
    with tempfile.TemporaryDirectory(prefix="candor-recorder-", ignore_cleanup_errors=True) as folder:
        home = Path(folder)
        camera, sound = home / "camera.y4m", home / "sound.wav"
        write_camera(camera, first)
        write_sound(sound, first)
        with serve(home / "site") as (address, student):
            for seed in range(first, first + count):
                rng = Random(seed)
                # A browser each: its camera begins anew, and does not come to its end.
                with recording_browser(camera, sound) as browser:
                    costs.append(record(browser, address, student, rng.sample(KINDS, k=3), rng))
                judged.append(_judge(newest(), home / f"inspected-{seed}"))
    return recorder_rows(judged, costs)


def _judge(one: HandedIn, folder: Path) -> Judged:
    folder.mkdir()
    path = folder / "brief.toml"
    path.write_text(one.brief_toml, encoding="utf-8")
    loaded = load_brief(path)
    without = replace(loaded, brief=replace(loaded.brief, recorder=None))
    recorder = loaded.brief.recorder
    judged = Judged(
        codes=_codes(one.recording, loaded, folder),
        without=_codes(one.recording, without, folder),
        why=tuple(pause.why for pause in recorder.interruptions) if recorder else (),
        size_bytes=one.recording.stat().st_size,
    )
    print("WRONG" if judged.has(_AGAINST_SOMEBODY) else "ok   ", judged, flush=True)
    return judged


def _codes(recording: Path, loaded: LoadedBrief, folder: Path) -> tuple[str, ...]:
    report = inspect_recording(recording, loaded, out=None, cache=folder / "cache")
    return tuple(sorted(finding.code for finding in report.findings))


def recorder_rows(judged: Sequence[Judged], costs: Sequence[Cost]) -> list[str]:
    count = len(judged)
    why = Counter(name for one in judged for name in one.why)
    without = sum(any(code in _AGAINST_SOMEBODY for code in one.without) for one in judged)
    seconds = sum(cost.recorded_s for cost in costs)
    held = as_share(sum(one.has(_AGAINST_SOMEBODY) for one in judged), count)
    return [
        f"recordings of our own recorder, each with a pause, a reload and a lost network, cut or freeze: {held}",
        f"  without the journal they would have been: {as_share(without, count)}",
        f"  black or repeated (the made-up camera begins anew at a reload): {as_share(sum(one.has(_OTHER) for one in judged), count)}",
        f"  interruptions in their journals: {', '.join(f'{number} {name}' for name, number in sorted(why.items()))}",
        f"  the browser's processor time for a second recorded: {sum(cost.cpu_s for cost in costs) / seconds:.2f} s",
        f"  its memory, shared parts counted in each process: {max(cost.memory_bytes for cost in costs) / _MB:.0f} MB at most",
        f"  size: {8 * sum(one.size_bytes for one in judged) / seconds / _MB:.2f} Mbit/s",
    ]
