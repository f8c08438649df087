"""What is told from tracks alone."""

from pathlib import Path

from tests.factories.faces import RIGID, a_faces_track, seen
from tests.factories.judged import LENGTH_S, a_recording
from workers.ask.looked import Looked
from workers.ask.tasks import TaskName
from workers.ask.tracked import brief_for, parts_of_tracks
from workers.ask.wish import Wish

WISH = Wish(task=TaskName.IDENTITY, recordings=[Path("a.mp4")])


def people(*faces) -> dict:
    tracks = a_recording(faces=a_faces_track(*faces))
    looked = Looked(letter="", tracks=tracks, folder=Path(), stills=())
    (part,) = parts_of_tracks(WISH, looked, brief_for(WISH))
    assert part.values is not None
    assert len(part.evidence) == len(part.values["tracks"])
    return dict(part.values)


def test_everybody_is_counted_once_with_how_unlike_they_are() -> None:
    told = people(seen(0, (0.0, 20.0)), seen(0, (22.0, 40.0)), seen(1, (42.0, LENGTH_S)))
    assert told["people"] == 2
    assert [row["person"] for row in told["tracks"]] == [0, 0, 1]
    assert told["distances"] == [
        {"of": 0, "and": 1, "distance": 0.3},
        {"of": 0, "and": 2, "distance": 0.8},
        {"of": 1, "and": 2, "distance": 0.8},
    ]


def test_a_poster_and_a_card_are_nobody() -> None:
    poster, card = seen(1, (0.0, LENGTH_S), residual=RIGID), seen(0, (5.0, 9.0), residual=RIGID)
    assert people(seen(0, (0.0, LENGTH_S)), poster, card)["people"] == 1


def test_somebody_who_is_seen_in_short_tracks_is_counted() -> None:
    moments = [seen(0, (at_s, at_s + 1.0), observations=2) for at_s in (0.0, 20.0, 40.0)]
    assert people(*moments)["people"] == 1
