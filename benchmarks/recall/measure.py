"""What of the lines that could be read was read, set by set."""

import difflib
import re
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from statistics import median

from benchmarks.intervals import as_share
from benchmarks.perceiving import see_alone
from benchmarks.processes import each_on_a_core
from benchmarks.recall.clip import Clip
from benchmarks.recall.sets import SETS
from benchmarks.recall.write import write_clip
from workers.spans import Span
from workers.tracks.text import TextLine

#: A line counts as read with at most this part of its characters wrong (the ratio of difflib).
ALIKE = 0.9
#: What was read belongs to a line that stood within this time.
NEAR_S = 1.0
CLIPS_A_PROCESS = 20
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One line that could be read. `entries`: how many lines of the track hold its very text."""

    text: str
    spans: tuple[Span, ...]
    exact: bool
    alike: bool
    entries: int
    late_s: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """One clip. `foreign`: lines read that resemble none that stood there, not even a part of one."""

    name: str
    seed: int
    asked: tuple[Asked, ...]
    foreign: tuple[str, ...]


def compare(clip: Clip, lines: Sequence[TextLine]) -> Read:
    """Holds what was read against what could be."""
    truth = [(line.text, clip.legible(line)) for line in clip.lines]
    texts = [_folded(line.text) for line in clip.lines]
    return Read(
        name=clip.name,
        seed=clip.seed,
        asked=tuple(_asked(text, spans, lines) for text, spans in truth if spans),
        foreign=tuple(line.text for line in lines if not _resembles_any(_folded(line.text), texts)),
    )


def _asked(text: str, spans: tuple[Span, ...], lines: Sequence[TextLine]) -> Asked:
    wanted = _folded(text)
    there = [line for line in lines if _stood(line, spans)]
    same = [line for line in there if _folded(line.text) == wanted]
    alike = [line for line in there if _alike(_folded(line.text), wanted)]
    starts_s = [span.start_s for line in same for span in line.spans]
    late_s = min((start_s - spans[0].start_s for start_s in starts_s), key=abs, default=None)
    return Asked(
        text=text, spans=spans, exact=bool(same), alike=bool(alike), entries=len(same), late_s=late_s
    )


def _stood(line: TextLine, spans: tuple[Span, ...]) -> bool:
    return any(
        own.start_s - NEAR_S <= span.end_s and span.start_s <= own.end_s + NEAR_S
        for own in line.spans
        for span in spans
    )


def _folded(text: str) -> str:
    return _SPACE.sub("", text).casefold()


def _alike(one: str, other: str) -> bool:
    matcher = difflib.SequenceMatcher(None, one, other, autojunk=False)
    return matcher.real_quick_ratio() >= ALIKE and matcher.quick_ratio() >= ALIKE and matcher.ratio() >= ALIKE


def _resembles_any(text: str, texts: Sequence[str]) -> bool:
    """Whether most of it stands in one of the texts in order: typed halves and clipped lines do."""
    for other in texts:
        blocks = difflib.SequenceMatcher(None, text, other, autojunk=False).get_matching_blocks()
        if sum(block.size for block in blocks) >= 0.75 * len(text):
            return True
    return False


def read_clip(clip: Clip) -> tuple[TextLine, ...]:
    """The lines of a clip as an inspection reads them."""
    with tempfile.TemporaryDirectory(prefix="candor-recall-") as name:
        folder = Path(name)
        write_clip(folder / "clip.mp4", clip)
        text = see_alone(folder / "clip.mp4", folder).text
    assert text is not None, "nothing was read"
    return text.lines


def try_clip(name: str, seed: int) -> Read:
    clip = SETS[name](seed)
    return compare(clip, read_clip(clip))


def _try(pair: tuple[str, int]) -> Read:
    return try_clip(*pair)


def try_all(pairs: Iterable[tuple[str, int]]) -> Iterator[Read]:
    """Every clip, in order."""
    return each_on_a_core(_try, pairs, items_a_process=CLIPS_A_PROCESS)


def measure_recall(count: int, first: int) -> list[str]:
    """`count` clips of every set."""
    reads = []
    for read in try_all((name, first + index) for name in SETS for index in range(count)):
        reads.append(read)
        missed = [asked.text for asked in read.asked if not asked.alike]
        print(f"{read.name} {read.seed}: {len(read.asked) - len(missed)} of {len(read.asked)}", flush=True)
        print("".join(f"    missed: {text}\n" for text in missed), end="", flush=True)
        print("".join(f"    foreign: {text}\n" for text in read.foreign), end="", flush=True)
    return [_row(name, list(of_set)) for name, of_set in groupby(reads, key=lambda read: read.name)]


def _row(name: str, reads: Sequence[Read]) -> str:
    asked = [item for read in reads for item in read.asked]
    exact, alike = sum(item.exact for item in asked), sum(item.alike for item in asked)
    late_s = [abs(item.late_s) for item in asked if item.late_s is not None]
    entries = [item.entries for item in asked if item.exact]
    return (
        f"{name}: lines read {as_share(alike, len(asked))}, to the letter {as_share(exact, len(asked))}; "
        f"start off by {median(late_s) if late_s else float('nan'):.2f} s in the median, "
        f"{max(late_s, default=float('nan')):.2f} s at most; "
        f"{sum(entries) / max(1, len(entries)):.2f} entries a line; "
        f"{sum(len(read.foreign) for read in reads)} foreign lines"
    )
