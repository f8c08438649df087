"""Tasks that need nobody's opinion: what was read, who was seen, whether a step was followed."""

from collections.abc import Iterator
from itertools import combinations

from workers import VERSION
from workers.ask.looked import Looked
from workers.ask.reply import Part, Seen
from workers.ask.tasks import TaskName
from workers.ask.wish import Wish
from workers.brief import SCHEMA, Brief, Identity, Instructions, LoadedBrief, Step
from workers.checks.base import box_values
from workers.checks.likenesses import people_in
from workers.judge import judge
from workers.tracks.faces import FacesTrack, FaceTrack


def brief_for(wish: Wish) -> LoadedBrief:
    """What has to be perceived for the task."""
    identity = Identity() if wish.task is TaskName.IDENTITY else None
    steps = tuple(Step(id="step", instruction=question) for question in wish.questions)
    following = Instructions(steps=steps) if wish.task is TaskName.FOLLOWING else None
    brief = Brief(
        schema=SCHEMA,
        language=wish.language,
        profile=wish.profile,
        identity=identity,
        instructions=following,
    )
    return LoadedBrief(brief=brief, sha256="")


def parts_of_tracks(wish: Wish, looked: Looked, loaded: LoadedBrief) -> list[Part]:
    match wish.task:
        case TaskName.OCR:
            return [_read(looked)]
        case TaskName.IDENTITY:
            return [_people(looked)]
        case _:
            return [_followed(wish, looked, loaded)]


def _read(looked: Looked) -> Part:
    text = looked.tracks.text
    if text is None:
        why = dict(looked.tracks.failures).get("text", "There is no picture to read.")
        return Part(of=looked.whole, values=None, abstained=why)
    lines = sorted(text.lines, key=lambda line: (line.start_s, line.box.y, line.box.x))
    rows = [
        {"start_s": line.start_s, "end_s": line.end_s, "text": line.text, "confidence": line.confidence}
        for line in lines
    ]
    seen = (Seen(start_s=line.start_s, end_s=line.end_s, box=box_values(line.box)) for line in lines)
    return Part(of=looked.whole, values={"lines": rows}, evidence=tuple(seen))


def _people(looked: Looked) -> Part:
    """How many people were in the camera's picture, when, and how unlike each other their faces are."""
    faces = looked.tracks.faces
    if faces is None or faces.camera is None:
        why = dict(looked.tracks.failures).get("faces", "No camera picture was found.")
        return Part(of=looked.whole, values=None, abstained=why)
    tracks = people_in(faces)
    rows = [
        {"person": track.person, "spans": [(s.start_s, s.end_s) for s in track.spans]} for track in tracks
    ]
    return Part(
        of=looked.whole,
        values={
            "people": len({track.person for track in tracks}),
            "tracks": rows,
            "distances": list(_distances(tracks, faces)),
        },
        evidence=tuple(
            Seen(start_s=track.start_s, end_s=track.end_s, box=box_values(track.box)) for track in tracks
        ),
    )


def _distances(tracks: list[FaceTrack], faces: FacesTrack) -> Iterator[dict[str, object]]:
    """Between the tracks, by their place in the list: under about 0.5 one person, from 0.58 on two."""
    for (one, first), (other, second) in combinations(enumerate(tracks), 2):
        yield {"of": one, "and": other, "distance": faces.distances[first.id][second.id]}


def _followed(wish: Wish, looked: Looked, loaded: LoadedBrief) -> Part:
    """The step check's own answer, with what was asked for it and asked again."""
    report = judge(
        looked.tracks,
        loaded,
        settings_sha256="",
        version=VERSION,
        seconds={},
        language=loaded.brief.language,
    )
    (step,) = report.steps
    answers = looked.tracks.answers
    asked = [one for of_step in answers.steps for one in of_step.asked] if answers else []
    return Part(
        of=looked.whole,
        values={
            "outcome": step.outcome,
            "confidence": step.confidence,
            "because": step.message,
            "asked": [
                {"why": one.asking, "frames_s": list(one.frames_s), "answer": one.value, "seen": one.seen}
                for one in asked
            ],
        },
        evidence=tuple(
            Seen(start_s=item.start_s, end_s=item.end_s)
            for item in step.evidence
            if item.start_s is not None and item.end_s is not None
        ),
        question=wish.questions[0],
        prompt=asked[0].prompt if asked else "",
        tokens=sum(one.tokens for one in asked),
    )
