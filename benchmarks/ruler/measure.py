"""`python -m benchmarks ruler`: how often the ruler is right in each way of being shown pictures, and what Candor
makes of its answers about procedures. Its figures prove the path, and say nothing of the world.
"""

import os
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.intervals import as_share
from benchmarks.perceiving import see_alone
from benchmarks.ruler.procedures import Course, plan_procedure, write_procedure
from workers.brief import LoadedBrief, parse_brief
from workers.engines.table import load_engine
from workers.engines.vlm.base import VlmEngine
from workers.engines.vlm.moments import TimeStyle
from workers.engines.vlm.showing import Feed, Pick
from workers.judge import judge
from workers.perceive.questions import ask_steps
from workers.report import Report, StepOutcome
from workers.tracks.recording import RecordingTracks
from workers.train.exam import examine
from workers.train.training import FEWEST, MOST

MODEL = Path(__file__).parent / "model"
#: The ruler has learned from clips of up to so many pictures.
_AT_ONCE = 8
_PICKS = (Pick.CHANGES, Pick.SECOND, Pick.TEN, Pick.ALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Way:
    """`pictures`: of each clip; null for as many as in lessons."""

    feed: Feed = Feed.FRAMES
    style: TimeStyle = TimeStyle.SECONDS
    pictures: int | None = None


#: The ruler has learned no videos, and `both` needs more pictures than its clips have.
_FEEDS = [feed for feed in Feed if feed not in {Feed.BOTH, Feed.NATIVE}]
_WAYS = [
    *(_Way(feed=feed) for feed in _FEEDS),
    *(_Way(style=style) for style in TimeStyle if style is not TimeStyle.SECONDS),
    *(_Way(pictures=pictures) for pictures in (FEWEST, MOST)),
]


def measure_ruler(count: int, first: int) -> list[str]:
    """`count` questions of each kind in each way, and as many procedures."""
    rows = ["questions about drawn clips, right (tokens and seconds for each):"]
    for way in _WAYS:
        rows.append(_examined(way, count, first))
        print(rows[-1], flush=True)
    rows.append("procedures of three steps:")
    for row in _procedures(count, first):
        rows.append(row)
        print(row, flush=True)
    return rows


def ruler(feed: Feed, style: TimeStyle, pick: Pick = Pick.CHANGES, model: Path = MODEL) -> VlmEngine:
    """The trained model, shown pictures in this way."""
    os.environ |= {
        "CANDOR_VLM_FOLDER": str(model),
        "CANDOR_VLM_FRAMES": str(_AT_ONCE),
        "CANDOR_VLM_FEED": feed,
        "CANDOR_VLM_TIMES": style,
        "CANDOR_VLM_PICK": pick,
        "CANDOR_VLM_TOKENS": str(1 << 40),
    }
    return load_engine("vlm", "transformers")


def _examined(way: _Way, count: int, first: int) -> str:
    started = time.perf_counter()
    marks = examine(ruler(way.feed, way.style), each=count, seed=first, pictures=way.pictures)
    asked = sum(mark.asked for mark in marks.values())
    told = ", ".join(f"{kind} {mark.right / mark.asked:.0%}" for kind, mark in marks.items())
    tokens = sum(mark.tokens for mark in marks.values()) / asked
    shown = f"{way.pictures} pictures" if way.pictures else f"{FEWEST} to {MOST} pictures"
    seconds = (time.perf_counter() - started) / asked
    return f"  {way.feed}, {shown}, {way.style}: {told} ({tokens:.0f}, {seconds:.2f})"


def _procedures(count: int, first: int) -> Iterator[str]:
    told: dict[Pick, list[Told]] = {pick: [] for pick in _PICKS}
    for seed in range(first, first + count):
        for pick, one in follow(seed, _PICKS).items():
            told[pick].append(one)
    for pick, ones in told.items():
        yield _row(pick, ones)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What was said of a procedure's steps, each with its truth; whether an order was claimed to be wrong,
    and whether it was; how many pictures were shown, and how many tokens all of it took.
    """

    outcomes: Sequence[tuple[StepOutcome, StepOutcome]]
    disorder: tuple[bool, bool]
    pictures: int
    tokens: int


def follow(seed: int, picks: Sequence[Pick], model: Path = MODEL) -> Mapping[Pick, Told]:
    """A procedure is recorded and perceived, and asked about in each way."""
    procedure = plan_procedure(seed)
    loaded = LoadedBrief(brief=parse_brief(procedure.brief), sha256="")
    with tempfile.TemporaryDirectory(prefix="candor-bench-") as name:
        folder = Path(name)
        seen = see_alone(write_procedure(procedure, folder), folder)
        told = {}
        for pick in picks:
            vlm = ruler(Feed.FRAMES, TimeStyle.SECONDS, pick, model)
            answers = ask_steps(loaded.brief, seen, folder / "tracks", vlm)
            tracks = RecordingTracks(
                source=seen.source, activity=seen.activity, text=seen.text, answers=answers
            )
            report = judge(tracks, loaded, settings_sha256="", version="", seconds={}, language="en")
            asked = [one for step in answers.steps for one in step.asked]
            told[pick] = Told(
                outcomes=[(step.outcome, procedure.truth[step.id]) for step in report.steps],
                disorder=(_claims_disorder(report), procedure.course is Course.SWAPPED),
                pictures=sum(len(one.frames_s) for one in asked),
                tokens=sum(one.tokens for one in asked),
            )
    return told


def _claims_disorder(report: Report) -> bool:
    return any(finding.code == "instructions.out_of_order" for finding in report.findings)


def _row(pick: Pick, told: Sequence[Told]) -> str:
    pairs = [pair for one in told for pair in one.outcomes]
    followed, missing = (
        f1(pairs, of=outcome) for outcome in (StepOutcome.FOLLOWED, StepOutcome.NOT_FOLLOWED)
    )
    disorder = f1([one.disorder for one in told], of=True)
    hidden = Counter(said for said, truth in pairs if truth is StepOutcome.UNCLEAR)
    unclear = as_share(hidden[StepOutcome.UNCLEAR], hidden.total())
    pictures = sum(one.pictures for one in told) / len(told)
    tokens = sum(one.tokens for one in told) / len(told)
    return (
        f"  {pick}: F1 followed {followed:.3f}, missing {missing:.3f}, out of order {disorder:.3f}; hidden ones "
        f"unclear {unclear}; {pictures:.1f} pictures and {tokens:.0f} tokens a recording"
    )


def f1(pairs: Sequence[tuple[object, object]], *, of: object) -> float:
    """Of what was said and what is true: the harmonic mean of precision and recall for one answer."""
    right = sum(said == truth == of for said, truth in pairs)
    wrong = sum((said == of) != (truth == of) for said, truth in pairs)
    return 2 * right / (2 * right + wrong) if right or wrong else 1.0
