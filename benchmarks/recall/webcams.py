"""Who is seen before a webcam that fills the picture: at night, with glasses, turning, two of them."""

import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path
from random import Random
from types import MappingProxyType

import numpy as np

from benchmarks.intervals import as_share
from benchmarks.perceiving import see_alone
from benchmarks.processes import each_on_a_core
from benchmarks.studio.camera.picture import Camera
from benchmarks.studio.camera.plan import CameraPlan, Presence, Turn
from benchmarks.studio.encode import write_recording
from benchmarks.studio.planning.frame import Format
from benchmarks.studio.portraits import PEOPLE
from benchmarks.studio.voice import RATE_HZ
from workers.spans import Span, merge_spans
from workers.tracks.faces import FacesTrack, Place

DURATION_S = 14.0
CLIPS_A_PROCESS = 20
_FORMAT = Format(width=640, height=480, fps=15, crf=26)
_ALWAYS_S, _NEVER_S = -1.0, 1e9
#: While somebody slides in or out of the picture nothing is asked.
_SLIDES_S = 1.0
_STEP_S = 0.1


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """One recording. `seen_s` of `there_s`: the time of each person there in which that many were followed;
    `people`: told apart, of `truly`.
    """

    name: str
    seed: int
    there_s: float
    seen_s: float
    people: int
    truly: int


def night(seed: int) -> CameraPlan:
    """A screen is all that lights the face: dark, with the grain of a sensor at its limit."""
    plan, rng = _alone(f"night/{seed}")
    gain = rng.uniform(0.22, 0.4)
    lights = tuple((float(at_s), gain * rng.uniform(0.85, 1.15)) for at_s in range(0, 15, 2))
    return replace(plan, noise=rng.uniform(5.0, 9.0), lights=lights)


def glasses(seed: int) -> CameraPlan:
    plan, rng = _alone(f"glasses/{seed}")
    wearer = replace(plan.presences[0], person="astronaut", glasses=True)
    return replace(plan, presences=(wearer,), turns=_turns(rng, 0.3))


def head_turns(seed: int) -> CameraPlan:
    plan, rng = _alone(f"head-turns/{seed}")
    return replace(plan, turns=_turns(rng, 0.45))


def two_people(seed: int) -> CameraPlan:
    """A second person sits down beside the first, and leaves."""
    plan, rng = _alone(f"two-people/{seed}")
    (first,) = plan.presences
    side = rng.choice((-1, 1))
    second = replace(
        first,
        person=next(name for name in PEOPLE if name != first.person),
        start_s=rng.uniform(3.0, 4.0),
        end_s=rng.uniform(10.0, 11.0),
        side=side,
        seat=(0.5 + 0.27 * side, first.seat[1]),
        speaks=False,
        motion=rng.randrange(10_000),
    )
    return replace(plan, presences=(replace(first, seat=(0.5 - 0.22 * side, first.seat[1])), second))


WEBCAMS: Mapping[str, Callable[[int], CameraPlan]] = MappingProxyType(
    {"night": night, "glasses": glasses, "head-turns": head_turns, "two-people": two_people}
)


def _alone(topic: str) -> tuple[CameraPlan, Random]:
    rng = Random(f"webcam/{topic}")
    sitter = Presence(
        person=rng.choice(PEOPLE),
        start_s=_ALWAYS_S,
        end_s=_NEVER_S,
        side=1,
        seat=(rng.uniform(0.45, 0.55), rng.uniform(0.47, 0.53)),
        size=rng.uniform(0.7, 1.0),
        liveliness=rng.uniform(0.6, 1.0),
        motion=rng.randrange(10_000),
    )
    blinks = tuple(at_s + rng.uniform(0.0, 1.5) for at_s in range(1, round(DURATION_S), 3))
    plan = CameraPlan(
        rect=(0, 0, _FORMAT.width, _FORMAT.height),
        room=rng.randrange(10_000),
        mirrored=rng.random() < 0.5,
        noise=rng.uniform(1.4, 3.4),
        presences=(sitter,),
        blinks=blinks,
    )
    return plan, rng


