"""What is called a cut, a freeze, a repeat or a gap, and what explains one."""

import pytest

from tests.factories.faces import a_faces_track, seen
from tests.factories.judged import a_recording, a_source, a_span, a_task, an_activity
from workers.brief import Interruption, Recorder
from workers.checks.base import Judgement
from workers.checks.continuity import ContinuityCheck
from workers.report import CheckStatus, EvidenceKind, Severity
from workers.spans import Box
from workers.tracks.activity import Freeze, Jump, Repeat

CAMERA = Box(x=0.8, y=0.7, width=0.2, height=0.3)
CUT = Jump(time_s=20.0, screen=0.2, camera=0.8, sound=0.6)


def judged(brief=None, **activity) -> Judgement:
    tracks = a_recording(activity=an_activity(camera=CAMERA, **activity))
    return ContinuityCheck().judge(tracks, brief or a_task())


def codes(judgement: Judgement) -> list[str]:
    return [finding.code for finding in judgement.findings]


def test_it_always_runs() -> None:
    assert ContinuityCheck().asked_for(a_task())


def test_camera_screen_and_sound_that_jump_together_are_a_cut() -> None:
    (finding,) = judged(jumps=(CUT,)).findings
    assert (finding.code, finding.severity) == ("continuity.cut", Severity.MINOR)
    assert (finding.start_s, finding.end_s) == (19.9, 20.1)
    assert finding.params == {"at_s": 20.0}
    assert [(item.start_s, item.end_s) for item in finding.evidence] == [(19.0, 20.0), (20.0, 21.0)]


@pytest.mark.parametrize(
    "jump",
    [
        Jump(time_s=20.0, screen=0.2, camera=0.5, sound=0.6),
        Jump(time_s=20.0, screen=0.0, camera=0.8, sound=0.6),
        Jump(time_s=20.0, screen=0.2, camera=0.8, sound=0.05),
        Jump(time_s=20.0, screen=0.2, camera=0.8, sound=None),
        Jump(time_s=20.0, screen=0.2, camera=None, sound=0.6),
    ],
)
def test_one_of_the_three_alone_is_no_cut(jump: Jump) -> None:
    assert judged(jumps=(jump,)).findings == ()


def test_a_frozen_camera_that_goes_on_is_a_freeze_and_no_cut() -> None:
    freeze = Freeze(span=a_span(16.0, 20.1), box=CAMERA, thaw=4.0)
    (finding,) = judged(jumps=(CUT,), freezes=(freeze,)).findings
    assert (finding.code, finding.start_s, finding.end_s) == ("continuity.freeze", 16.0, 20.1)
    assert finding.params == {"length_s": 4.1}


def test_a_cut_away_from_a_freeze_is_still_one() -> None:
    freeze = Freeze(span=a_span(10.0, 15.0), box=CAMERA, thaw=4.0)
    assert codes(judged(jumps=(CUT,), freezes=(freeze,))) == ["continuity.cut", "continuity.freeze"]


def test_a_repeat_shows_both_stretches() -> None:
    repeat = Repeat(span=a_span(30.0, 35.0), original=a_span(10.0, 15.0), distance=0.25)
    (finding,) = judged(repeats=(repeat,)).findings
    assert (finding.code, finding.confidence) == ("continuity.repeat", 0.8)
    assert finding.params == {"length_s": 5.0, "original_s": 10.0}
    assert [(item.kind, item.start_s) for item in finding.evidence] == [
        (EvidenceKind.MATCH, 30.0),
        (EvidenceKind.MATCH, 10.0),
    ]


def test_black_is_minor_and_a_gap_is_only_said() -> None:
    black, gap = judged(black=(a_span(3.0, 7.0),), gaps=(a_span(40.0, 43.0),)).findings
    assert (black.code, black.severity) == ("continuity.black", Severity.MINOR)
    assert (gap.code, gap.severity) == ("continuity.gap", Severity.INFO)


def test_what_the_recorders_journal_explains_is_never_a_cut_or_a_freeze() -> None:
    pause = Interruption(start_s=19.5, end_s=20.5, why="network")
    brief = a_task(recorder=Recorder(interruptions=(pause,)))
    freeze = Freeze(span=a_span(16.0, 20.1), box=CAMERA, thaw=4.0)
    gap = a_span(19.6, 22.0)
    assert codes(judged(brief, jumps=(CUT,), freezes=(freeze,), gaps=(gap,))) == ["continuity.gap"]


def test_a_journal_of_another_minute_explains_nothing() -> None:
    pause = Interruption(start_s=40.0, end_s=41.0, why="network")
    brief = a_task(recorder=Recorder(interruptions=(pause,)))
    assert codes(judged(brief, jumps=(CUT,))) == ["continuity.cut"]


def test_without_a_picture_nothing_is_concluded() -> None:
    tracks = a_recording(source=a_source(video=False), activity=None)
    judgement = ContinuityCheck().judge(tracks, a_task())
    assert (judgement.status, judgement.reason) == (CheckStatus.INCONCLUSIVE, "continuity.no_picture")
    assert judgement.coverage.gaps[0].why == "no_picture"


FREEZE = a_span(20.0, 26.0)


@pytest.mark.parametrize(
    ("thaw", "faces", "held"),
    [
        (4.0, ((0.0, 60.0),), True),
        (None, ((0.0, 26.0),), True),
        (1.1, ((0.0, 60.0),), False),
        (4.0, ((0.0, 19.0), (27.0, 60.0)), False),
        (4.0, ((0.0, 20.5), (25.5, 60.0)), False),
        (4.0, ((0.0, 23.5), (25.5, 60.0)), True),
        (4.0, (), True),
        (None, (), False),
    ],
)
def test_a_camera_that_shows_an_empty_room_is_not_frozen(thaw, faces, held) -> None:
    """It goes on with a jump and shows who was there; where neither is known, nothing is said."""
    there = [seen(0, *faces)] if faces else []
    freeze = Freeze(span=FREEZE, box=CAMERA, thaw=thaw)
    recording = a_recording(
        activity=an_activity(camera=CAMERA, freezes=(freeze,)), faces=a_faces_track(*there)
    )
    assert bool(ContinuityCheck().judge(recording, a_task()).findings) is held
