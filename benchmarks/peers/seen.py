"""What either side of a comparison saw of the same recordings: lines of text, and people."""

import json
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np

from benchmarks.intervals import as_share
from benchmarks.peers.protocol import run
from benchmarks.peers.recordings import Prepared
from benchmarks.processes import inspect_command
from benchmarks.recall.clip import Clip
from benchmarks.recall.measure import compare as compare_lines
from workers.engines.face.dlib import DlibFace
from workers.spans import Box, Span
from workers.tracks.faces import FacesTrack
from workers.tracks.files import read_tracks
from workers.tracks.text import TextLine

#: The assembly sees one picture a second; each stands for the second after it.
_EVERY_S = 1.0
_NOWHERE = Box(x=0.0, y=0.0, width=0.0, height=0.0)


@dataclass(frozen=True, kw_only=True)
class Task:
    """A recording and the two programs that look at it; Candor writes into `out`."""

    prepared: Prepared
    out: Path
    ours: list[str]
    theirs: list[str]

    @staticmethod
    def of(prepared: Prepared, out: Path) -> "Task":
        ours = inspect_command(prepared.recording, prepared.brief, "--out", str(out))
        theirs = [sys.executable, "-m", "benchmarks.peers.assembly", str(prepared.recording)]
        return Task(
            prepared=prepared, out=out, ours=ours, theirs=[*theirs, "--faces"] if prepared.faces else theirs
        )

    @cached_property
    def answer(self) -> Path:
        """What the assembly says, as a file of JSON; it is run for it once more."""
        path = self.out.with_suffix(".json")
        run(self.theirs, output=path)
        return path


def seen(tasks: Sequence[Task]) -> list[str]:
    """A line for what can be compared. Candor has looked at each recording before."""
    clips = [(task, task.prepared.clip) for task in tasks if task.prepared.clip is not None]
    faced = [task for task in tasks if task.prepared.faces]
    return [*([_lines(clips)] if clips else []), *([_people(faced)] if faced else [])]


def _lines(clips: Iterable[tuple[Task, Clip]]) -> str:
    pairs = [
        (recall_of(clip, _our_lines(task)), recall_of(clip, assembly_lines(task.answer)))
        for task, clip in clips
    ]
    ours, theirs = (np.sum(side, axis=0).tolist() for side in zip(*pairs, strict=True))
    return f"  lines read: {as_share(*ours)} by Candor, {as_share(*theirs)} by the assembly"


def _people(tasks: Iterable[Task]) -> str:
    told = [(people_seen(_our_faces(task)), people_described(task.answer)) for task in tasks]
    alike = sum(ours == theirs for ours, theirs in told)
    counts = "; ".join(f"{ours} and {theirs}" for ours, theirs in told)
    return f"  as many people by Candor as by the assembly: {as_share(alike, len(told))} ({counts})"


def recall_of(clip: Clip, lines: list[TextLine]) -> tuple[int, int]:
    """Lines read and lines that could be."""
    asked = compare_lines(clip, lines).asked
    return sum(item.alike for item in asked), len(asked)


def assembly_lines(answer: Path) -> list[TextLine]:
    return [
        TextLine(
            text=line["text"],
            confidence=1.0,
            box=_NOWHERE,
            spans=(Span(start_s=line["time_s"], end_s=line["time_s"] + _EVERY_S),),
        )
        for line in json.loads(answer.read_bytes())["lines"]
    ]


def people_seen(faces: FacesTrack) -> int:
    """How many people Candor tells apart."""
    return len({track.person for track in faces.tracks})


def people_described(answer: Path) -> int:
    """How many people the assembly's descriptions are of, each compared with the first of every person, as
    face_recognition's documentation does it.
    """
    known: list[np.ndarray] = []
    for face in json.loads(answer.read_bytes())["faces"]:
        numbers = np.array(face["numbers"])
        if all(np.linalg.norm(numbers - other) > DlibFace.DIFFERENT_FROM for other in known):
            known.append(numbers)
    return len(known)


def _our_lines(task: Task) -> list[TextLine]:
    text = read_tracks(task.out / "tracks").text
    assert text is not None, "Candor read nothing"
    return list(text.lines)


def _our_faces(task: Task) -> FacesTrack:
    faces = read_tracks(task.out / "tracks").faces
    assert faces is not None, "Candor looked for no face"
    return faces