def _turns(rng: Random, most: float) -> tuple[Turn, ...]:
    return tuple(
        Turn(
            at_s=at_s,
            hold_s=rng.uniform(0.5, 1.6),
            yaw=rng.choice((-1, 1)) * rng.uniform(0.5, 1.0) * most,
            pitch=rng.uniform(-0.25, 0.15),
        )
        for at_s in (2.0, 6.0, 10.0)
    )


def write_webcam(path: Path, plan: CameraPlan) -> None:
    """The camera's picture alone, with a silent room."""
    camera = Camera(plan, lambda _: 0.0, fps=_FORMAT.fps)
    pictures = (camera.at(number / _FORMAT.fps) for number in range(round(DURATION_S * _FORMAT.fps)))
    hiss = np.random.default_rng(plan.room).normal(0, 0.002, round(DURATION_S * RATE_HZ))
    write_recording(path, pictures, hiss.astype(np.float32), _FORMAT)


def follow(name: str, seed: int) -> Seen:
    """Renders one recording and looks for its people as an inspection does."""
    plan = WEBCAMS[name](seed)
    with tempfile.TemporaryDirectory(prefix="candor-webcam-") as temporary:
        folder = Path(temporary)
        write_webcam(folder / "clip.mp4", plan)
        faces = see_alone(folder / "clip.mp4", folder, faces=True).faces
    assert faces is not None, "nobody looked for faces"
    return compare(name, seed, plan, faces)


def compare(name: str, seed: int, plan: CameraPlan, faces: FacesTrack) -> Seen:
    """Holds the people who were followed against those who were there."""
    there = [_whole_time(one) for one in plan.presences]
    tracks = [track for track in faces.tracks if track.place is Place.CAMERA]
    people = sorted({track.person for track in tracks})
    followed = [
        merge_spans(
            [span for track in tracks if track.person == person for span in track.spans], join_gap_s=1.0
        )
        for person in people
    ]
    return Seen(
        name=name,
        seed=seed,
        there_s=sum(span.duration_s for span in there),
        seen_s=_STEP_S * sum(min(truly, seen) for truly, seen in _counts(there, followed)),
        people=len(people),
        truly=len(there),
    )


def _whole_time(one: Presence) -> Span:
    """When somebody is there as a whole, without the time in which they slide."""
    start_s = one.start_s + _SLIDES_S if one.start_s > 0 else 0.0
    end_s = one.end_s - _SLIDES_S if one.end_s < DURATION_S else DURATION_S
    return Span(start_s=start_s, end_s=end_s)


def _counts(there: Sequence[Span], followed: Sequence[Sequence[Span]]) -> Iterable[tuple[int, int]]:
    """How many were there and how many were followed, each tenth of a second."""
    for step in range(round(DURATION_S / _STEP_S)):
        at_s = (step + 0.5) * _STEP_S
        truly = sum(span.start_s <= at_s < span.end_s for span in there)
        seen = sum(any(span.start_s <= at_s < span.end_s for span in spans) for spans in followed)
        yield truly, seen


def _follow(pair: tuple[str, int]) -> Seen:
    return follow(*pair)


def measure_webcams(count: int, first: int) -> list[str]:
    """`count` recordings of every set."""
    pairs = ((name, first + index) for name in WEBCAMS for index in range(count))
    seen = []
    for one in each_on_a_core(_follow, pairs, items_a_process=CLIPS_A_PROCESS):
        seen.append(one)
        print(
            f"{one.name} {one.seed}: {one.seen_s:.1f} of {one.there_s:.1f} s, {one.people} of {one.truly}",
            flush=True,
        )
    return [_row(name, list(of_set)) for name, of_set in groupby(seen, key=lambda one: one.name)]


def _row(name: str, seen: Sequence[Seen]) -> str:
    share = sum(one.seen_s for one in seen) / sum(one.there_s for one in seen)
    right = sum(one.people == one.truly for one in seen)
    return f"{name}: followed {share:.1%} of the time that people were there; as many as there were in {as_share(right, len(seen))}"
